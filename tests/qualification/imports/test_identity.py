"""The work list: who a candidate is, answered by an officer, once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from qualification.imports.queries import open_question, open_questions
from qualification.imports.worklist import answer_identity, link_waiting
from tests.builders.bodies import an_officer
from tests.builders.rounds import a_round
from tests.migrations.test_application_role import is_denied
from tests.qualification.imports.files import NOW, a_person, an_institution, line, number_for, read
from tests.qualification.imports.test_reading_results import evidence
from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound

LATER = NOW + timedelta(days=3)


async def asked(session: Session) -> tuple[int, int]:
    """A question about a candidate without a number, and the person it is."""
    person = await a_person(session)
    await a_round(session)
    upload = await read(session, await an_institution(session), line(national_id=""))
    assert (upload.people_known, upload.people_asked) == (0, 1)
    question = (
        await session.execute(text("SELECT id FROM identity_question ORDER BY id DESC LIMIT 1"))
    ).scalar_one()
    return question, person


async def test_the_officers_answer_gives_the_evidence_in_the_same_transaction(session: Session) -> None:
    question, person = await asked(session)
    assert await evidence(session, person) == []
    await answer_identity(session, await an_officer(session), question, person, now=LATER)
    assert await evidence(session, person) == [("tospraaktest", True)]
    match = (
        await session.execute(text("SELECT certainty, account_id IS NOT NULL FROM candidate_match"))
    ).one()
    assert tuple(match) == ("officer", True)


async def test_none_of_them_links_nobody(session: Session) -> None:
    question, person = await asked(session)
    await answer_identity(session, await an_officer(session), question, None, now=LATER)
    assert await evidence(session, person) == []
    with pytest.raises(Conflict):
        await answer_identity(session, await an_officer(session), question, person, now=LATER)


@pytest.mark.parametrize("has_number", [True, False])
async def test_somebody_new_is_found_when_they_come_after_all(session: Session, has_number: bool) -> None:
    """With the number for certain, without it by a new question that leaves out whom an officer has said no to."""
    cousin = await a_person(session, number_for(nth=4, is_d=True), given="Samirah")
    await a_round(session)
    said = number_for() if has_number else ""
    upload = await read(session, await an_institution(session), line(national_id=said))
    if not upload.people_asked:
        pytest.fail("the cousin should be asked about")
    officer = await an_officer(session)
    first = await newest(session)
    await answer_identity(session, officer, first, None, now=LATER)
    new = await a_person(session, given="Samira", family="Haddad Nour")
    await link_waiting(session, SYSTEM, now=LATER, person_id=new)
    await link_waiting(session, SYSTEM, now=LATER, person_id=new)  # signing in again asks nothing again
    if not has_number:
        [again] = await open_questions(session, officer)
        assert [each.person_id for each in (await open_question(session, officer, again.id)).people] == [new]
        await answer_identity(session, officer, again.id, new, now=LATER)
    assert await evidence(session, new) == [("tospraaktest", True)]
    assert await evidence(session, cousin) == []
    assert await open_questions(session, officer) == ()


async def test_a_question_is_replaced_when_somebody_else_comes_and_the_old_one_takes_no_answer(
    session: Session,
) -> None:
    question, person = await asked(session)
    officer = await an_officer(session)
    new = await a_person(session, number_for(nth=5), given="Samira")
    await link_waiting(session, SYSTEM, now=LATER, person_id=new)
    [open_now] = await open_questions(session, officer)
    assert open_now.people == 2
    with pytest.raises(Conflict, match="already_decided"):
        await answer_identity(session, officer, question, person, now=LATER)


async def newest(session: Session) -> int:
    """The question asked last."""
    statement = text("SELECT id FROM identity_question ORDER BY id DESC LIMIT 1")
    return int((await session.execute(statement)).scalar_one())


async def test_only_somebody_in_question_can_be_the_answer(session: Session) -> None:
    question, _ = await asked(session)
    stranger = await a_person(session, number_for(nth=7), given="Rania")
    with pytest.raises(Invalid):
        await answer_identity(session, await an_officer(session), question, stranger, now=LATER)
    with pytest.raises(NotFound):
        await answer_identity(session, await an_officer(session), question + 1, None, now=LATER)


async def test_nobody_else_answers_and_no_officer_about_themselves(session: Session) -> None:
    question, person = await asked(session)
    with pytest.raises(NotAllowed):
        await answer_identity(session, await an_institution(session, "hvl"), question, person, now=LATER)
    officer = await an_officer(session)
    await session.execute(
        text("UPDATE account SET person_id = :p WHERE id = :a"), {"p": person, "a": officer.account_id}
    )
    with pytest.raises(NotAllowed):
        await answer_identity(session, officer, question, person, now=LATER)


async def test_twins_in_one_file_each_get_their_own(session: Session) -> None:
    samira = await a_person(session)
    amal = await a_person(session, number_for(nth=1), given="Amal")
    await a_round(session)
    institution: Actor = await an_institution(session)
    upload = await read(
        session, institution, line(verdict="ikke bestått"),
        line(number="K2", national_id=number_for(nth=1), given="Amal"),
    )  # fmt: skip
    assert (upload.people_known, upload.people_asked) == (2, 0)
    assert (await evidence(session, samira), await evidence(session, amal)) == ([], [("tospraaktest", True)])


@pytest.mark.parametrize(
    "table", ["candidate_claim", "candidate_match", "identity_question", "identity_answer", "result_origin"]
)
async def test_what_was_said_and_answered_is_never_altered(session: Session, table: str) -> None:
    with pytest.raises(DBAPIError) as refused:
        await session.execute(text(f"DELETE FROM {table}"))
    assert is_denied(refused.value)


async def test_the_new_candidates_of_a_file_are_known_asked_about_or_unknown_and_nothing_else(
    session: Session,
) -> None:
    await a_person(session)
    await a_person(session, number_for(nth=2), given="Hodan", family="Farah")
    await a_round(session)
    born = date(1970, 1, 2)
    upload = await read(
        session, await an_institution(session), line(),
        line(number="K2", national_id="", given="Hodan", family="Farah"),
        line(number="K3", national_id=number_for(born), given="Bilan", family="Warsame", born=born),
        line(number="K4", national_id="", given="Yusuf", family="Ali", born=date(1971, 5, 4)),
    )  # fmt: skip
    claims = (await session.execute(text("SELECT count(*) FROM candidate_claim"))).scalar_one()
    assert (upload.people_known, upload.people_asked, upload.people_unknown) == (1, 1, claims - 2)
    assert (
        upload.rows_new + upload.rows_corrected + upload.rows_unchanged + upload.rows_refused
        == upload.rows_read
    )
