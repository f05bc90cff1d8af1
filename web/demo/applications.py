"""The demo's applications: one in every state, some decided months ago, and one person who can walk the whole road."""

from datetime import date, datetime, timedelta
from typing import Any

import typst
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
from qualification.applications.documents import add_document
from qualification.applications.proposing import propose_by_system
from qualification.applications.qualification import QualificationSaid, say_qualification
from qualification.applications.review import ask_for_more
from qualification.applications.rules.parts import RECOGNISED
from qualification.evidence.commands import record_evidence
from qualification.recognition.commands import acknowledge, papers_complete
from qualification.recognition.queries import recognition_of
from tolkeregister.core.actor import SYSTEM, Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.registry import job
from tolkeregister.decisions.cases.commands import declare_habilitet, take_case
from tolkeregister.decisions.outcomes.commands import sign_decision
from tolkeregister.people.population.commands import fetch_for_account
from web.demo.cases import OFFICERS
from web.demo.complaints import MAKE_COMPLAINTS
from web.demo.nation.newcomers import AMINA, DECIDED, LI, MARTA, NATALIA, SARA, TESFAYE, YUSUF, Newcomer

MAKE_APPLICATIONS = "demo.make_applications"
_DAY = timedelta(days=1)
DYPLOM = QualificationSaid(
    "PL", "earned", "Magister, tłumaczenia ustne", "Uniwersytet Warszawski", date(2016, 6, 30)
)
TAKEN = (31, 24, 19, 26, 14, 12)  # days the decided ones took, oldest first

_ACCOUNT = text("SELECT id FROM account WHERE door = 'interpreter' AND subject = :subject")
_OFFICER = text(
    "SELECT id, name FROM account WHERE synthetic AND door = 'directorate' AND name = :name LIMIT 1"
)
_CASE = text("SELECT case_id FROM application WHERE id = :id")
_DRAFT = text("SELECT max(id) FROM decision_draft WHERE case_id = :case")
_THERE = text("SELECT 1 FROM application LIMIT 1")


@job(MAKE_APPLICATIONS)
async def make_applications(session: Session, *, now: datetime) -> None:
    """Asked for once, when there are none."""
    row = (await session.execute(_OFFICER, {"name": OFFICERS[0]})).one_or_none()
    if row is None or (await session.execute(_THERE)).scalar() is not None:
        return
    officer = Actor(account_id=row.id, name=row.name, roles=frozenset({Role.OFFICER}))
    for place, (person, days) in enumerate(zip(DECIDED, TAKEN, strict=True)):
        sent = now - (170 - 25 * place) * _DAY
        await _decided(session, officer, person, sent, sent + days * _DAY)
    await _sent(session, TESFAYE, now - 3 * _DAY, has_evidence=True)
    late = await _sent(session, YUSUF, now - 35 * _DAY, ground="bachelor")
    await take_case(session, officer, await _case(session, late), now=now - 30 * _DAY)
    asked = await _sent(session, NATALIA, now - 12 * _DAY, ground="translator")
    words = "Send kursbeviset for TAO og bevis for at du er translatør."
    await ask_for_more(session, officer, asked, words, days=21, now=now - 2 * _DAY)
    await _sent(session, SARA, now - 6 * _DAY, has_evidence=True)
    await _recognition(session, officer, MARTA, now - 52 * _DAY)
    await start_application(session, await _actor(session, LI), LI.language_tag, "speech", now=now - _DAY)
    await _evidence(session, await _person(session, AMINA, now), AMINA.language_tag, now - 10 * _DAY, now)
    await enqueue(session, MAKE_COMPLAINTS, key=MAKE_COMPLAINTS)


async def _decided(
    session: Session, officer: Actor, person: Newcomer, sent: datetime, signed: datetime
) -> None:
    made = await _sent(session, person, sent, has_evidence=True)
    await propose_by_system(session, made, now=sent)
    case_id = await _case(session, made)
    await declare_habilitet(session, officer, case_id, "none", now=signed)
    draft = int((await session.execute(_DRAFT, {"case": case_id})).scalar_one())
    await sign_decision(session, officer, draft, now=signed)


async def _sent(
    session: Session,
    person: Newcomer,
    at: datetime,
    *,
    ground: str = "tospraaktest",
    has_evidence: bool = False,
) -> int:
    """Filled in and sent; what others report is recorded first, and the rest has a paper."""
    actor = await _actor(session, person)
    if has_evidence:
        await _evidence(session, await _person(session, person, at), person.language_tag, at - 20 * _DAY, at)
    made = await start_application(session, actor, person.language_tag, "speech", now=at)
    await say_about_you(session, actor, made, email=person.email, phone="+4790000000")
    await say_grounds(session, actor, made, (ground,))
    await say_work(session, actor, made, ("in_person", "screen", "phone"))
    if ground == RECOGNISED:
        await say_qualification(session, actor, made, DYPLOM, now=at)
        await add_document(
            session, actor, made, "transcript", "emner.pdf", _paper(person, "Emneoversikt"), now=at
        )
    if not has_evidence:
        await add_document(session, actor, made, "diploma", "vitnemål.pdf", _paper(person), now=at)
    await say_documents_done(session, actor, made, now=at)
    await declare(session, actor, made, now=at)
    await submit(session, actor, made, now=at)
    return made


async def _recognition(session: Session, officer: Actor, person: Newcomer, at: datetime) -> None:
    """A qualification from another state: acknowledged and complete, so that its three months run."""
    made = await _sent(session, person, at, ground=RECOGNISED)
    found = await recognition_of(session, officer, made)
    assert found is not None
    number = found[0].number
    await acknowledge(session, officer, number, now=at + 4 * _DAY)
    await papers_complete(session, officer, number, now=at + 9 * _DAY)


async def _evidence(session: Session, person_id: int, language: str, since: datetime, now: datetime) -> None:
    shown: tuple[dict[str, Any], ...] = (
        {"kind": "tospraaktest", "language_tag": language, "type": "speech", "reference": "Tospråktesten"},
        {"kind": "tao", "reference": "TAO, modul 1 til 4"},
    )
    for each in shown:
        await record_evidence(session, SYSTEM, person_id, valid_from=since, issuer="OsloMet", now=now, **each)


async def _actor(session: Session, person: Newcomer) -> Actor:
    account_id = (await session.execute(_ACCOUNT, {"subject": person.national_id})).scalar_one()
    return Actor(account_id=int(account_id), name=person.name, roles=frozenset({Role.PUBLIC, Role.APPLICANT}))


async def _person(session: Session, person: Newcomer, now: datetime) -> int:
    actor = await _actor(session, person)
    assert actor.account_id is not None
    found = await fetch_for_account(session, actor.account_id, now=now)
    if found is None:
        raise RuntimeError("the population register of the demo does not answer yet")
    return found


async def _case(session: Session, application_id: int) -> int:
    return int((await session.execute(_CASE, {"id": application_id})).scalar_one())


def _paper(person: Newcomer, title: str = "Vitnemål") -> bytes:
    """A paper that says it is none."""
    words = f"= {title}\n{person.name}\n\nSyntetisk dokument. Gjelder ikke."
    made = typst.compile(words.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made
