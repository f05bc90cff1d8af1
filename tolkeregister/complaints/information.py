"""Asking a public body what it knows: by law, minimal, with a last day, answered on a page of its own (rule W4)."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import col, select

from tolkeregister.complaints.access import complaint_in_hand
from tolkeregister.complaints.log import note
from tolkeregister.complaints.messages import information_asked
from tolkeregister.complaints.models import Complaint, InformationRequest
from tolkeregister.complaints.rules.terms import TERMS
from tolkeregister.core.actor import NOBODY, Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, RuleBroken, conflict
from tolkeregister.core.holidays import holidays_between
from tolkeregister.core.mail.outbox import queue_mail
from tolkeregister.core.rules.dated import in_force
from tolkeregister.decisions.cases.journal import NewPost, journal
from tolkeregister.decisions.cases.models import Counterpart, Direction
from tolkeregister.decisions.rules.deadlines import next_working_day

LEGAL_BASIS = "tolkeloven § 20"
LONGEST = 4000  # characters, of the questions and of the answer
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked, of whom. Nothing about the reporter, and no more about the person than the questions need."""

    recipient: str
    email: str
    questions: str
    organisation_id: int | None = None
    legal_basis: str = LEGAL_BASIS
    days: int | None = None  # calendar days to answer; the terms' when left out


@dataclass(frozen=True, slots=True)
class AskedQuestions:
    """What the asked body sees on its page: the questions and the law, never the complaint's number or its person."""

    recipient: str
    questions: str
    legal_basis: str
    asked_at: datetime
    due_on: date
    is_answered: bool


async def ask_information(
    session: Session, actor: Actor, number: str, asked: Questions, *, now: datetime
) -> int:
    """Send the questions with an address of their own; only a hash of it is kept. Returns the question's id.

    Raises RuleBroken before there is a case (tolkeloven § 20 is for those who are listed or authorised), Invalid
    without law, questions or recipient, or with too few days.
    """
    complaint = await complaint_in_hand(session, actor, number)
    assert complaint.id is not None
    assert actor.account_id is not None
    if complaint.case_id is None:
        raise RuleBroken(reason("no_case_yet"))
    due = _due(asked, oslo_date(now))
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    made = InformationRequest(
        complaint_id=complaint.id, organisation_id=asked.organisation_id, recipient=asked.recipient.strip(),
        email=asked.email.strip(), legal_basis=asked.legal_basis.strip(), questions=asked.questions.strip(),
        asked_at=now, due_on=due, token_hash=_hash(token), account_id=actor.account_id,
    )  # fmt: skip
    session.add(made)
    await session.flush()
    assert made.id is not None
    post = NewPost("information_request", "Spørsmål til offentlig organ", Direction.OUTGOING,
                   made.questions.encode(), "text/plain; charset=utf-8", Counterpart.OTHER)  # fmt: skip
    await journal(session, actor, complaint.case_id, post, now=now)
    await queue_mail(session, information_asked(made.id, made.email, token, due), now=now)
    await note(session, actor, complaint.id, "information.asked", {"until": due.isoformat()}, now=now)
    record(session, actor, "information.asked", "complaint", number, now=now, basis=made.legal_basis)
    return made.id


async def asked_questions(session: Session, token: str) -> AskedQuestions:
    """What stands on the page with this address; NotFound for a wrong, withdrawn or closed one alike."""
    found, _ = await _by_token(session, token, lock=False)
    return AskedQuestions(found.recipient, found.questions, found.legal_basis, found.asked_at, found.due_on,
                          found.answered_at is not None)  # fmt: skip


async def answer_information(session: Session, token: str, words: str, *, now: datetime) -> None:
    """The body answers once, also late; the answer is journaled and opens for the case's officers only."""
    found, complaint = await _by_token(session, token, lock=True)
    if found.answered_at is not None:
        raise conflict("questions_answered")
    if not words.strip() or len(words) > LONGEST:
        raise Invalid(reason("answer_missing", field="svar"))
    assert complaint.id is not None
    assert complaint.case_id is not None
    post = NewPost("information_answer", "Svar fra offentlig organ", Direction.INCOMING, words.strip().encode(),
                   "text/plain; charset=utf-8", Counterpart.OTHER)  # fmt: skip
    found.answer_post_id = await journal(session, NOBODY, complaint.case_id, post, now=now)
    found.answered_at = now
    session.add(found)
    late = oslo_date(now) > found.due_on
    await note(session, NOBODY, complaint.id, "information.answered", {"late": late}, now=now)
    record(session, NOBODY, "information.answered", "complaint", complaint.number, now=now, late=late)


async def withdraw_questions(
    session: Session, actor: Actor, number: str, request_id: int, *, now: datetime
) -> None:
    """The answer is no longer needed; the address stops working. Conflict when it is answered."""
    complaint = await complaint_in_hand(session, actor, number)
    assert complaint.id is not None
    found = await session.get(InformationRequest, request_id, with_for_update=True, populate_existing=True)
    if found is None or found.complaint_id != complaint.id:
        raise NotFound(reason("questions_not_found"))
    if found.answered_at is not None:
        raise conflict("questions_answered")
    found.withdrawn_at = found.withdrawn_at or now
    session.add(found)
    await note(session, actor, complaint.id, "information.withdrawn", now=now)
    record(session, actor, "information.withdrawn", "complaint", number, now=now)


async def _by_token(session: Session, token: str, *, lock: bool) -> tuple[InformationRequest, Complaint]:
    statement = (
        select(InformationRequest, Complaint)
        .join(Complaint, col(Complaint.id) == col(InformationRequest.complaint_id))
        .where(
            col(InformationRequest.token_hash) == _hash(token), col(InformationRequest.withdrawn_at).is_(None),
            col(Complaint.state) != "closed",
        )
    )  # fmt: skip
    if lock:
        statement = statement.with_for_update(of=InformationRequest).execution_options(populate_existing=True)
    row = (await session.exec(statement)).one_or_none()
    if row is None:
        raise NotFound(reason("questions_not_found"))
    return row


def _due(asked: Questions, today: date) -> date:
    terms = in_force(TERMS, today)
    if not asked.legal_basis.strip():
        raise Invalid(reason("legal_basis_missing", field="hjemmel"))
    if not asked.questions.strip() or len(asked.questions) > LONGEST:
        raise Invalid(reason("questions_missing", field="sporsmal"))
    if not asked.recipient.strip() or "@" not in asked.email:
        raise Invalid(reason("recipient_missing", field="epost"))
    days = asked.days or terms.information_days
    if days < terms.least_information_days:
        raise Invalid(reason("too_few_days_to_reply", field="dager", least=terms.least_information_days))
    last = today + timedelta(days=days)
    return next_working_day(last, holidays_between(today, last + timedelta(days=30)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
