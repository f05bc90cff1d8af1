"""Applications on their way: begun, filled in, sent, with evidence as the institutions report it."""

from datetime import datetime, timedelta

from sqlalchemy import text

from qualification.applications.commands import (
    declare,
    say_about_you,
    say_documents_done,
    say_grounds,
    say_work,
    start_application,
    submit,
)
from qualification.evidence.commands import record_evidence
from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.database import Session

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


async def a_draft_application(
    session: Session, applicant: Actor, *, language: str = "so", type: str = "speech",
    grounds: tuple[str, ...] = ("tospraaktest",), now: datetime,
) -> int:  # fmt: skip
    """Every part filled in, not sent."""
    made = await start_application(session, applicant, language, type, now=now)
    await say_about_you(session, applicant, made, email="amina@tolk.example", phone="+4799999999")
    await say_grounds(session, applicant, made, grounds)
    await say_work(session, applicant, made, ("in_person", "phone"))
    await say_documents_done(session, applicant, made, now=now)
    await declare(session, applicant, made, now=now)
    return made


async def a_sent_application(
    session: Session, applicant: Actor, *, now: datetime, language: str = "so"
) -> int:
    """Sent, with a case when the population register answers."""
    made = await a_draft_application(session, applicant, language=language, now=now)
    await submit(session, applicant, made, now=now)
    return made


async def person_of(session: Session, applicant: Actor) -> int:
    """The person the population register has told of."""
    statement = text("SELECT person_id FROM account WHERE id = :id")
    return int((await session.execute(statement, {"id": applicant.account_id})).scalar_one())


async def evidence_of_e(session: Session, person_id: int, *, language: str = "so", now: datetime) -> None:
    """A test passed and TAO taken, as the institutions have reported."""
    since = now - timedelta(days=30)
    await record_evidence(session, SYSTEM, person_id, "tospraaktest", language_tag=language, type="speech",
                          valid_from=since, issuer="OsloMet", reference="TS-1", now=now)  # fmt: skip
    await record_evidence(session, SYSTEM, person_id, "tao", valid_from=since, issuer="OsloMet", reference="TAO-1",
                          now=now)  # fmt: skip


async def case_of(session: Session, application_id: int) -> int:
    """The case the application has become."""
    statement = text("SELECT case_id FROM application WHERE id = :id")
    return int((await session.execute(statement, {"id": application_id})).scalar_one())
