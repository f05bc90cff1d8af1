"""A representative reads and speaks for the party, by an address of their own, until the party says stop."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from booking.handlers import register_handlers
from tests.builders.answers import value
from tests.builders.complaints import WARNING
from tests.builders.hearings import ADVOCATE, a_heard_complaint, a_representative
from tests.builders.times import NOW
from tolkeregister.complaints.deciding import propose_reaction
from tolkeregister.complaints.heard.access import heard_through
from tolkeregister.complaints.heard.documents import documents_of, open_document
from tolkeregister.complaints.heard.queries import heard_page
from tolkeregister.complaints.heard.representatives import name_representative, withdraw_representative
from tolkeregister.complaints.heard.rules import Named
from tolkeregister.complaints.heard.statements import give_statement
from tolkeregister.complaints.intake import end
from tolkeregister.complaints.rules.words import Closing
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound
from tolkeregister.core.mail.overtaken import Queued, is_overtaken
from tolkeregister.decisions.outcomes.commands import approve_decision, sign_decision

DAY = timedelta(days=1)
POWER = Named("Ada Advokat", ADVOCATE, True, oslo_date(NOW))


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()


async def test_the_representative_reads_the_same_and_speaks_and_every_look_is_kept(session: Session) -> None:
    _, heard = await a_heard_complaint(session, now=NOW)
    other, token = await a_representative(session, heard, now=NOW)
    assert token not in str(
        (await session.execute(text("SELECT c::text FROM complaint_representative c"))).all()
    )
    own, seen = await heard_page(session, heard, now=NOW), await heard_page(session, other, now=NOW)
    assert replace(own, representative=None) == replace(seen, representative=None)
    letter = next(each for each in seen.documents if each.kind == "notice")
    assert (await open_document(session, other, letter.id, now=NOW)).content.startswith(b"%PDF")
    await give_statement(session, other, "Klienten min bestrider dette.", now=NOW)
    looks = await session.execute(
        text("SELECT account_id, representative_id, post_id FROM complaint_party_look")
    )
    assert [tuple(each) for each in looks] == [(None, other.representative_id, letter.id)]
    assert await value(session, "SELECT account_id FROM notice_reply") is None


async def test_it_ends_at_once_and_another_may_be_named(session: Session) -> None:
    _, heard = await a_heard_complaint(session, now=NOW)
    other, token = await a_representative(session, heard, now=NOW)
    with pytest.raises(Conflict, match="representative_stands"):
        await name_representative(session, heard, POWER, now=NOW)
    await withdraw_representative(session, heard, now=NOW)
    with pytest.raises(NotFound):
        await heard_through(session, token, now=NOW)
    with pytest.raises(NotFound):
        await give_statement(session, other, "Jeg var alt inne.", now=NOW)
    queued = Queued("representative_named", ADVOCATE, "representative", str(other.representative_id), {})
    assert await is_overtaken(session, queued), "an address that opens nothing is not sent"
    with pytest.raises(NotFound, match="representative_not_found"):
        await withdraw_representative(session, heard, now=NOW)
    again, _ = await a_representative(session, heard, now=NOW)
    assert again.representative_id != other.representative_id


async def test_it_is_never_a_way_round_the_partys_own_sign_in(session: Session) -> None:
    built, heard = await a_heard_complaint(session, now=NOW)
    for own in (built.tolk.email, f" {built.tolk.email.upper()} "):
        with pytest.raises(Invalid, match="email_is_own"):
            await name_representative(session, heard, replace(POWER, email=own), now=NOW)
    other, token = await a_representative(session, heard, now=NOW)
    with pytest.raises(NotFound):
        await heard_through(session, token, actor=built.tolk.actor, now=NOW)
    for does in (
        name_representative(session, other, POWER, now=NOW),
        withdraw_representative(session, other, now=NOW),
    ):
        with pytest.raises(NotAllowed, match="only_the_party"):
            await does


async def test_a_power_has_a_name_an_address_and_a_date_that_has_come(session: Session) -> None:
    _, heard = await a_heard_complaint(session, now=NOW)
    wrong = Named(" ", "ingen", False, oslo_date(NOW) + DAY)
    with pytest.raises(Invalid) as refused:
        await name_representative(session, heard, wrong, now=NOW)
    assert {each.code for each in refused.value.reasons} == {
        "name_missing",
        "email_missing",
        "power_in_the_future",
    }


async def test_letters_are_copied_and_the_address_outlives_the_case_by_a_month(session: Session) -> None:
    built, heard = await a_heard_complaint(session, now=NOW)
    other, token = await a_representative(session, heard, now=NOW)
    await give_statement(session, heard, "Det stemmer ikke.", now=NOW)
    made = await propose_reaction(session, built.officer, built.number, WARNING, now=NOW)
    await approve_decision(session, built.second, made.id, now=NOW)
    await sign_decision(session, built.officer, made.id, now=NOW)
    mail = text("SELECT recipient, data ->> 'path' FROM mail_message WHERE template = 'heard_news'")
    assert [tuple(each) for each in await session.execute(mail)] == [(ADVOCATE, f"/fullmektig/{token}")]
    assert [each.kind for each in (await heard_page(session, other, now=NOW)).documents][-1] == "decision"
    await end(session, built.officer, built.number, Closing.DECIDED, now=NOW)
    assert await heard_through(session, token, now=NOW + 29 * DAY) == other
    with pytest.raises(NotFound):
        await heard_through(session, token, now=NOW + 31 * DAY)


async def test_the_database_refuses_two_at_once_and_one_who_acts_in_another_case(session: Session) -> None:
    built, heard = await a_heard_complaint(session, now=NOW)
    other, _ = await a_representative(session, heard, now=NOW)
    second, _ = await a_heard_complaint(session, now=NOW, tolk=built.tolk)
    copy = text(
        "INSERT INTO complaint_representative (complaint_id, name, email, is_lawyer, powered_on, power_post_id,"
        " token_hash, account_id, named_at) SELECT complaint_id, name, email, is_lawyer, powered_on, power_post_id,"
        " 'x', account_id, named_at FROM complaint_representative"
    )
    look = text(
        "INSERT INTO complaint_party_look (complaint_id, representative_id, looked_at) VALUES (:c, :r, :now)"
    )
    with pytest.raises(IntegrityError):
        async with session.begin_nested():
            await session.execute(copy)
    with pytest.raises(IntegrityError):
        async with session.begin_nested():
            await session.execute(look, {"c": second.id, "r": other.representative_id, "now": NOW})
    with pytest.raises(DBAPIError):
        async with session.begin_nested():
            await session.execute(text("UPDATE complaint_representative SET email = 'a@b.example'"))
    assert len(await documents_of(session, built.id)) == 2
