"""A language plan with something in every state, and people with interest, results and degrees behind it."""

from datetime import datetime, timedelta

from qualification.interest.commands import register_interest
from qualification.plan.commands import NewOffer, add_offer, publish_plan, start_draft
from qualification.plan.queries import draft_plan
from qualification.rounds.results import NewResult, record_result
from tests.builders.interpreters import BuiltInterpreter
from tests.builders.rounds import a_candidate, a_round
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session

DAY = timedelta(days=1)
PLACE = "Oslo, Bergen, Bodø, Kristiansand, Stavanger, Tromsø eller Trondheim"


def an_offer_of(
    now: datetime, language: str | None, test: str = "tospraaktest", *, opens: int = -5, closes: int = 20,
    begins: int = 60, ends: int = 62,
) -> NewOffer:  # fmt: skip
    """An offer with its days counted from today."""
    today = oslo_date(now)
    return NewOffer(
        "oslomet", test, language, today + begins * DAY, today + ends * DAY, today + opens * DAY,
        today + closes * DAY, place=PLACE, fee_nok=500,
    )  # fmt: skip


async def published(session: Session, officer: Actor, *offers: NewOffer, now: datetime) -> int:
    """The next version, published; returns its id."""
    await start_draft(session, officer, now=now)
    for each in offers:
        await add_offer(session, officer, each, now=now)
    draft = await draft_plan(session, officer)
    assert draft is not None
    return await publish_plan(session, officer, seen=draft.fingerprint, now=now)


async def plan_and_people(session: Session, officer: Actor, tolk: BuiltInterpreter, *, now: datetime) -> int:
    """Two versions and a draft of the third, with the interpreter's wishes and result, and somebody's degree.

    Returns the id of the version that has been replaced.
    """
    first = await published(session, officer, an_offer_of(now, "so"), now=now - DAY)
    await published(
        session, officer, an_offer_of(now, "ar"), an_offer_of(now, "ar", "practical", opens=10, closes=40),
        an_offer_of(now, None, "tao"), an_offer_of(now, "ti", opens=-40, closes=-2, begins=3, ends=4), now=now,
    )  # fmt: skip
    await start_draft(session, officer, now=now)
    await add_offer(session, officer, an_offer_of(now, "kmr"), now=now)
    await register_interest(session, tolk.actor, "siling", language_tag="ar", now=now)
    await register_interest(session, tolk.actor, "tospraaktest", word="Elvisk", now=now)
    day = oslo_date(now) - 1000 * DAY
    for test, part, person in (("bachelor", "whole", None), ("tao", "module_1", tolk.person_id)):
        who = await a_candidate(session, person)
        of = await a_round(session, test, language="ar", held=day, code="tidligere")
        await record_result(session, officer, NewResult(who, of, part, day, day, "passed"), now=now)
    return first
