"""An application that builds on a qualification from the EEA: two decisions, each with its clock (rules A7 and A8)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

import booking.handlers
from qualification.applications.commands import say_grounds, submit, withdraw_application
from qualification.applications.desk import desk_page, waiting_applications
from qualification.applications.documents import add_document, scan_document
from qualification.applications.proposing import propose_by_system, propose_listing
from qualification.applications.qualification import QualificationSaid, say_qualification
from qualification.applications.review import ask_for_more, record_finding
from qualification.recognition.commands import acknowledge, extend, papers_complete, propose_recognition
from qualification.recognition.queries import own_recognition, recognition_of
from qualification.recognition.rules.clocks import acknowledge_by, decide_by
from tests.builders.applicants import an_applicant
from tests.builders.applications import PDF, a_draft_application, case_of, person_of
from tests.builders.bodies import an_officer
from tests.builders.cases import an_impartial_officer
from tests.builders.population import AMINA
from tests.fixtures.outside import TestScanner
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, RuleBroken
from tolkeregister.decisions.notices.commands import give_notice
from tolkeregister.decisions.outcomes.commands import approve_decision, sign_decision

pytestmark = pytest.mark.usefixtures("population")
SAID = QualificationSaid("SE", "earned", "Tolkexamen", "Stockholms universitet", date(2019, 6, 10))


@pytest.fixture(autouse=True)
def handlers() -> None:
    booking.handlers.register_handlers()


@pytest.fixture
async def amina(session: Session) -> Actor:
    return await an_applicant(session, national_id=AMINA.national_id)


async def sent(session: Session, applicant: Actor, *, now: datetime) -> int:
    """Sent with diploma and list of courses, both found clean."""
    made = await a_draft_application(session, applicant, grounds=("foreign_bachelor",), now=now)
    await say_qualification(session, applicant, made, SAID, now=now)
    for kind in ("diploma", "transcript"):
        document = await add_document(
            session, applicant, made, kind, f"{kind}.pdf", PDF + kind.encode() + b"\n%%EOF\n", now=now
        )
        await scan_document(session, document, now=now)
    await submit(session, applicant, made, now=now)
    return made


async def scalar(session: Session, statement: str, **values: Any) -> Any:
    return (await session.execute(text(statement), values)).scalar_one()


async def test_it_is_sent_only_with_what_recognition_asks_for(
    session: Session, amina: Actor, scanner: TestScanner, now: datetime
) -> None:
    made = await a_draft_application(session, amina, grounds=("foreign_bachelor",), now=now)
    with pytest.raises(RuleBroken, match="part_missing_qualification, documents_needed"):
        await submit(session, amina, made, now=now)
    await add_document(session, amina, made, "diploma", "v.pdf", PDF, now=now)
    await say_qualification(session, amina, made, SAID, now=now)
    with pytest.raises(RuleBroken, match=r"^transcript_missing$"):
        await submit(session, amina, made, now=now)
    await say_grounds(session, amina, made, ("bachelor",))
    await submit(session, amina, made, now=now)
    assert await own_recognition(session, amina, made) is None, "nothing is to be recognised"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"country": "US"}, "country_not_in_the_eea"), ({"country": "NO"}, "country_not_in_the_eea"),
     ({"earned_on": date(2099, 1, 1)}, "issued_in_the_future")],
)  # fmt: skip
async def test_what_cannot_be_recognised_is_told_at_once(
    session: Session, amina: Actor, wrong: dict[str, Any], code: str, now: datetime
) -> None:
    made = await a_draft_application(session, amina, grounds=("foreign_bachelor",), now=now)
    values = {
        "country": "SE",
        "basis": "earned",
        "name": "T",
        "institution": "S",
        "earned_on": date(2019, 6, 10),
    }
    with pytest.raises(Invalid, match=code):
        await say_qualification(session, amina, made, QualificationSaid(**{**values, **wrong}), now=now)


async def test_from_application_by_recognition_to_a_category(
    session: Session, amina: Actor, scanner: TestScanner, now: datetime
) -> None:
    made = await sent(session, amina, now=now)
    officer = await an_officer(session)
    today = oslo_date(now)
    found = await recognition_of(session, officer, made)
    assert found is not None
    line, decided = found
    assert decided is None
    assert oslo_date(line.deadline_at) == acknowledge_by(today)  # type: ignore[arg-type]
    [waiting] = await waiting_applications(session, officer, now=now)
    assert (waiting.status, waiting.deadline_at) == ("recognition", line.deadline_at)
    [late] = await waiting_applications(session, officer, now=now + timedelta(days=40))
    assert late.is_overdue
    with pytest.raises(RuleBroken):  # it gives no category before it is recognised
        await propose_listing(session, officer, made, tie="none", now=now)
    page = await desk_page(session, officer, line.application or "", now=now)
    with pytest.raises(Invalid, match="recognition_decides"):
        await record_finding(session, officer, made, page.page.documents[0].id, "verified", kind="foreign_bachelor",
                             issuer="S", issued_on=today, now=now)  # fmt: skip
    await acknowledge(session, officer, line.number, now=now)
    await papers_complete(session, officer, line.number, now=now)
    await extend(session, officer, line.number, "Vi venter på svar fra Sverige.", now=now)
    told = await scalar(session, "SELECT count(*) FROM journal_post WHERE kind = 'extension'")
    assert told == 1
    own = await own_recognition(session, amina, made)
    assert own is not None
    assert oslo_date(own[0].deadline_at) == decide_by(today, is_extended=True)  # type: ignore[arg-type]
    draft = await propose_recognition(
        session, officer, line.number, "recognised", "Likeverdig.", tie="none", now=now
    )
    await sign_decision(session, officer, draft.id, now=now)
    assert await scalar(session, "SELECT count(*) FROM job WHERE name = 'application.check'") >= 1
    page = await desk_page(session, officer, line.application or "", now=now)
    assert (page.category, page.held) == ("B", ("foreign_bachelor",))
    listing = await propose_listing(session, officer, made, tie="none", now=now)
    second = await an_impartial_officer(session, await case_of(session, made), now=now)
    await approve_decision(session, second, listing.id, now=now)
    await sign_decision(session, officer, listing.id, now=now)
    person = await person_of(session, amina)
    assert await scalar(
        session, "SELECT c.category FROM entry_category c JOIN entry e ON e.id = c.entry_id JOIN interpreter i"
        " ON i.id = e.interpreter_id WHERE i.person_id = :p AND upper_inf(c.recorded) AND upper_inf(c.valid)", p=person,
    ) == "B"  # fmt: skip


async def test_a_recognised_diploma_is_proposed_for_the_register_by_the_system_and_signed_by_people(
    session: Session, amina: Actor, scanner: TestScanner, now: datetime
) -> None:
    made = await sent(session, amina, now=now)
    officer = await an_officer(session)
    found = await recognition_of(session, officer, made)
    assert found is not None
    number = found[0].number
    await acknowledge(session, officer, number, now=now)
    await papers_complete(session, officer, number, now=now)
    assert not await propose_by_system(session, made, now=now), "nothing is recognised yet"
    draft = await propose_recognition(
        session, officer, number, "recognised", "Likeverdig.", tie="none", now=now
    )
    await sign_decision(session, officer, draft.id, now=now)
    assert await propose_by_system(session, made, now=now)
    case = await case_of(session, made)
    row = (await session.execute(
        text("SELECT id, proposed_by, outcome, facts ->> 'category' FROM decision_draft WHERE case_id = :case"),
        {"case": case},
    )).one()  # fmt: skip
    assert tuple(row[1:]) == (None, "listed", "B")
    first, second = [await an_impartial_officer(session, case, now=now) for _ in range(2)]
    with pytest.raises(RuleBroken, match="approval_missing"):
        await sign_decision(session, first, row.id, now=now)
    await approve_decision(session, second, row.id, now=now)
    await sign_decision(session, first, row.id, now=now)


async def test_a_paper_beside_the_recognised_diploma_waits_for_a_person(
    session: Session, amina: Actor, scanner: TestScanner, now: datetime
) -> None:
    made = await sent(session, amina, now=now)
    more = await add_document(session, amina, made, "other", "mer.pdf", PDF + b"mer\n%%EOF\n", now=now)
    await scan_document(session, more, now=now)
    officer = await an_officer(session)
    found = await recognition_of(session, officer, made)
    assert found is not None
    await acknowledge(session, officer, found[0].number, now=now)
    await papers_complete(session, officer, found[0].number, now=now)
    draft = await propose_recognition(
        session, officer, found[0].number, "recognised", "Likeverdig.", tie="none", now=now
    )
    await sign_decision(session, officer, draft.id, now=now)
    assert not await propose_by_system(session, made, now=now)


async def test_asking_for_what_is_lacking_is_the_answer_within_a_month(
    session: Session, amina: Actor, scanner: TestScanner, now: datetime
) -> None:
    made = await sent(session, amina, now=now)
    officer = await an_officer(session)
    await ask_for_more(session, officer, made, "Send emneplanen.", days=21, now=now)
    found = await recognition_of(session, officer, made)
    assert found is not None
    assert found[0].acknowledged_at == now
    with pytest.raises(Conflict, match="acknowledged_already"):
        await acknowledge(session, officer, found[0].number, now=now)


async def test_a_refused_recognition_gives_no_evidence_and_the_application_waits_for_its_own_decision(
    session: Session, amina: Actor, scanner: TestScanner, now: datetime
) -> None:
    made = await sent(session, amina, now=now)
    officer = await an_officer(session)
    found = await recognition_of(session, officer, made)
    assert found is not None
    number, case_id = found[0].number, await scalar(session, "SELECT case_id FROM recognition")
    await acknowledge(session, officer, number, now=now)
    await papers_complete(session, officer, number, now=now)
    draft = await propose_recognition(session, officer, number, "refused", "For kort.", tie="none", now=now)
    await give_notice(session, officer, case_id, "Vi tenker å avslå.", days=14, now=now)
    after = now + timedelta(days=20)
    second = await an_impartial_officer(session, case_id, now=after)
    await approve_decision(session, second, draft.id, now=after)
    await sign_decision(session, officer, draft.id, now=after)
    assert await scalar(session, "SELECT count(*) FROM evidence") == 0
    assert await scalar(session, "SELECT state FROM application") == "submitted"
    own = await own_recognition(session, amina, made)
    assert own is not None
    assert own[1] is not None
    assert own[1].outcome == "refused"


async def test_withdrawing_the_application_ends_the_recognition_too(
    session: Session, amina: Actor, scanner: TestScanner, now: datetime
) -> None:
    made = await sent(session, amina, now=now)
    await withdraw_application(session, amina, made, now=now)
    states = (await session.execute(text("SELECT state FROM case_file ORDER BY id"))).scalars().all()
    assert states == ["closed", "closed"]
