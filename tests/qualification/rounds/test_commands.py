"""Places and results in the database: who gets in, what is kept, and how evidence and category follow."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from qualification.rounds.commands import (
    cancel_round,
    enrol,
    identify_candidate,
    show_norwegian,
    withdraw_place,
)
from qualification.rounds.queries import own_results, results_by_language, year_counts
from qualification.rounds.results import NewResult, correct_result, record_result
from qualification.rounds.rules.earned import MODULES
from tests.builders.bodies import a_body, an_officer
from tests.builders.interpreters import BuiltInterpreter, an_entry, an_interpreter
from tests.builders.rounds import a_candidate, a_round
from tests.builders.times import NOW
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound
from tolkeregister.entries.queries import standing_at

HELD = date(2026, 2, 20)
OPEN_NOW = {
    "held": date(2026, 4, 17),
    "opens": date(2026, 2, 1),
    "closes": date(2026, 3, 20),
    "code": "2026-1",
}


async def passed(session: Session, officer: Actor, candidate: int, round_id: int, part: str = "whole",
                 verdict: str = "passed", taken: date = HELD) -> int:  # fmt: skip
    return await record_result(
        session,
        officer,
        NewResult(candidate, round_id, part, taken, taken + timedelta(days=7), verdict),
        now=NOW,
    )


async def evidence(session: Session, person: int) -> list[tuple[str, str | None]]:
    rows = await session.execute(text(
        "SELECT kind, language_tag FROM evidence WHERE person_id = :p AND upper_inf(recorded) AND NOT isempty(valid)"
        " ORDER BY kind, language_tag"
    ), {"p": person})  # fmt: skip
    return [(row.kind, row.language_tag) for row in rows]


async def somali(session: Session) -> BuiltInterpreter:
    """An interpreter in the register with an entry in somali whose category is to follow from evidence."""
    return await an_interpreter(session, language="so", category="E")


async def test_test_and_course_make_category_e_in_the_transaction_of_the_last_result(
    session: Session,
) -> None:
    """Rules Q3, Q4 and E6: neither alone lists anybody."""
    officer, tolk = await an_officer(session), await somali(session)
    who = await a_candidate(session, tolk.person_id)
    await passed(session, officer, who, await a_round(session, held=HELD, code="2026-1"))
    tao = await a_round(session, "tao", held=HELD, code="2026-1")
    for part in MODULES[:3]:
        await passed(session, officer, who, tao, part)
    assert await evidence(session, tolk.person_id) == [("tospraaktest", "so")]
    await passed(session, officer, who, tao, MODULES[3])
    assert await evidence(session, tolk.person_id) == [("tao", None), ("tospraaktest", "so")]
    standing = await standing_at(session, tolk.number, "so", "speech", valid_at=NOW, known_at=NOW)
    assert standing.category == "E"


async def test_a_passed_exam_gives_no_evidence(session: Session) -> None:
    """Rule Q9."""
    officer, tolk = await an_officer(session), await somali(session)
    who = await a_candidate(session, tolk.person_id)
    for test in ("siling", "practical"):
        await passed(session, officer, who, await a_round(session, test, held=HELD, code="2026-1"))
    assert await evidence(session, tolk.person_id) == []


async def test_a_correction_keeps_the_old_row_and_takes_the_evidence_back(session: Session) -> None:
    officer, tolk = await an_officer(session), await somali(session)
    who = await a_candidate(session, tolk.person_id)
    old = await passed(session, officer, who, await a_round(session, held=HELD, code="2026-1"))
    later = NOW + timedelta(days=1)
    new = await correct_result(
        session, officer, old, "failed", taken_on=HELD, decided_on=later.date(), now=later
    )
    assert await evidence(session, tolk.person_id) == []
    kept = await session.execute(text("SELECT id, verdict, supersedes_id FROM test_result ORDER BY id"))
    assert [tuple(row) for row in kept] == [(old, "passed", None), (new, "failed", old)]
    assert [each.id for each in await own_results(session, tolk.actor)] == [new]
    known = await session.execute(text(
        "SELECT count(*) FROM evidence WHERE person_id = :p AND recorded @> CAST(:at AS timestamptz)"
    ), {"p": tolk.person_id, "at": NOW})  # fmt: skip
    assert known.scalar_one() == 1, "what the register knew yesterday is still told"
    with pytest.raises(Conflict, match="result_corrected_already"):
        await correct_result(session, officer, old, "passed", taken_on=HELD, decided_on=HELD, now=later)


async def test_a_corrected_result_is_judged_by_the_criteria_of_its_round(session: Session) -> None:
    """Rule E5."""
    officer = await an_officer(session)
    who = await a_candidate(session)
    held = date(2021, 10, 8)
    of = await a_round(session, "siling", held=held, code="2021-2")
    old = await passed(session, officer, who, of, taken=held)
    await session.execute(text("UPDATE test_round SET criteria = 'siling-2025' WHERE id = :id"), {"id": of})
    await correct_result(session, officer, old, "failed", taken_on=held, decided_on=held, now=NOW)
    used = await session.execute(text("SELECT DISTINCT criteria FROM test_result"))
    assert used.scalars().all() == ["siling-2021"]


async def test_who_a_candidate_is_may_be_known_later(session: Session) -> None:
    officer, tolk = await an_officer(session), await somali(session)
    who = await a_candidate(session)
    await passed(session, officer, who, await a_round(session, held=HELD, code="2026-1"))
    assert await evidence(session, tolk.person_id) == []
    settled = await identify_candidate(session, officer, who, tolk.person_id, now=NOW)
    assert len(settled.recorded) == 1
    assert await evidence(session, tolk.person_id) == [("tospraaktest", "so")]
    again = await identify_candidate(session, officer, who, tolk.person_id, now=NOW)
    assert (again.recorded, again.revoked) == ((), ())
    other = await an_interpreter(session, given_name="Nour")
    with pytest.raises(Conflict, match="candidate_is_another_person"):
        await identify_candidate(session, officer, who, other.person_id, now=NOW)
    with pytest.raises(Conflict, match="person_is_another_candidate"):
        await identify_candidate(session, officer, await a_candidate(session), tolk.person_id, now=NOW)


@pytest.mark.parametrize(("change", "code"), [
    ({"taken_on": date(2026, 3, 3), "decided_on": date(2026, 3, 3)}, "result_in_the_future"),
    ({"decided_on": HELD - timedelta(days=1)}, "result_before_the_test"),
    ({"taken_on": date(2026, 2, 19)}, "result_before_the_round"),
    ({"part": "kaffe"}, "unknown_part"), ({"verdict": "nesten"}, "unknown_verdict"),
])  # fmt: skip
async def test_a_result_that_cannot_be_is_refused(
    session: Session, change: dict[str, object], code: str
) -> None:
    officer = await an_officer(session)
    who, of = await a_candidate(session), await a_round(session, held=HELD, code="2026-1")
    given = {"candidate_id": who, "round_id": of, "part": "whole", "taken_on": HELD, "decided_on": HELD,
             "verdict": "passed"} | change  # fmt: skip
    with pytest.raises(Invalid, match=code):
        await record_result(session, officer, NewResult(**given), now=NOW)  # type: ignore[arg-type]


async def test_a_second_first_result_is_refused_and_so_is_another_institutions_round(
    session: Session,
) -> None:
    officer = await an_officer(session)
    who, of = await a_candidate(session), await a_round(session, held=HELD, code="2026-1")
    await passed(session, officer, who, of)
    with pytest.raises(Conflict, match="result_recorded_already"):
        await passed(session, officer, who, of, verdict="failed")
    with pytest.raises(Invalid, match="round_of_another_institution"):
        await passed(session, officer, await a_candidate(session, institution="hvl"), of)


@pytest.mark.parametrize("whose", ["interpreter", "booker"])
async def test_only_the_directorate_records(session: Session, whose: str) -> None:
    tolk, body = await somali(session), await a_body(session)
    actor = tolk.actor if whose == "interpreter" else body.booker
    who, of = await a_candidate(session), await a_round(session, held=HELD, code="2026-1")
    with pytest.raises(NotAllowed):
        await passed(session, actor, who, of)
    with pytest.raises(NotAllowed):
        await enrol(session, actor, who, of, now=NOW)
    with pytest.raises(NotAllowed):
        await year_counts(session, actor)


async def test_a_place_is_kept_with_its_reasons_also_when_refused(session: Session) -> None:
    officer, who = await an_officer(session), await a_candidate(session)
    of = await a_round(session, "siling", **OPEN_NOW)  # type: ignore[arg-type]
    refused = await enrol(session, officer, who, of, now=NOW)
    assert refused.decision.codes == ("norwegian_not_shown",)
    await show_norwegian(session, officer, who, kind="norskprove_b2", issuer="HK-dir", issued_on=date(2024, 5, 2),
                         is_verified=False, now=NOW)  # fmt: skip
    assert not (await enrol(session, officer, who, of, now=NOW)).decision.allowed
    await show_norwegian(session, officer, who, kind="norskprove_b2", issuer="HK-dir", issued_on=date(2024, 5, 2),
                         is_verified=True, now=NOW)  # fmt: skip
    assert (await enrol(session, officer, who, of, now=NOW)).decision.allowed
    rows = await session.execute(text("SELECT state, reasons FROM enrolment ORDER BY id"))
    assert [tuple(row) for row in rows] == [
        ("rejected", ["norwegian_not_shown"]), ("rejected", ["norwegian_not_shown"]), ("accepted", []),
    ]  # fmt: skip


async def ready(session: Session, officer: Actor, person: int | None = None) -> int:
    who = await a_candidate(session, person)
    await show_norwegian(session, officer, who, kind="bergenstest", issuer="Folkeuniversitetet",
                         issued_on=date(2019, 5, 2), is_verified=True, now=NOW)  # fmt: skip
    return who


async def test_one_language_in_a_round_and_the_database_holds_it_too(session: Session) -> None:
    """Rule E1."""
    officer = await an_officer(session)
    who = await ready(session, officer)
    first = await a_round(session, "siling", language="so", **OPEN_NOW)  # type: ignore[arg-type]
    second = await a_round(session, "siling", language="ti", **OPEN_NOW)  # type: ignore[arg-type]
    place = await enrol(session, officer, who, first, now=NOW)
    assert (await enrol(session, officer, who, second, now=NOW)).decision.codes == (
        "one_language_each_round",
    )
    past_the_rule = text(
        "INSERT INTO enrolment (round_id, test, code, language_tag, candidate_id, state, reasons, applied_at)"
        " VALUES (:round, 'siling', '2026-1', 'ti', :who, 'accepted', '[]', :now)"
    )
    with pytest.raises(DBAPIError, match="enrolment_one_language"):
        async with session.begin_nested():
            await session.execute(past_the_rule, {"round": second, "who": who, "now": NOW})
    await withdraw_place(session, officer, place.id, now=NOW)
    assert (await enrol(session, officer, who, second, now=NOW)).decision.allowed
    with pytest.raises(NotFound):
        await withdraw_place(session, officer, place.id, now=NOW)


async def test_the_same_place_twice_is_a_conflict(session: Session) -> None:
    officer = await an_officer(session)
    who = await ready(session, officer)
    of = await a_round(session, "siling", **OPEN_NOW)  # type: ignore[arg-type]
    await enrol(session, officer, who, of, now=NOW)
    with pytest.raises(Conflict, match="enrolled_already"):
        await enrol(session, officer, who, of, now=NOW)


async def test_a_degree_of_the_register_exempts_from_siling(session: Session) -> None:
    """Rule E4: the degree may come from another institution than the exam."""
    officer, tolk = await an_officer(session), await somali(session)
    graduate = await a_candidate(session, tolk.person_id, institution="hvl")
    degree = await a_round(session, "bachelor", held=HELD, code="2026-1", institution="hvl")
    await passed(session, officer, graduate, degree)
    who = await ready(session, officer, tolk.person_id)
    of = await a_round(session, "practical", **OPEN_NOW)  # type: ignore[arg-type]
    place = await enrol(session, officer, who, of, now=NOW)
    assert place.decision.codes == ("siling_exempt",)
    exemption = await session.execute(
        text("SELECT exemption FROM enrolment WHERE id = :id"), {"id": place.id}
    )
    assert exemption.scalar_one() == "same_language_bachelor"


async def test_a_cancelled_round_gives_the_fee_back_and_another_language_is_free(session: Session) -> None:
    """Rule E3."""
    officer = await an_officer(session)
    who = await ready(session, officer)
    of = await a_round(session, "siling", **OPEN_NOW)  # type: ignore[arg-type]
    place = await enrol(session, officer, who, of, now=NOW)
    await session.execute(
        text("UPDATE enrolment SET paid_on = :on WHERE id = :id"), {"on": date(2026, 2, 27), "id": place.id}
    )
    await cancel_round(session, officer, of, "for få påmeldte", now=NOW)
    row = (await session.execute(text("SELECT state, refunded_on, reasons FROM enrolment"))).one()
    assert tuple(row) == ("withdrawn", NOW.date(), ["round_cancelled"])
    assert (await enrol(session, officer, who, of, now=NOW)).decision.codes == ("round_cancelled",)
    with pytest.raises(Conflict, match="round_cancelled_already"):
        await cancel_round(session, officer, of, "igjen", now=NOW)


async def test_sittings_and_persons_are_counted_apart(session: Session) -> None:
    """A person is one in both languages and at both institutions; absence is no sitting."""
    officer, tolk = await an_officer(session), await somali(session)
    await an_entry(session, tolk.id, language="ti", type="speech", category="E")
    here = await a_candidate(session, tolk.person_id)
    there = await a_candidate(session, tolk.person_id, institution="hvl")
    so = await a_round(session, language="so", held=HELD, code="2026-1")
    ti = await a_round(session, language="ti", held=HELD, code="2026-1", institution="hvl")
    await passed(session, officer, here, so, verdict="failed")
    await passed(session, officer, there, ti)
    await passed(session, officer, await a_candidate(session), so, verdict="absent")
    (count,) = await year_counts(session, officer)
    assert (count.year, count.test, count.sittings, count.persons, count.passed, count.languages) == (
        2026, "tospraaktest", 2, 1, 1, 2,
    )  # fmt: skip
    by_language = await results_by_language(session, officer, since=date(2026, 1, 1))
    assert [(each.language_tag, each.persons, each.passed) for each in by_language] == [
        ("so", 1, 0),
        ("ti", 1, 1),
    ]


@pytest.mark.parametrize("table", ["result_evidence", "interest_told", "graduate_alarm"])
async def test_what_is_only_added_to_is_not_altered_by_the_application(session: Session, table: str) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        await session.execute(text(f"DELETE FROM {table}"))


async def test_a_course_in_modules_is_one_sitting_and_passed_with_all_of_them(session: Session) -> None:
    officer, course = await an_officer(session), await a_round(session, "tao", held=HELD)
    whole, half = await a_candidate(session), await a_candidate(session)
    for part in MODULES:
        await passed(session, officer, whole, course, part)
    await passed(session, officer, half, course, MODULES[0])
    await passed(session, officer, half, course, MODULES[1], verdict="failed")
    [found] = [each for each in await year_counts(session, officer) if each.test == "tao"]
    assert (found.year, found.sittings, found.persons, found.passed) == (HELD.year, 2, 2, 1)
