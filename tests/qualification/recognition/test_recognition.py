"""Recognition from the EEA: its clocks (directive 2005/36/EC article 51, rule A8), and what a signature gives (A7)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

import booking.handlers
from qualification.applications.rules.countries import is_recognised_from
from qualification.recognition.commands import (
    Qualification,
    acknowledge,
    extend,
    open_recognition,
    papers_complete,
    propose_recognition,
    record_provision,
)
from qualification.recognition.kinds import describe, rule_version
from qualification.recognition.queries import provisions, recognition, recognitions
from qualification.recognition.rules.clocks import CLOCKS, Clocks, acknowledge_by, decide_by, months_after
from tests.builders.bodies import an_officer
from tests.builders.population import AMINA, PeopleInMemory
from tolkeregister.core.actor import NOBODY
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, RuleBroken
from tolkeregister.decisions.outcomes.commands import sign_decision

ASKED = Qualification("SE", "so", "speech", "Tolkexamen", "Stockholms universitet", date(2019, 6, 10))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 8, 31), 4, date(2026, 12, 31)),
    ],
)
def test_months_are_whole_months(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@given(st.dates(CLOCKS[0].valid_from, date(2100, 1, 1)))
def test_an_extension_is_always_later_and_at_most_a_month(day: date) -> None:
    usual, extended = decide_by(day, is_extended=False), decide_by(day, is_extended=True)
    assert timedelta(days=27) < extended - usual < timedelta(days=32)
    assert day < acknowledge_by(day) < usual


async def test_from_post_to_evidence_without_any_listing(
    session: Session, population: PeopleInMemory, now: datetime
) -> None:
    booking.handlers.register_handlers()
    officer = await an_officer(session)
    ref = await open_recognition(session, officer, AMINA.national_id, ASKED, received_on=now.date(), now=now)
    with pytest.raises(Conflict, match="acknowledge_first"):
        await papers_complete(session, officer, ref.number, now=now)
    await acknowledge(session, officer, ref.number, now=now)
    with pytest.raises(Conflict, match="acknowledged_already"):
        await acknowledge(session, officer, ref.number, now=now)
    with pytest.raises(Conflict, match="recognition_not_complete"):
        await propose_recognition(
            session, officer, ref.number, "recognised", "Likeverdig.", tie="none", now=now
        )
    await papers_complete(session, officer, ref.number, now=now)
    line = await recognition(session, officer, ref.number)
    assert line.deadline_at is not None
    assert line.deadline_at.date() == decide_by(now.date(), is_extended=False)
    with pytest.raises(RuleBroken, match="extension_reason_missing"):
        await extend(session, officer, ref.number, " ", now=now)
    await extend(session, officer, ref.number, "Vi venter på svar fra Sverige.", now=now)
    with pytest.raises(RuleBroken, match="extended_already"):
        await extend(session, officer, ref.number, "Igjen.", now=now)
    draft = await propose_recognition(
        session, officer, ref.number, "recognised", "Likeverdig.", tie="none", now=now
    )
    await sign_decision(session, officer, draft.id, now=now)
    found = (await session.execute(text("SELECT kind, language_tag, reference FROM evidence"))).one()
    assert found.kind == "foreign_bachelor"
    assert found.reference.startswith(ref.number)
    assert (await session.execute(text("SELECT count(*) FROM interpreter"))).scalar_one() == 0, (
        "nobody is listed"
    )
    assert len(await recognitions(session, officer)) == 1


async def test_a_case_that_stands_too_long_is_late(
    session: Session, population: PeopleInMemory, now: datetime
) -> None:
    officer = await an_officer(session)
    ref = await open_recognition(
        session, officer, AMINA.national_id, ASKED, received_on=now.date() - timedelta(days=40), now=now
    )
    assert (await recognition(session, officer, ref.number)).is_late(now)


@pytest.mark.parametrize(
    ("number", "country", "code"),
    [("00000000000", "SE", "not_in_population_register"), (AMINA.national_id, "Sverige", "country_not_in_the_eea"),
     (AMINA.national_id, "US", "country_not_in_the_eea"), (AMINA.national_id, "NO", "country_not_in_the_eea"),
     (AMINA.national_id, "GB", "country_not_in_the_eea")],
)  # fmt: skip
async def test_what_cannot_be_opened_says_why(
    session: Session, population: PeopleInMemory, number: str, country: str, code: str, now: datetime
) -> None:
    asked = Qualification(country, "so", "speech", "Tolkexamen", "Stockholm", date(2019, 6, 10))
    with pytest.raises(Invalid, match=code):
        await open_recognition(
            session, await an_officer(session), number, asked, received_on=now.date(), now=now
        )


async def test_a_day_before_there_were_clocks_is_refused_in_words(
    session: Session, population: PeopleInMemory, now: datetime
) -> None:
    early = CLOCKS[0].valid_from - timedelta(days=1)
    with pytest.raises(Invalid, match="received_too_early"):
        await open_recognition(
            session, await an_officer(session), AMINA.national_id, ASKED, received_on=early, now=now
        )


def test_a_clock_keeps_the_months_that_held_when_it_started() -> None:
    changed = (*CLOCKS, Clocks(date(2027, 1, 1), "2005/36 endret", 1, 2, 1))
    before, after = date(2026, 12, 31), date(2027, 1, 1)
    assert decide_by(before, is_extended=False, table=changed) == date(2027, 3, 31)
    assert decide_by(after, is_extended=False, table=changed) == date(2027, 3, 1)
    assert rule_version(datetime(2026, 12, 31, 22, 59, tzinfo=UTC), changed) == "2005/36"
    assert rule_version(datetime(2026, 12, 31, 23, tzinfo=UTC), changed) == "2005/36 endret", (
        "midnight in Norway"
    )


def test_letters_name_the_country_in_the_readers_written_form() -> None:
    for form, name in (("nb", "Østerrike"), ("nn", "Austerrike")):
        assert ("Land", name) in describe({"country": "AT", "qualification": "Diplom"}, form)


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [("SE", date(2026, 11, 21), True), ("CH", date(2026, 11, 21), True), ("GB", date(2020, 12, 31), True),
     ("GB", date(2021, 1, 1), False), ("HR", date(2014, 4, 11), False), ("NO", date(2026, 11, 21), False),
     ("US", date(2026, 11, 21), False)],
)  # fmt: skip
def test_the_list_of_countries_is_closed_by_date(code: str, day: date, expected: bool) -> None:
    assert is_recognised_from(code, day) is expected


async def test_services_for_a_time_are_recorded_without_recognition(session: Session, now: datetime) -> None:
    officer, today = await an_officer(session), now.date()
    await record_provision(session, officer, "Anna Berg", "SE", ("so",), "Autoriserad tolk", since=today,
                           until=today + timedelta(days=30), now=now)  # fmt: skip
    assert [each.name for each in await provisions(session, officer)] == ["Anna Berg"]
    assert (await session.execute(text("SELECT count(*) FROM evidence"))).scalar_one() == 0
    with pytest.raises(NotAllowed):
        await provisions(session, NOBODY)
