"""The demo's campaign of re-registration, three weeks under way: made through the commands, as people would have."""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import text

from tolkeregister.campaigns.answers import ask_to_leave
from tolkeregister.campaigns.audience import Chosen, preview
from tolkeregister.campaigns.commands import exempt, start_campaign
from tolkeregister.campaigns.jobs import ask_those_chosen
from tolkeregister.campaigns.rules.days import suggested_days
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import DomainError
from tolkeregister.core.jobs.registry import job
from tolkeregister.profiles.activity import confirm_profile

CAMPAIGN = "demo.campaign"
UNDER_WAY = timedelta(days=19)  # two days before the first reminder
PART = Chosen(category="A")
_ADMINISTRATOR = text(
    "SELECT a.id FROM account a JOIN account_role r ON r.account_id = a.id AND r.role = 'administrator'"
    " WHERE a.synthetic AND a.door = 'directorate' ORDER BY a.id LIMIT 1"
)
# Whoever one can sign in as has not answered yet.
_ANSWERING = text(
    """
    SELECT m.interpreter_id, i.number FROM campaign_member m JOIN interpreter i ON i.id = m.interpreter_id
     WHERE m.campaign_id = :id
       AND NOT EXISTS (SELECT FROM account a WHERE a.person_id = i.person_id AND a.door = 'interpreter')
     ORDER BY m.interpreter_id
    """
)


@job(CAMPAIGN)
async def make_campaign(session: Session, *, now: datetime) -> None:
    """Started once; of every ten seven have confirmed, one officer has let somebody be, and one wants out."""
    account = (await session.execute(_ADMINISTRATOR)).scalar()
    if account is None or (await session.execute(text("SELECT 1 FROM campaign LIMIT 1"))).first() is not None:
        return
    boss = Actor(account_id=account, roles=frozenset({Role.ADMINISTRATOR}))
    then = now - UNDER_WAY
    days = suggested_days(oslo_date(then))
    found = await preview(session, boss, PART, days, now=then)
    if not found.people:
        return
    made = await start_campaign(session, boss, PART, days, seen=found.fingerprint, now=then)
    for _ in range(1 + len(found.people) // 200):
        await ask_those_chosen(session, now=then)
    rows = (await session.execute(_ANSWERING, {"id": made})).all()
    for place, row in enumerate(rows):
        person = Actor(roles=frozenset({Role.INTERPRETER}), interpreter_id=row.interpreter_id)
        answered_at = then + timedelta(hours=5 + 11 * (place % 37))
        with suppress(DomainError):
            if place == 1:
                await exempt(session, boss, made, row.number, "absent", now=answered_at)
            elif place == 2:
                await ask_to_leave(session, person, now=answered_at)
            elif place % 10 < 7:
                await confirm_profile(session, person, now=answered_at)
