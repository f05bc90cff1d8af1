"""Campaigns of re-registration, started as an administrator starts them."""

from datetime import datetime, timedelta

from tolkeregister.campaigns.audience import Chosen, preview
from tolkeregister.campaigns.commands import start_campaign
from tolkeregister.campaigns.jobs import ask_those_chosen
from tolkeregister.campaigns.rules.days import CampaignDays
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session

ALL = Chosen()


def days_from(now: datetime, answer_by: int = 30, *remind_on: int) -> CampaignDays:
    """Counted from the day it starts; reminders after 10 and 20 days."""
    today = oslo_date(now)
    return CampaignDays(
        today + timedelta(days=answer_by),
        tuple(today + timedelta(days=each) for each in remind_on or (10, 20)),
    )


async def a_campaign(
    session: Session, administrator: Actor, chosen: Chosen = ALL, *, now: datetime, asked: bool = True
) -> int:
    """Previewed and started, and (`asked`) everybody asked; returns its id."""
    days = days_from(now)
    seen = (await preview(session, administrator, chosen, days, now=now)).fingerprint
    made = await start_campaign(session, administrator, chosen, days, seen=seen, now=now)
    if asked:
        await ask_those_chosen(session, now=now)
    return made
