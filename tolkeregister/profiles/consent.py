"""Consent to publish, field by field: given with an instant, taken back at once, and never rewritten."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid
from tolkeregister.profiles.access import own_profile
from tolkeregister.profiles.models import ConsentField, PublishConsent


@dataclass(frozen=True, slots=True)
class Consent:
    """The newest word about one field."""

    field: str
    is_given: bool
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """What an interpreter lets everybody see beyond what the register itself says, read at this moment."""

    phone: str | None = None
    email: str | None = None
    street_address: str | None = None
    website: str | None = None
    photo: bytes | None = None
    chosen_name: str | None = None
    inactive_since: datetime | None = None
    confirmed_at: datetime | None = None

    @property
    def has_contact(self) -> bool:
        """Whether anybody can be reached by it."""
        return any((self.phone, self.email, self.street_address, self.website))


_NEWEST = """
    SELECT DISTINCT ON (c.interpreter_id, c.field) c.interpreter_id, c.field, c.is_given, c.decided_at
      FROM publish_consent c WHERE c.interpreter_id = {id} ORDER BY c.interpreter_id, c.field, c.id DESC
"""
_OWN = text(f"SELECT field, is_given, decided_at FROM ({_NEWEST.format(id=':id')}) n ORDER BY field")
# A protected person has no contact here, whatever was consented to before (rule P3).
_PUBLISHED = text(
    f"""
    SELECT i.chosen_name, i.inactive_since, i.confirmed_at, n.field, s.value,
           CASE WHEN n.field = 'photo' THEN f.content END AS photo
      FROM interpreter i
      LEFT JOIN LATERAL ({_NEWEST.format(id="i.id")}) n ON n.is_given
       AND NOT EXISTS (SELECT FROM population_check k WHERE k.person_id = i.person_id AND k.protection <> 'none')
      LEFT JOIN stated_contact s ON s.interpreter_id = i.id AND s.field = n.field
      LEFT JOIN portrait_photo f ON f.interpreter_id = i.id AND f.state = 'approved'
     WHERE i.number = :number
    """
)


async def choose_consents(
    session: Session, actor: Actor, given: Collection[str], *, now: datetime
) -> tuple[str, ...]:
    """Consent to exactly these fields from now on; returns the fields whose word changed.

    Only a change is written, so that the instant of a consent stays the one it was given. Invalid for an unknown field.
    """
    if not set(given) <= set(ConsentField):
        raise Invalid(reason("unknown_value", field="publiser"))
    own = await own_profile(session, actor)
    stands = {each.field for each in await consents_of(session, own.id) if each.is_given}
    changed = tuple(each.value for each in ConsentField if (each.value in given) != (each.value in stands))
    for field in changed:
        session.add(PublishConsent(interpreter_id=own.id, field=field, is_given=field in given, decided_at=now,
                                   account_id=actor.account_id))  # fmt: skip
        await session.flush()  # in the order of ids, which says which is the newest
        what = "consent.given" if field in given else "consent.withdrawn"
        audit.record(session, actor, what, "interpreter", own.number, now=now, field=field)
    return changed


async def consents_of(session: Session, interpreter_id: int) -> tuple[Consent, ...]:
    """The newest word about each field that has one."""
    return tuple(Consent(*row) for row in await session.execute(_OWN, {"id": interpreter_id}))


async def own_consents(session: Session, actor: Actor) -> dict[str, Consent]:
    """The actor's own, by field; empty for one who is no interpreter."""
    if actor.interpreter_id is None:
        return {}
    return {each.field: each for each in await consents_of(session, actor.interpreter_id)}


async def published(session: Session, number: str) -> Published:
    """What a number shows beyond the register. Whether it is listed is asked of the register, not of this."""
    rows = (await session.execute(_PUBLISHED, {"number": number})).all()
    if not rows:
        return Published()
    shown = {row.field: row.photo if row.field == "photo" else row.value for row in rows if row.field}
    first = rows[0]
    return Published(
        **shown, chosen_name=first.chosen_name, inactive_since=first.inactive_since,
        confirmed_at=first.confirmed_at,
    )  # fmt: skip
