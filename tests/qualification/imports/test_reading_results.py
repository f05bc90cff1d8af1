"""Files of results: good rows are kept, every bad one is told of, the same file twice changes nothing."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from qualification.rounds.queries import own_results
from tests.builders.bodies import an_officer
from tests.builders.retention import forgotten
from tests.builders.rounds import a_round
from tests.qualification.imports.files import (
    BORN,
    NOW,
    a_person,
    an_institution,
    codes,
    file_of,
    line,
    number_for,
    read,
    sent,
)
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed
from tolkeregister.retention.rules.terms import Kept


async def evidence(session: Session, person: int) -> list[tuple[str, bool]]:
    """(kind, still known) of what rests on results."""
    rows = await session.execute(
        text("SELECT kind, upper_inf(recorded) FROM evidence e WHERE person_id = :p AND EXISTS"
             " (SELECT FROM result_evidence r WHERE r.evidence_id = e.id) ORDER BY id"), {"p": person},
    )  # fmt: skip
    return [tuple(row) for row in rows]


async def test_a_result_becomes_evidence_of_the_person_with_the_number(session: Session) -> None:
    institution, person = await an_institution(session), await a_person(session)
    await a_round(session)
    upload = await read(session, institution, line())
    assert (upload.state, upload.rows_new, upload.people_known, upload.rows_refused) == ("done", 1, 1, 0)
    assert await evidence(session, person) == [("tospraaktest", True)]


async def test_a_file_with_the_mark_excel_puts_first_loses_no_column(session: Session) -> None:
    """Failure mode 36: the mark hides the first header, and nobody is told."""
    institution = await an_institution(session)
    await a_person(session)
    await a_round(session)
    content = file_of(line()).decode("cp1252").encode("utf-8-sig")
    upload = await read(session, institution, content=content)
    assert (upload.state, upload.rows_new, upload.people_known) == ("done", 1, 1)


async def test_the_same_file_twice_is_one_upload_and_the_same_rows_again_change_nothing(
    session: Session,
) -> None:
    institution, person = await an_institution(session), await a_person(session)
    await a_round(session)
    first = await sent(session, institution, file_of(line()))
    assert not (await sent(session, institution, file_of(line()))).is_new
    again = await read(session, institution, line(), "")  # other bytes, the same row
    assert again.id != first.upload_id
    other = await read(session, institution, "", line())
    assert (other.rows_new, other.rows_unchanged) == (0, 1)
    assert await evidence(session, person) == [("tospraaktest", True)]


async def test_the_bytes_are_forgotten_with_a_receipt_and_what_they_said_stays(session: Session) -> None:
    institution, person = await an_institution(session), await a_person(session)
    await a_round(session)
    await read(session, institution, line())
    assert await forgotten(session, Kept.RESULT_FILE, now=NOW + timedelta(days=29)) == 0
    assert await forgotten(session, Kept.RESULT_FILE, now=NOW + timedelta(days=30)) == 1
    assert (await session.execute(text("SELECT count(*) FROM result_file"))).scalar_one() == 0
    assert await evidence(session, person) == [("tospraaktest", True)]


async def test_a_correction_supersedes_and_takes_the_evidence_back(session: Session) -> None:
    institution, person = await an_institution(session), await a_person(session)
    await a_round(session)
    await read(session, institution, line())
    corrected = await read(session, institution, line(verdict="ikke bestått"))
    assert (corrected.rows_new, corrected.rows_corrected) == (0, 1)
    standing = await session.execute(text(
        "SELECT verdict, supersedes_id IS NOT NULL FROM test_result ORDER BY id"))  # fmt: skip
    assert [tuple(row) for row in standing] == [("passed", False), ("failed", True)], "the old one is kept"
    assert not any(is_known for _, is_known in await evidence(session, person))


@pytest.mark.parametrize(
    ("wrong", "column", "code"),
    [
        ({"national_id": "14838800000"}, "national_id", "national_id_wrong"),
        ({"national_id": "123"}, "national_id", "national_id_wrong"),
        ({"born": date(1988, 3, 15)}, "born_on", "birth_date_differs"),
        ({"national_id": "", "born": date(2035, 1, 1)}, "born_on", "birth_date_impossible"),
        ({"taken": "31.02.2026"}, "taken_on", "date_unreadable"),
        ({"taken": "09.10.2036", "decided": ""}, "taken_on", "date_in_future"),
        ({"taken": "01.01.1987"}, "taken_on", "date_before_birth"),
        (
            {"national_id": "", "born": date(1950, 1, 1), "taken": "01.01.1979"},
            "taken_on",
            "date_before_test",
        ),
        ({"taken": "08.10.2026"}, "taken_on", "date_outside_round"),
        ({"decided": "01.10.2026"}, "decided_on", "decided_before_taken"),
        ({"round": "2031-1"}, "round", "round_unknown"),
        ({"test": "skriveprøve"}, "test", "test_unknown"),
        ({"language": "klingon"}, "language", "language_unknown"),
        ({"language": ""}, "language", "missing"),
        ({"part": "monolog"}, "part", "part_unknown"),
        ({"verdict": "kanskje"}, "verdict", "verdict_unknown"),
        ({"family": ""}, "family_name", "missing"),
    ],
)
async def test_a_bad_row_is_told_of_and_the_good_ones_are_kept(
    session: Session, wrong: dict[str, object], column: str, code: str
) -> None:
    institution = await an_institution(session)
    await a_round(session)
    other = number_for(BORN, nth=3)
    upload = await read(session, institution, line(**wrong), line(number="K2", national_id=other))
    assert (2, column, code) in await codes(session, upload)
    assert (upload.rows_read, upload.rows_new, upload.rows_refused) == (2, 1, 1), await codes(session, upload)


@pytest.mark.parametrize(("last_day", "refused"), [("2026-10-09", 0), ("2026-10-08", 1)])
async def test_a_language_that_has_ended_takes_results_of_its_own_days_only(
    session: Session, last_day: str, refused: int
) -> None:
    institution = await an_institution(session)
    await a_round(session)
    await session.execute(
        text("UPDATE language SET valid_to = CAST(CAST(:day AS text) AS date) WHERE tag = 'so'"),
        {"day": last_day},
    )
    upload = await read(session, institution, line())
    assert upload.rows_refused == refused
    assert [code for _, _, code in await codes(session, upload)] == ["language_ended"] * refused


async def test_what_is_wrong_about_a_person_is_never_kept_as_text(session: Session) -> None:
    """Rule P1."""
    institution = await an_institution(session)
    upload = await read(session, institution, line(national_id="14838800000"))
    statement = text("SELECT value FROM result_finding WHERE upload_id = :upload")
    values = (await session.execute(statement, {"upload": upload.id})).scalars()
    assert not any("148388" in value for value in values)


async def test_doubles_in_a_file_are_told_of(session: Session) -> None:
    institution = await an_institution(session)
    await a_round(session)
    upload = await read(
        session, institution, line(), line(), line(verdict="ikke bestått"), line(given="Amal"),
        line(number="K9"),
    )  # fmt: skip
    assert [(number, code) for number, _, code in await codes(session, upload)] == [
        (3, "same_twice"), (4, "result_twice"), (5, "candidate_is_two"), (6, "person_has_other_number"),
    ]  # fmt: skip
    assert (upload.rows_new, upload.rows_refused) == (1, 3)


async def test_a_candidate_number_is_never_moved_to_somebody_else(session: Session) -> None:
    institution = await an_institution(session)
    await a_person(session)
    other = number_for(BORN, nth=1)
    await a_person(session, other, given="Amal")
    await a_round(session)
    await read(session, institution, line())
    upload = await read(session, institution, line(national_id=other, given="Amal"))
    assert [code for _, _, code in await codes(session, upload)] == ["candidate_is_another"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x7fELF\0\0\0\0 binary", "not_a_table"),
        (b"PK\x03\x04 no workbook", "workbook_broken"),
        (b"navn;adresse;epost\n1;2;3\n", "header_missing"),
        (file_of(), "no_rows"),
        (b"kandidatnummer;fornavn;etternavn\nK1;A;B\n", "columns_missing"),
    ],
)
async def test_what_is_no_table_of_results_is_refused_whole(
    session: Session, content: bytes, code: str
) -> None:
    upload = await read(session, await an_institution(session), content=content)
    assert (upload.state, upload.refused_code) == ("refused", code)


async def test_only_an_institution_sends_results(session: Session) -> None:
    with pytest.raises(NotAllowed):
        await sent(session, await an_officer(session), file_of(line()))
    with pytest.raises(Invalid):
        await sent(session, await an_institution(session), b"  ")


async def test_an_institution_never_sends_for_the_round_of_another(session: Session) -> None:
    await a_round(session, institution="hvl")
    upload = await read(session, await an_institution(session), line())
    assert [code for _, _, code in await codes(session, upload)] == ["round_unknown"]


async def test_results_wait_for_somebody_nobody_knows_and_are_theirs_when_they_come(session: Session) -> None:
    from qualification.imports.worklist import link_waiting
    from tolkeregister.core.actor import SYSTEM

    institution = await an_institution(session)
    await a_round(session)
    upload = await read(session, institution, line())
    assert (upload.rows_new, upload.people_known, upload.people_asked) == (1, 0, 0)
    person = await a_person(session)
    await link_waiting(session, SYSTEM, now=NOW + timedelta(days=9), person_id=person)
    assert await evidence(session, person) == [("tospraaktest", True)]


async def test_too_many_waiting_files_are_refused(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualification.imports.commands.MOST_WAITING", 1)
    institution = await an_institution(session)
    await sent(session, institution, file_of(line()))
    with pytest.raises(Conflict):
        await sent(session, institution, file_of(line(number="K2")))


async def test_the_person_sees_the_result_as_their_own(session: Session) -> None:
    from tolkeregister.core.actor import Actor, Role

    institution, person = await an_institution(session), await a_person(session)
    await a_round(session)
    await read(session, institution, line())
    account = (await session.execute(
        text("SELECT id FROM account WHERE person_id = :p"), {"p": person})).scalar_one()  # fmt: skip
    own = await own_results(session, Actor(account_id=account, roles=frozenset({Role.INTERPRETER})))
    assert [each.verdict for each in own] == ["passed"]
