"""A reported row that is booked here counts once (feature 105), whichever came first."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import text

from booking.reports.matching import match_everything
from booking.reports.queries import possible_doubles
from booking.reports.rules.matching import Traits, compare
from booking.reports.worklist import decide_match
from booking.statistics.facts import append_fact
from tests.booking.reports.files import NOW, Reporter, a_reporter, counted, facts, report, row
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import an_officer
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, NotFound

START = datetime(2026, 9, 15, 7, 30, tzinfo=UTC)


async def booked(
    session: Session, reporter: Reporter, interpreter: BuiltInterpreter, start: datetime = START, *,
    language: str = "ar", delivered: bool = True,
) -> str:  # fmt: skip
    """An assignment of ours; a fact when it is confirmed."""
    made = await an_assignment(session, reporter.body, start, start + timedelta(hours=1), language=language)
    await accepted_by(session, made, interpreter.id, at=start - timedelta(days=1))
    if delivered:
        await confirmed(session, made.id or 0)
    return made.number


async def confirmed(session: Session, assignment_id: int) -> None:
    await session.execute(
        text("UPDATE assignment SET state = 'delivered' WHERE id = :id"), {"id": assignment_id}
    )
    await append_fact(session, assignment_id, now=NOW)


def same(reporter: Reporter, interpreter: BuiltInterpreter, **cells: str) -> dict[str, str]:
    """A row about the assignment that `booked` makes."""
    return row(
        **{"oppdragsgiver": reporter.orgnr, "tolkenummer": interpreter.number, "kategori": "A", **cells}
    )


async def test_a_row_that_is_surely_booked_here_is_marked_and_not_counted(session: Session) -> None:
    reporter, interpreter = await a_reporter(session), await an_interpreter(session)
    number = await booked(session, reporter, interpreter)
    receipt = await report(session, reporter.actor, [same(reporter, interpreter), row(referanse="A-2")])
    assert (receipt.rows_new, receipt.rows_same, await counted(session)) == (2, 1, 2)
    assert await facts(session, "reference, version, weight, same_as") == [
        ("A-1", 1, 1, None), ("A-1", 1, -1, number), ("A-1", 2, 0, number), ("A-2", 1, 1, None),
    ]  # fmt: skip


async def test_what_is_confirmed_here_after_it_was_reported_counts_once_after_the_night(
    session: Session,
) -> None:
    reporter, interpreter = await a_reporter(session), await an_interpreter(session)
    number = await booked(session, reporter, interpreter, delivered=False)
    await report(session, reporter.actor, [same(reporter, interpreter)])
    assert await counted(session) == 1
    found = await session.execute(
        text("SELECT id FROM assignment WHERE number = :number"), {"number": number}
    )
    await confirmed(session, found.scalar_one())
    assert await counted(session) == 2
    assert await match_everything(session, now=NOW) == 1
    assert await counted(session) == 1
    assert await match_everything(session, now=NOW) == 0


async def test_sending_the_row_again_changes_nothing_and_correcting_it_still_counts_once(
    session: Session,
) -> None:
    reporter, interpreter = await a_reporter(session), await an_interpreter(session)
    await booked(session, reporter, interpreter)
    await report(session, reporter.actor, [same(reporter, interpreter)])
    again = await report(session, reporter.actor, [same(reporter, interpreter), row(referanse="A-2")])
    assert (again.rows_unchanged, again.rows_same) == (1, 0)
    corrected = await report(session, reporter.actor, [same(reporter, interpreter, minutter="45")])
    assert (corrected.rows_changed, corrected.rows_same, await counted(session)) == (1, 1, 2)
    assert (await facts(session, "reference, version, weight, minutes"))[-2] == ("A-1", 4, 0, 45)


async def test_a_row_that_is_corrected_away_from_the_booking_counts_again(session: Session) -> None:
    reporter, interpreter = await a_reporter(session), await an_interpreter(session)
    await booked(session, reporter, interpreter)
    await report(session, reporter.actor, [same(reporter, interpreter)])
    await report(session, reporter.actor, [same(reporter, interpreter, klokkeslett="15:00")])
    assert await counted(session) == 2


async def test_doubtful_pairs_wait_for_a_person_and_count_until_then(session: Session) -> None:
    reporter, interpreter = await a_reporter(session), await an_interpreter(session)
    number = await booked(session, reporter, interpreter)
    await report(session, reporter.actor, [same(reporter, interpreter, klokkeslett="10:00")])
    (pair,) = await possible_doubles(session, reporter.actor)
    assert (pair.reference, pair.number, pair.differs, await counted(session)) == (
        "A-1",
        number,
        ("time",),
        2,
    )
    await decide_match(session, reporter.actor, pair.id, is_same=True, now=NOW)
    assert (await counted(session), await possible_doubles(session, reporter.actor)) == (1, ())
    with pytest.raises(Conflict):
        await decide_match(session, reporter.actor, pair.id, is_same=False, now=NOW)


async def test_what_a_person_said_holds_for_the_next_file(session: Session) -> None:
    reporter, interpreter = await a_reporter(session), await an_interpreter(session)
    await booked(session, reporter, interpreter)
    for minutes in ("60", "50"):
        await report(
            session, reporter.actor, [same(reporter, interpreter, klokkeslett="10:00", minutter=minutes)]
        )
        for pair in await possible_doubles(session, reporter.actor):
            await decide_match(session, reporter.actor, pair.id, is_same=True, now=NOW)
        assert await counted(session) == 1


async def test_a_pair_that_is_not_the_same_goes_on_counting(session: Session) -> None:
    reporter, interpreter = await a_reporter(session), await an_interpreter(session)
    await booked(session, reporter, interpreter)
    await report(session, reporter.actor, [same(reporter, interpreter, sprak="somali")])
    (pair,) = await possible_doubles(session, await an_officer(session))
    await decide_match(session, await an_officer(session), pair.id, is_same=False, now=NOW)
    await report(session, reporter.actor, [same(reporter, interpreter, sprak="somali"), row(referanse="A-2")])
    assert (await counted(session), await possible_doubles(session, reporter.actor)) == (3, ())


async def test_pairs_of_others_are_unknown(session: Session) -> None:
    reporter, interpreter = await a_reporter(session), await an_interpreter(session)
    await booked(session, reporter, interpreter)
    await report(session, reporter.actor, [same(reporter, interpreter, tolkenummer="")])
    (pair,) = await possible_doubles(session, reporter.actor)
    stranger = await a_reporter(session)
    assert await possible_doubles(session, stranger.actor) == ()
    with pytest.raises(NotFound):
        await decide_match(session, stranger.actor, pair.id, is_same=True, now=NOW)


async def test_the_statements_say_what_the_rule_says(session: Session) -> None:
    """Every combination of interpreter, time and language, each against a booking of its own."""
    reporter, other = await a_reporter(session), await a_reporter(session)
    lines, expected = [], {}
    cases = product(("same", "other", ""), (0, 30, 60, 61, 120), ("ar", "so"), (True, False))
    for n, (who, minutes, language, is_ours) in enumerate(cases):
        interpreter, somebody = await an_interpreter(session), await an_interpreter(session)
        start = START + timedelta(days=n % 60, minutes=n // 60 * 300)
        await booked(session, reporter, interpreter, start)
        number = {"same": interpreter.number, "other": somebody.number, "": ""}[who]
        reported = start + timedelta(minutes=minutes)
        body = reporter if is_ours else other
        lines.append(row(
            referanse=f"R{n}", oppdragsgiver=body.orgnr, tolkenummer=number, sprak=language,
            dato=f"{reported:%Y-%m-%dT%H:%M}Z", klokkeslett="",
        ))  # fmt: skip
        expected[f"R{n}"] = compare(
            Traits(body.body.organisation_id, number or None, reported, language),
            Traits(reporter.body.organisation_id, interpreter.number, start, "ar"),
        ).likeness
    await report(session, reporter.actor, lines)
    sure = {reference for (reference, weight) in await facts(session, "reference, weight") if weight == 0}
    perhaps = {pair.reference for pair in await possible_doubles(session, reporter.actor)}
    assert sure == {reference for reference, likeness in expected.items() if likeness == "sure"}
    assert perhaps == {reference for reference, likeness in expected.items() if likeness == "perhaps"}
    assert sure
    assert perhaps
