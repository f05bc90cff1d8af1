"""What an officer does with an application besides deciding: findings in documents, and asking for more."""

from datetime import date, datetime, timedelta

from sqlalchemy import text

from qualification.applications.access import application_for_staff, own_application
from qualification.applications.forgery import open_report
from qualification.applications.models import (
    Application,
    ApplicationState,
    DocumentFinding,
    SupplementRequest,
    Verdict,
)
from qualification.applications.rules.checking import supplement_by
from qualification.applications.rules.parts import RECOGNISED
from qualification.evidence.models import EvidenceKind
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, conflict
from tolkeregister.core.events import raise_event
from tolkeregister.core.holidays import holidays_between
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.decisions.cases.commands import note
from tolkeregister.decisions.letters.commands import name_of, party_of, write_letter, written_date
from tolkeregister.decisions.letters.render import render_letter
from tolkeregister.decisions.rules.deadlines import next_working_day

LONGEST = 4000  # characters
MORE_ASKED = "application.more_asked"
_DOCUMENT = text(
    """
    SELECT scan_state FROM application_document WHERE id = :document AND application_id = :id AND removed_at IS NULL
    """
)
_OPEN = text(
    "SELECT id FROM supplement_request"
    " WHERE application_id = :id AND answered_at IS NULL AND ended_at IS NULL FOR UPDATE"
)
_ASKED_ALREADY = text(
    "SELECT 1 FROM supplement_request WHERE application_id = :id AND words = :words AND answer_by = :until"
    " AND answered_at IS NULL AND ended_at IS NULL"
)
_NUMBER = text("SELECT number FROM case_file WHERE id = :id")
_END = text("UPDATE supplement_request SET ended_at = :now WHERE id = :id")
_ANSWERED = text("UPDATE supplement_request SET answered_at = :now WHERE id = :id")


async def record_finding(
    session: Session, actor: Actor, application_id: int, document_id: int, verdict: str, *,
    kind: str | None = None, issuer: str = "", reference: str = "", issued_on: date | None = None,
    remark: str = "", now: datetime,
) -> None:  # fmt: skip
    """What the officer found in a clean document; a later finding replaces it and both stay.

    Verified: which evidence, by whom and when it was issued. Suspected forgery stops every proposal (rule A6). Raises
    Invalid with what is lacking, Conflict for a document that is not scanned.
    """
    found = await _open(session, actor, application_id)
    values = {"document": document_id, "id": application_id}
    state = (await session.execute(_DOCUMENT, values)).scalar_one_or_none()
    if state is None:
        raise NotFound(reason("document_not_found"))
    if state != "clean":
        raise conflict("documents_not_scanned", number=1)
    if verdict not in set(Verdict):
        raise Invalid(reason("unknown_verdict", field="vurdering"))
    assert actor.account_id is not None
    is_verified = verdict == Verdict.VERIFIED
    if is_verified and kind == RECOGNISED and RECOGNISED in found.grounds:
        raise Invalid(reason("recognition_decides", field="bevis"))  # a decision of its own (rule A7)
    if is_verified:
        _require_whole(kind, issuer, issued_on, now)
    finding = DocumentFinding(
        document_id=document_id, verdict=verdict, account_id=actor.account_id, found_at=now,
        kind=kind if is_verified else None, issuer=issuer.strip() if is_verified else "",
        reference=reference.strip() if is_verified else "", issued_on=issued_on if is_verified else None,
        remark=remark.strip(),
    )  # fmt: skip
    session.add(finding)
    await session.flush()
    if verdict == Verdict.SUSPECTED_FORGERY:
        await open_report(session, actor, document_id, now=now)
    assert found.case_id is not None
    await note(session, actor, found.case_id, f"document.{verdict}", {"document": document_id}, now=now)
    record(session, actor, "document.judged", "application", application_id, now=now, verdict=verdict)


