"""The yearly question and the reminders of what runs out; neither ever changes a listing."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from tolkeregister.core.clock import OSLO, oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job
from tolkeregister.core.mail.outbox import Message, queue_mail
from tolkeregister.profiles.expiring import REMIND_DAYS, event_key, expiries
from tolkeregister.profiles.rules.yearly import ASK_AFTER, ASK_AGAIN_AFTER, Confirmation, should_ask

ASK_YEARLY, REMIND_OF_EXPIRY = "profiles.ask_yearly", "profiles.remind_of_expiry"
ASKED_AT_A_TIME = 200
WRITTEN_FORM = """coalesce((SELECT a.written_form FROM account a WHERE a.person_id = p.id AND a.door = 'interpreter'
                             ORDER BY a.id LIMIT 1), 'nb')"""  # the form the person `p` reads

# Only whom the rule may ask; the rule itself decides. A campaign that asks the same asks alone.
_CANDIDATES = text(
    f"""
    SELECT i.id, i.number, i.listed_since, i.confirmed_at, i.confirmation_asked_at AS asked_at, p.email,
           {WRITTEN_FORM} AS written_form
      FROM interpreter i JOIN person p ON p.id = i.person_id AND p.dead_on IS NULL
     WHERE (i.confirmed_at IS NULL OR i.confirmed_at < :year_ago) AND i.listed_since <= :day_year_ago
       AND (i.confirmation_asked_at IS NULL OR i.confirmation_asked_at <= :month_ago)
       AND EXISTS (SELECT FROM entry e JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded)
                    WHERE e.interpreter_id = i.id AND l.valid @> CAST(:now AS timestamptz))
       AND NOT EXISTS (SELECT FROM campaign_member m WHERE m.interpreter_id = i.id AND m.state = 'waiting')
     ORDER BY i.confirmation_asked_at NULLS FIRST, i.id LIMIT :most FOR NO KEY UPDATE OF i SKIP LOCKED
    """
)
_ASKED = text("UPDATE interpreter SET confirmation_asked_at = :now WHERE id = :id")
_WHOM = text(
    f"""
    SELECT i.id, i.number, p.email,
           {WRITTEN_FORM} AS written_form
      FROM interpreter i JOIN person p ON p.id = i.person_id AND p.dead_on IS NULL
     WHERE i.id = ANY(CAST(:ids AS int[]))
    """
)


@job(ASK_YEARLY, every=timedelta(hours=1))
async def ask_yearly(session: Session, *, now: datetime) -> None:
    """Ask those whose last word is a year old, some at a time so that not everybody is asked in one minute."""
    values = {
        "now": now, "year_ago": now - ASK_AFTER, "day_year_ago": oslo_date(now - ASK_AFTER),
        "month_ago": now - ASK_AGAIN_AFTER, "most": ASKED_AT_A_TIME,
    }  # fmt: skip
    for row in (await session.execute(_CANDIDATES, values)).all():
        listed_at = datetime.combine(row.listed_since, datetime.min.time(), OSLO)
        if not should_ask(Confirmation(listed_at, row.confirmed_at, row.asked_at), now=now):
            continue
        await session.execute(_ASKED, {"id": row.id, "now": now})
        await _write(session, row, "profile_still_right", f"profile_still_right:{row.number}:{oslo_date(now)}",
                     {"path": "/min-side/status"}, now)  # fmt: skip


@job(REMIND_OF_EXPIRY, every=timedelta(days=1))
async def remind_of_expiry(session: Session, *, now: datetime) -> None:
    """One mail for each thing that runs out within REMIND_DAYS; the outbox keeps a second one away."""
    today = oslo_date(now)
    soon = await expiries(session, None, today + timedelta(days=1), today + timedelta(days=REMIND_DAYS))
    people = await session.execute(_WHOM, {"ids": sorted({each.interpreter_id for each in soon})})
    by_id = {row.id: row for row in people}
    for each in soon:
        row = by_id.get(each.interpreter_id)
        if row is not None:
            until = datetime.combine(each.until, datetime.min.time(), OSLO).isoformat()
            data = {
                "what": each.what,
                "where": each.where,
                "until_at": until,
                "path": "/min-side/politiattest",
            }
            await _write(session, row, "expires_soon", event_key(each), data, now)


async def _write(
    session: Session, row: Any, template: str, key: str, data: dict[str, Any], now: datetime
) -> None:
    message = Message(
        template=template, recipient=row.email, event_key=key, subject_kind="interpreter", subject_id=row.number,
        data=data, written_form=row.written_form,
    )  # fmt: skip
    await queue_mail(session, message, now=now)
