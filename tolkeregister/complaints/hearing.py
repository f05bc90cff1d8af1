"""The interpreter is heard before anything goes against them (forvaltningsloven § 16, rule W3): the redacted copy, the
last day, the clock that their answer stops, and that nobody signs while it runs. What they do: `heard/`."""

from datetime import datetime

from sqlalchemy import text
from sqlmodel import col, select

from tolkeregister.complaints.access import complaint_in_hand, move
from tolkeregister.complaints.clocking import clocks_of, end_stage, start_stage
from tolkeregister.complaints.log import note
from tolkeregister.complaints.models import Complaint, ComplaintHearing
from tolkeregister.complaints.rules.clocks import is_late
from tolkeregister.complaints.rules.words import ComplaintState, Stage
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision, allowed, reason, refused
from tolkeregister.core.errors import Invalid, RuleBroken
from tolkeregister.decisions.cases.access import person_of
from tolkeregister.decisions.notices.commands import give_notice
from tolkeregister.decisions.notices.models import CaseNotice

LONGEST_COPY = 8000  # characters
_DEAD = text("SELECT p.dead_on IS NOT NULL FROM person p WHERE p.id = :person")
_SHOWN = text("SELECT shown FROM complaint_hearing WHERE complaint_id = :id ORDER BY notice_id DESC LIMIT 1")
_HEARD = text("SELECT complaint_id FROM complaint_hearing WHERE notice_id = :notice")
_DROP = text(
    """
    UPDATE more_time_request SET dropped_at = :now
     WHERE complaint_id = :id AND answered_at IS NULL AND dropped_at IS NULL
    """
)
# Where the newest notice is an urgency, an officer has said why nobody waits (§ 16 third paragraph).
_WAITS = text(
    "SELECT n.urgency IS NULL FROM case_notice n WHERE n.case_id = :case ORDER BY n.id DESC LIMIT 1"
)


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
    id. RuleBroken before there is a case and when the interpreter is dead, Invalid without words or with too few days.
    """
    complaint = await complaint_in_hand(session, actor, number)
    assert complaint.id is not None
    if complaint.case_id is None:
        raise RuleBroken(reason("no_case_yet"))
    if (await session.execute(_DEAD, {"person": complaint.person_id})).scalar_one():
        raise RuleBroken(reason("person_is_dead"))
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
    await session.execute(_DROP, {"id": complaint.id, "now": now})
    notice = await session.get_one(CaseNotice, notice_id)
    assert notice.reply_by is not None
    today = oslo_date(now)
    await start_stage(session, complaint.id, Stage.HEARING, on=today, days=(notice.reply_by - today).days)
    await note(
        session, actor, complaint.id, "interpreter.asked", {"until": notice.reply_by.isoformat()}, now=now
    )
    record(session, actor, "complaint.hearing", "complaint", number, now=now)
    return notice_id


async def last_shown(session: Session, complaint_id: int) -> str | None:
    """The redacted words the interpreter was shown last; None before they are heard."""
    shown: str | None = (await session.execute(_SHOWN, {"id": complaint_id})).scalar_one_or_none()
    return shown


async def statement_came(
    session: Session, actor: Actor, *, notice_id: int, came_at: datetime, now: datetime, **_: object
) -> None:
    """Handler of `notice.answered`: the clock stops when the answer came, whichever way, and late is said.

    A request for more time that waits is no longer one.
    """
    found = (await session.execute(_HEARD, {"notice": notice_id})).scalar_one_or_none()
    if found is None:
        return
    complaint = await session.get_one(Complaint, int(found))
    assert complaint.id is not None
    running = [
        each for each in await clocks_of(session, complaint.id, now=now)
        if each.stage is Stage.HEARING and each.ended_at is None
    ]  # fmt: skip
    late = any(is_late(came_at, each.last_day) for each in running)
    await end_stage(session, complaint.id, Stage.HEARING, now=came_at)
    await session.execute(_DROP, {"id": complaint.id, "now": now})
    await note(session, actor, complaint.id, "interpreter.stated", {"late": late}, now=now)
    record(session, actor, "complaint.stated", "complaint", complaint.number, now=now, late=late)


async def heard_out(session: Session, complaint: Complaint, *, now: datetime) -> Decision:
    """Whether the time to answer is over: answered, past its last day with every extension, or nobody waits."""
    assert complaint.id is not None
    waits = (await session.execute(_WAITS, {"case": complaint.case_id})).scalar_one_or_none()
    for each in await clocks_of(session, complaint.id, now=now):
        if each.stage is not Stage.HEARING or each.ended_at is not None or not waits:
            continue
        if each.last_day is None:
            return refused(reason("reply_time_stands"))
        if not is_late(now, each.last_day):
            return refused(reason("reply_time_runs", reply_by=each.last_day))
    return allowed()


async def hearing_numbers(session: Session, actor: Actor) -> dict[int, str]:
    """The notices to the person signed in that are hearings in a complaint, with the complaint's number."""
    person_id = await person_of(session, actor)
    statement = (
        select(ComplaintHearing.notice_id, Complaint.number)
        .join(Complaint, col(Complaint.id) == col(ComplaintHearing.complaint_id))
        .where(col(Complaint.person_id) == person_id)
    )
    return dict((await session.exec(statement)).all())
