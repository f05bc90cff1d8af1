"""Reminders: found by looking at assignments as they are, not by what was planned when they were agreed."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from booking.calendars.mail import PAGES
from booking.calendars.rules.reminding import ReminderTime, due_reminder
from booking.offers.messages import message_data
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.mail.outbox import Message, queue_mail

FURTHEST = timedelta(days=3)  # no reminder comes earlier than this
_KEYS = ("reminder_day_before", "reminder_soon")

_TIMES = text(
    "SELECT kind, valid_from, minutes_before, latest_minutes_before FROM reminder_time ORDER BY valid_from"
)
_COMING = text(
    """
    SELECT a.id, a.number, lower(a.period) AS starts_at, e.uid, e.changed_at AS agreed_at,
           e.interpreter_id IS NOT NULL AS is_interpreters, coalesce(p.email, b.email) AS email,
           coalesce(b.written_form, 'nb') AS written_form, had.keys
      FROM calendar_entry e JOIN assignment a ON a.id = e.assignment_id
      JOIN request r ON r.id = a.request_id
      LEFT JOIN interpreter i ON i.id = e.interpreter_id LEFT JOIN person p ON p.id = i.person_id
      LEFT JOIN LATERAL (SELECT c.id, c.email, c.written_form FROM account c
                          WHERE (c.id = e.account_id OR c.person_id = i.person_id) AND c.closed_at IS NULL
                          ORDER BY c.id LIMIT 1) b ON true
     CROSS JOIN LATERAL (SELECT coalesce(array_agg(k), '{}') AS keys FROM unnest(CAST(:keys AS text[])) AS k
                          WHERE EXISTS (SELECT FROM mail_message m WHERE m.event_key
                                = k || ':' || e.uid || ':' || CAST(extract(epoch FROM lower(a.period)) AS bigint))) had
     WHERE NOT e.is_cancelled AND lower(e.period) > :now AND lower(e.period) <= :until
       AND a.state = 'accepted' AND a.period = e.period
       AND (e.account_id IS NOT NULL OR e.interpreter_id = a.interpreter_id)
       AND coalesce(p.email, b.email) IS NOT NULL
       AND NOT EXISTS (SELECT FROM calendar_choice w WHERE w.account_id = b.id AND NOT w.wants_reminders)
       AND cardinality(had.keys) < cardinality(CAST(:keys AS text[]))
     ORDER BY lower(a.period), e.id
    """
)


async def send_reminders(session: Session, *, now: datetime) -> int:
    """Queue every reminder that is due and has not been sent for this very time; returns how many. Safe to run twice.

    Whether it still holds is asked once more when it leaves the outbox (`mail.py`).
    """
    times = await _times(session)
    values = {"now": now, "until": now + FURTHEST, "keys": list(_KEYS)}
    queued = 0
    for row in (await session.execute(_COMING, values)).all():
        due = due_reminder(row.starts_at, row.agreed_at, _in_force(times, row.starts_at), now)
        key = f"reminder_{due.codes[0]}"
        if due.allowed and key not in row.keys:
            await _remind(session, row, key, now)
            queued += 1
    return queued


async def _times(session: Session) -> dict[str, list[Any]]:
    found = defaultdict(list)
    for row in await session.execute(_TIMES):
        found[row.kind].append(row)
    return found


def _in_force(times: dict[str, list[Any]], starts_at: datetime) -> list[ReminderTime]:
    """Of each kind the newest row from the assignment's Norwegian date or before."""
    day = oslo_date(starts_at)
    newest = [[row for row in rows if row.valid_from <= day][-1:] for rows in times.values()]
    return [
        ReminderTime(row.kind, row.minutes_before, row.latest_minutes_before)
        for rows in newest
        for row in rows
    ]


async def _remind(session: Session, row: Any, key: str, now: datetime) -> None:
    data = await message_data(session, row.id)
    template, page = (
        ("assignment_reminder", "interpreter") if row.is_interpreters else ("request_reminder", "booker")
    )
    message = Message(
        template=template, recipient=row.email, event_key=f"{key}:{row.uid}:{int(row.starts_at.timestamp())}",
        subject_kind="assignment", subject_id=row.number, written_form=row.written_form,
        data={**data["shared"], "path": f"{PAGES[page]}{row.number}?v={data['version']}"},  # type: ignore[index]
    )  # fmt: skip
    await queue_mail(session, message, now=now)