async def ask_for_more(
    session: Session, actor: Actor, application_id: int, words: str, *, days: int, now: datetime
) -> date:
    """Ask the applicant for something, by letter, with a last day to answer; an earlier question is replaced.

    The same question again is no question: whoever sends the form twice sends one letter. Returns the day. Raises
    Invalid without words or with too few or too many days.
    """
    found = await _open(session, actor, application_id)
    if not words.strip() or len(words) > LONGEST:
        raise Invalid(reason("words_missing", field="hva"))
    judged = supplement_by(oslo_date(now), days)
    if not judged.allowed:
        raise Invalid(*judged.reasons)
    today = oslo_date(now)
    until = next_working_day(
        today + timedelta(days=days), holidays_between(today, today + timedelta(days=days + 30))
    )
    same = {"id": application_id, "words": words.strip(), "until": until}
    if (await session.execute(_ASKED_ALREADY, same)).first() is not None:
        return until
    former = (await session.execute(_OPEN, {"id": application_id})).scalar_one_or_none()
    if former is not None:
        await session.execute(_END, {"id": former, "now": now})
    assert actor.account_id is not None
    session.add(
        SupplementRequest(
            application_id=application_id, account_id=actor.account_id, asked_at=now, words=words.strip(),
            answer_by=until,
        )
    )  # fmt: skip
    await session.flush()
    await _write(session, actor, found, words.strip(), until, now=now)
    await raise_event(session, actor, MORE_ASKED, now=now, application_id=application_id)
    record(session, actor, "supplement.asked", "application", application_id, now=now)
    return until


async def answer_supplement(session: Session, actor: Actor, application_id: int, *, now: datetime) -> None:
    """The applicant has added what was asked for, also after the last day as long as nothing is decided."""
    found = await own_application(session, actor, application_id)
    if found.state != ApplicationState.SUBMITTED or found.case_id is None:
        raise conflict("application_ended")
    asked = (await session.execute(_OPEN, {"id": application_id})).scalar_one_or_none()
    if asked is None:
        raise conflict("supplement_answered")
    await session.execute(_ANSWERED, {"id": asked, "now": now})
    await note(session, actor, found.case_id, "supplement.answered", now=now)
    record(session, actor, "supplement.answered", "application", application_id, now=now)
    await enqueue(session, "application.check", application_id=application_id)


def _require_whole(kind: str | None, issuer: str, issued_on: date | None, now: datetime) -> None:
    lacking = []
    if kind not in set(EvidenceKind):
        lacking.append(reason("unknown_evidence_kind", field="bevis"))
    if not issuer.strip():
        lacking.append(reason("issuer_missing", field="utsteder"))
    if issued_on is None or issued_on > oslo_date(now):
        lacking.append(reason("issued_in_the_future", field="utstedt"))
    if lacking:
        raise Invalid(*lacking)


async def _open(session: Session, actor: Actor, application_id: int) -> Application:
    found = await application_for_staff(session, actor, application_id)
    if found.state != ApplicationState.SUBMITTED or found.case_id is None:
        raise conflict("application_not_open")
    return found


async def _write(
    session: Session, actor: Actor, found: Application, words: str, until: date, *, now: datetime
) -> None:
    assert found.case_id is not None
    party = await party_of(session, found.case_id)
    nn = party.written_form == "nn"
    title = "Vi treng meir til søknaden din" if nn else "Vi trenger mer til søknaden din"
    number = (await session.execute(_NUMBER, {"id": found.case_id})).scalar_one()
    data = {
        "case_number": number, "to_name": party.name, "people": [await name_of(session, actor.account_id)],
        "words": words, "answer_by": written_date(until),
    }  # fmt: skip
    made = await render_letter("supplement", party.written_form, data, on=oslo_date(now), title=title)
    await write_letter(session, actor, found.case_id, "supplement", title, made, now=now)
    await note(session, actor, found.case_id, "supplement.asked", {"until": until.isoformat()}, now=now)
