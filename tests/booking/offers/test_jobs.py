"""What the minute's job finds: offers whose time is up, and offers to somebody who has left the register since."""

from sqlalchemy import text

from booking.offers.jobs import expire_due
from booking.sending.commands import send_request
from tests.builders.answers import mails, offers_of
from tests.builders.bodies import a_body
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tolkeregister.core.database import Session


async def test_an_offer_to_one_who_left_the_register_while_it_was_sent_is_withdrawn(session: Session) -> None:
    """The removal could not see it, and it could not see the removal (docs/laasing.md)."""
    body = await a_body(session)
    left, other = [await an_interpreter(session, category=each, hours=True) for each in "AB"]
    number = await send_request(session, body.booker, a_draft(), key="k", now=NOW)
    ended = text("UPDATE entry_listing SET valid = tstzrange(lower(valid), :now) WHERE entry_id = :entry")
    await session.execute(ended, {"now": NOW, "entry": left.entry_id})
    await expire_due(session, now=NOW)
    assert [(who, state) for who, state, _ in await offers_of(session, number)] == [
        (left.id, "withdrawn"),
        (other.id, "open"),
    ]
    assert ("offer_withdrawn", left.email) in await mails(session)


async def test_an_offer_in_time_to_one_who_is_listed_is_left_alone(session: Session) -> None:
    body, tolk = await a_body(session), await an_interpreter(session, hours=True)
    number = await send_request(session, body.booker, a_draft(), key="k", now=NOW)
    await expire_due(session, now=NOW)
    assert [(who, state) for who, state, _ in await offers_of(session, number)] == [(tolk.id, "open")]
