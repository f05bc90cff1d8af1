"""Mail about exceptions, to whoever recorded them. Never the person's name, never the reason."""

from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.core.mail.outbox import Message, queue_mail

_FACTS = text(
    """
    SELECT a.number, a.language_tag, a.type, a.mode, lower(a.period) AS starts_at, upper(a.period) AS ends_at,
           m.name AS municipality, o.name AS body, b.email, b.written_form, x.complete_by, c.is_qualified
      FROM exception_use x JOIN assignment a ON a.exception_id = x.id
      JOIN organisation o ON o.id = x.organisation_id JOIN municipality m ON m.code = a.municipality_code
      JOIN account b ON b.id = x.account_id LEFT JOIN exception_check c ON c.exception_id = x.id
     WHERE x.id = :exception
    """
)


async def tell_rest_is_due(session: Session, exception_id: int, *, now: datetime) -> None:
    """That the rest must be stated today."""
    await _tell(session, exception_id, "exception_rest_due", now=now)


async def tell_checked(session: Session, exception_id: int, *, now: datetime) -> None:
    """What the directorate has decided about the person's qualification."""
    await _tell(session, exception_id, "exception_checked", now=now)


async def _tell(session: Session, exception_id: int, template: str, *, now: datetime) -> None:
    row = (await session.execute(_FACTS, {"exception": exception_id})).mappings().one()
    data = {name: row[name] for name in ("number", "language_tag", "type", "mode", "municipality", "body")}
    times = {name: row[name].isoformat() for name in ("starts_at", "ends_at")}
    message = Message(
        template=template, recipient=row["email"], event_key=f"{template}:{exception_id}", subject_kind="assignment",
        subject_id=row["number"], written_form=row["written_form"],
        data={**data, **times, "is_qualified": row["is_qualified"], "path": f"/bestilling/{row['number']}/unntak"},
    )  # fmt: skip
    await queue_mail(session, message, now=now)
