"""Mail about offers, as pure data. Nothing of theme, unit or persons; links lead to pages and change nothing."""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.core.mail.outbox import Message, queue_mail

_FACTS = text(
    """
    SELECT a.number, a.language_tag, a.type, a.mode, lower(a.period) AS starts_at, upper(a.period) AS ends_at,
           a.version, m.name AS municipality, o.name AS body, b.email AS booker_email, b.written_form AS booker_form
      FROM assignment a JOIN request r ON r.id = a.request_id JOIN organisation o ON o.id = r.organisation_id
      JOIN municipality m ON m.code = a.municipality_code JOIN account b ON b.id = r.account_id
     WHERE a.id = :id
    """
)
_OFFERS = text(
    """
    SELECT f.id, f.answer_by, CASE WHEN f.state = 'accepted' THEN a.mode ELSE coalesce(f.mode, a.mode) END AS mode,
           p.email, coalesce(min(c.written_form), 'nb') AS written_form
      FROM offer f JOIN assignment a ON a.id = f.assignment_id
      JOIN interpreter i ON i.id = f.interpreter_id JOIN person p ON p.id = i.person_id
      LEFT JOIN account c ON c.person_id = p.id AND c.closed_at IS NULL
     WHERE f.id = ANY(CAST(:ids AS int[])) GROUP BY f.id, a.mode, p.email ORDER BY f.id
    """
)


async def tell_interpreters(
    session: Session, assignment_id: int, offer_ids: list[int], template: str, *, occasion: object = "", now: datetime,
) -> None:  # fmt: skip
    """One message to the interpreter of each offer, at most once per offer, template and `occasion`."""
    if not offer_ids:
        return
    data = await message_data(session, assignment_id)
    for offer in await session.execute(_OFFERS, {"ids": offer_ids}):
        path = f"/min-side/tilbud/{offer.id}?v={data['version']}"
        more = {"answer_by": offer.answer_by.isoformat(), "path": path, "mode": offer.mode}
        event = f"{template}:{offer.id}:{occasion}" if occasion else f"{template}:{offer.id}"
        message = Message(
            template=template, recipient=offer.email, event_key=event, subject_kind="offer", subject_id=str(offer.id),
            data={**data["shared"], **more}, written_form=offer.written_form,
        )  # fmt: skip
        await queue_mail(session, message, now=now)


async def tell_booker(
    session: Session, assignment_id: int, template: str, *, occasion: object = "", now: datetime, **more: Any
) -> None:
    """One message to whoever sent the request; `occasion` tells repeated events apart."""
    data = await message_data(session, assignment_id)
    number = data["shared"]["number"]
    message = Message(
        template=template, recipient=data["booker_email"], event_key=f"{template}:{number}:{occasion}",
        subject_kind="assignment", subject_id=number,
        data={**data["shared"], **more, "path": f"/bestilling/{number}?v={data['version']}"},
        written_form=data["booker_form"],
    )  # fmt: skip
    await queue_mail(session, message, now=now)


async def message_data(session: Session, assignment_id: int) -> dict[str, Any]:
    """What every message about an assignment may say, and where its booker reads mail."""
    row = (await session.execute(_FACTS, {"id": assignment_id})).mappings().one()
    shared = {
        name: row[name] for name in ("number", "language_tag", "type", "mode", "municipality", "body")
    } | {name: row[name].isoformat() for name in ("starts_at", "ends_at")}
    return {"shared": shared, **{name: row[name] for name in ("version", "booker_email", "booker_form")}}
