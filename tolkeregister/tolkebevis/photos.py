"""The photograph on a card: sent by its owner, looked at by the directorate, shown only then."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import col, select

from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound, conflict
from tolkeregister.entries.access import require_directorate
from tolkeregister.tolkebevis.models import PhotoState, PortraitPhoto
from tolkeregister.tolkebevis.picture import redrawn

DECLINE_REASONS = ("not_a_face", "not_like_the_holder", "several_people", "covered", "blurred")


@dataclass(frozen=True, slots=True)
class WaitingPhoto:
    """A photograph nobody has looked at, with the one that is shown until then."""

    id: int
    number: str
    name: str
    content: bytes
    shown_now: bytes | None
    uploaded_at: datetime


_LOCK = text("SELECT id FROM interpreter WHERE id = :id FOR NO KEY UPDATE")
_REPLACE = text(
    "UPDATE portrait_photo SET state = 'replaced' WHERE interpreter_id = :id AND state = CAST(:state AS text)"
)
_WAITING = text(
    """
    SELECT f.id, i.number, p.given_name || ' ' || p.family_name AS name, f.content, shown.content AS shown_now,
           f.uploaded_at
      FROM portrait_photo f JOIN interpreter i ON i.id = f.interpreter_id JOIN person p ON p.id = i.person_id
      LEFT JOIN portrait_photo shown ON shown.interpreter_id = i.id AND shown.state = 'approved'
     WHERE f.state = 'waiting' ORDER BY f.uploaded_at, f.id LIMIT 50
    """
)
_IS_OWN = text("SELECT EXISTS (SELECT FROM account a JOIN interpreter i ON i.person_id = a.person_id"
               " WHERE a.id = :account AND i.id = :id)")  # fmt: skip


async def send_photo(session: Session, actor: Actor, sent: bytes, *, now: datetime) -> None:
    """Keep a photograph of oneself until the directorate has looked at it; it takes the place of one that waits.

    Raises Invalid as `redrawn` does.
    """
    if actor.interpreter_id is None:
        raise NotAllowed(reason("role_missing"))
    content = await redrawn(sent)
    await session.execute(_LOCK, {"id": actor.interpreter_id})
    await session.execute(_REPLACE, {"id": actor.interpreter_id, "state": PhotoState.WAITING.value})
    photo = PortraitPhoto(
        interpreter_id=actor.interpreter_id, content=content, state=PhotoState.WAITING, uploaded_at=now
    )  # fmt: skip
    session.add(photo)
    await session.flush()
    audit.record(session, actor, "photo.sent", "portrait_photo", photo.id, now=now)


async def decide_photo(
    session: Session, actor: Actor, photo_id: int, decline_reason: str | None, *, now: datetime
) -> None:
    """Show the photograph from now on, or decline it with a reason its owner is told; nobody decides on the own.

    Raises Conflict when somebody has decided already or a newer one has come.
    """
    require_directorate(actor)
    if decline_reason is not None and decline_reason not in DECLINE_REASONS:
        raise Invalid(reason("unknown_value", field="grunn"))
    statement = select(PortraitPhoto).where(col(PortraitPhoto.id) == photo_id).with_for_update()
    photo = (await session.exec(statement)).first()
    if photo is None:
        raise NotFound(reason("photo_not_found"))
    if photo.state != PhotoState.WAITING:
        raise conflict("photo_decided")
    values = {"account": actor.account_id, "id": photo.interpreter_id}
    if (await session.execute(_IS_OWN, values)).scalar_one():
        raise NotAllowed(reason("role_missing"))
    if decline_reason is None:
        await session.execute(_REPLACE, {"id": photo.interpreter_id, "state": PhotoState.APPROVED.value})
    photo.state = PhotoState.APPROVED if decline_reason is None else PhotoState.DECLINED
    photo.decline_reason, photo.decided_at, photo.decided_by = decline_reason, now, actor.account_id
    await session.flush()
    audit.record(session, actor, f"photo.{photo.state}", "portrait_photo", photo_id, now=now)


async def waiting_photos(session: Session, actor: Actor) -> tuple[WaitingPhoto, ...]:
    """The fifty that have waited longest."""
    require_directorate(actor)
    return tuple(WaitingPhoto(*row) for row in await session.execute(_WAITING))
