"""Recognition asked for in an application: a case of its own beside it, with its own clocks (rules A7 and A8)."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlmodel import col, select

from qualification.applications.models import Application
from qualification.applications.qualification import qualification_of
from qualification.applications.rules.parts import RECOGNISED as GROUND
from qualification.applications.rules.terms import decide_by as application_decided_by
from qualification.recognition.kinds import RECOGNITION
from qualification.recognition.models import Recognition
from qualification.recognition.rules.clocks import acknowledge_by, decide_by
from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.clock import OSLO, oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.decisions.cases.access import locked_case
from tolkeregister.decisions.cases.commands import close_case, note, open_case, set_deadline
from tolkeregister.decisions.cases.journal import journal_words
from tolkeregister.decisions.cases.models import CaseState


async def open_with_application(
    session: Session, actor: Actor, *, now: datetime, application_id: int, person_id: int, **_: Any
) -> None:
    """Handler of `application.case_opened`: what must be recognised becomes a case, received when it was sent.

    The decision about the place in the register waits for it, and its deadline is moved to after the recognition's.
    """
    found = await session.get_one(Application, application_id)
    said = await qualification_of(session, application_id)
    if GROUND not in found.grounds or said is None:
        return
    assert found.submitted_at is not None
    assert found.case_id is not None
    received_on = oslo_date(found.submitted_at)
    ref = await open_case(
        session, actor, RECOGNITION, person_id, received_at=found.submitted_at, language_tag=found.language_tag,
        type=found.type, deadline_at=end_of(acknowledge_by(received_on)), now=now,
    )  # fmt: skip
    session.add(
        Recognition(
            case_id=ref.id, application_id=application_id, country=said.country, qualification=said.name,
            institution=said.institution, earned_on=said.earned_on,
        )
    )  # fmt: skip
    await session.flush()
    words = f"{said.name}, {said.institution}, {said.country} ({said.basis}), {said.earned_on}"
    title = "Søknad om godkjenning av kvalifikasjoner"
    await journal_words(session, SYSTEM, ref.id, "application", title, words, now=now)
    listed_by = application_decided_by(end_of(decide_by(received_on, is_extended=False)))
    await set_deadline(session, SYSTEM, found.case_id, listed_by, now=now)


async def missing_told(
    session: Session, actor: Actor, *, now: datetime, application_id: int, **_: Any
) -> None:
    """Handler of `application.more_asked`: the letter says that it has come and what is lacking, as article 51 asks."""
    found = await _of(session, application_id)
    if found is None or found.acknowledged_at is not None:
        return
    found.acknowledged_at = now
    session.add(found)
    await session.flush()
    await note(session, actor, found.case_id, "recognition.acknowledged", now=now)


async def close_with_application(
    session: Session, actor: Actor, *, now: datetime, application_id: int, **_: Any
) -> None:
    """Handler of `application.withdrawn`: nobody asks any more. One that is decided stands."""
    found = await _of(session, application_id)
    if found is None:
        return
    case = await locked_case(session, found.case_id)
    if case.state == CaseState.OPEN:
        await close_case(session, actor, found.case_id, code="case.withdrawn", now=now)


async def go_on_with_application(
    session: Session, actor: Actor, application_id: int, *, now: datetime
) -> None:
    """The recognition is decided: the application is looked at again, and has the usual time from now."""
    found = await session.get_one(Application, application_id)
    if found.case_id is None or found.state != "submitted":
        return
    await set_deadline(session, actor, found.case_id, application_decided_by(now), now=now)
    await enqueue(session, "application.check", application_id=application_id)


async def listing_waits(
    session: Session, actor: Actor, application_id: int, until: datetime, *, now: datetime
) -> None:
    """A later day for the recognition is a later day for what waits for it."""
    found = await session.get_one(Application, application_id)
    if found.case_id is not None and found.state == "submitted":
        await set_deadline(session, actor, found.case_id, application_decided_by(until), now=now)


def end_of(day: date) -> datetime:
    """The last minute of a day in Norway."""
    return datetime.combine(day, time(23, 59), OSLO).astimezone(UTC)


async def _of(session: Session, application_id: int) -> Recognition | None:
    statement = select(Recognition).where(col(Recognition.application_id) == application_id).with_for_update()
    return (await session.exec(statement)).one_or_none()
