"""The interpreter is heard before anything goes against them (forvaltningsloven § 16, rule W3): the redacted copy,
the last day, the statement with attachments."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from tolkeregister.complaints.access import complaint_in_hand, move, own_complaint
from tolkeregister.complaints.clocking import end_stage, start_stage
from tolkeregister.complaints.log import note
from tolkeregister.complaints.models import ComplaintHearing
from tolkeregister.complaints.rules.attachments import may_attach, media_type_of
from tolkeregister.complaints.rules.words import ComplaintState, Stage
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, RuleBroken
from tolkeregister.core.scanning import ScannerDown, scan
from tolkeregister.decisions.cases.journal import NewPost, journal
from tolkeregister.decisions.cases.models import Direction
from tolkeregister.decisions.notices.commands import give_notice, take_reply
from tolkeregister.decisions.notices.models import CaseNotice

LONGEST_COPY = 8000  # characters


async def hear(
    session: Session,
    actor: Actor,
    number: str,
    shown: str,
    considered: str,
    *,
    days: int | None = None,
    now: datetime,
) -> int:
    """Send the redacted words of the complaint (`shown`) and what is considered, with a last day to answer.

    `shown` is what an officer has found that the interpreter may see; it is kept as it was sent. Returns the notice's
    id. RuleBroken before there is a case, Invalid without words or with too few days.
    """
    complaint = await complaint_in_hand(session, actor, number)
    assert complaint.id is not None
    if complaint.case_id is None:
        raise RuleBroken(reason("no_case_yet"))
    if not shown.strip() or len(shown) > LONGEST_COPY:
        raise Invalid(reason("copy_missing", field="kopi"))
    if not considered.strip() or len(considered) > LONGEST_COPY:
        raise Invalid(reason("reasons_missing", field="vurdering"))
    words = f"{considered.strip()}\n\n«{shown.strip()}»"
    notice_id = await give_notice(session, actor, complaint.case_id, words, days=days, now=now)
    session.add(ComplaintHearing(notice_id=notice_id, complaint_id=complaint.id, shown=shown.strip()))
    move(complaint, ComplaintState.HEARING)
    session.add(complaint)
    await end_stage(session, complaint.id, Stage.HEARING, now=now)
    notice = await session.get(CaseNotice, notice_id)
    assert notice is not None
    assert notice.reply_by is not None
    today = oslo_date(now)
    await start_stage(session, complaint.id, Stage.HEARING, on=today, days=(notice.reply_by - today).days)
    await note(
        session, actor, complaint.id, "interpreter.asked", {"until": notice.reply_by.isoformat()}, now=now
    )
    record(session, actor, "complaint.hearing", "complaint", number, now=now)
    return notice_id


async def give_statement(
    session: Session,
    actor: Actor,
    number: str,
    words: str,
    attachments: Sequence[bytes] = (),
    *,
    now: datetime,
) -> None:
    """The interpreter's own words and documents; in time or late, as long as nothing is decided.

    NotFound for somebody else's complaint, Conflict for a second statement to the same question, Invalid for a file
    that cannot be kept, RuleBroken while the scanner is down: nothing is lost, and nobody opens what is not scanned.
    """
    complaint = await own_complaint(session, actor, number)
    assert complaint.id is not None
    assert complaint.case_id is not None
    await check_attachments(attachments)
    notice = await _last_notice(session, complaint.id)
    assert notice.id is not None
    await take_reply(session, actor, complaint.case_id, notice.id, words, now=now)
    for position, content in enumerate(attachments, 1):
        post = NewPost("statement_attachment", f"Vedlegg {position} til uttalelse", Direction.INCOMING, content,
                       media_type_of(content) or "application/octet-stream")  # fmt: skip
        await journal(session, actor, complaint.case_id, post, now=now)
    await end_stage(session, complaint.id, Stage.HEARING, now=now)
    late = notice.reply_by is not None and oslo_date(now) > notice.reply_by
    facts = {"late": late, "attachments": len(attachments)}
    await note(session, actor, complaint.id, "interpreter.stated", facts, now=now)
    record(session, actor, "complaint.stated", "complaint", number, now=now, late=late)


async def check_attachments(attachments: Sequence[bytes]) -> None:
    """Every file by its content and by the scanner; Invalid or RuleBroken for the first that may not be kept."""
    for position, content in enumerate(attachments):
        decision = may_attach(content, position)
        if not decision.allowed:
            raise Invalid(*decision.reasons)
        try:
            result = await scan(content)
        except ScannerDown as problem:
            raise RuleBroken(reason("scanner_down")) from problem
        if not result.is_clean:
            raise Invalid(reason("document_infected", field="fil"))


async def _last_notice(session: Session, complaint_id: int) -> CaseNotice:
    statement = (
        select(CaseNotice)
        .join(ComplaintHearing, col(ComplaintHearing.notice_id) == col(CaseNotice.id))
        .where(col(ComplaintHearing.complaint_id) == complaint_id)
        .order_by(col(CaseNotice.id).desc())
        .limit(1)
    )
    found = (await session.exec(statement)).one_or_none()
    if found is None:
        raise NotFound(reason("complaint_not_found"))
    return found
