"""Recognition as officers see it: cases with their clocks, and those who provide services for a time."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from qualification.applications.access import require_others_application, require_own_application
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.decisions.cases.access import case_by_number, require_staff


@dataclass(frozen=True, slots=True)
class RecognitionLine:
    """One case; `deadline_at` is the clock that runs now."""

    number: str
    name: str
    language_tag: str
    type: str
    country: str
    qualification: str
    institution: str
    earned_on: date
    state: str
    received_at: datetime
    deadline_at: datetime | None
    acknowledged_at: datetime | None
    complete_at: datetime | None
    extended_at: datetime | None
    extended_because: str | None
    has_draft: bool
    application: str | None  # the number of the case about the place in the register

    @property
    def step(self) -> str:
        """What the clock that runs is for: acknowledge, complete or decide."""
        if self.acknowledged_at is None:
            return "acknowledge"
        return "decide" if self.complete_at else "complete"

    def is_late(self, now: datetime) -> bool:
        """Whether the clock that runs has run out."""
        return self.state == "open" and self.deadline_at is not None and self.deadline_at < now


@dataclass(frozen=True, slots=True)
class DecidedRecognition:
    """The decision that stands."""

    number: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ProvisionLine:
    """Somebody who provides services for a time."""

    name: str
    country: str
    languages: tuple[str, ...]
    right_to_practise: str
    since: date
    until: date


_LINES = """
    SELECT c.number, p.given_name || ' ' || p.family_name, c.language_tag, c.type, r.country, r.qualification,
           r.institution, r.earned_on, c.state, c.received_at, c.deadline_at, r.acknowledged_at, r.complete_at,
           r.extended_at, r.extended_because, EXISTS (SELECT FROM decision_draft d WHERE d.case_id = c.id),
           (SELECT k.number FROM application a JOIN case_file k ON k.id = a.case_id WHERE a.id = r.application_id)
      FROM recognition r JOIN case_file c ON c.id = r.case_id JOIN person p ON p.id = c.person_id
"""
_ALL = text(
    f"""{_LINES} WHERE NOT EXISTS (SELECT FROM account me WHERE me.id = :me AND me.person_id = c.person_id)
     ORDER BY c.state = 'open' DESC, c.deadline_at NULLS LAST, c.id LIMIT 300"""
)
_ONE = text(f"{_LINES} WHERE c.id = :id")
_OF_APPLICATION = text(f"{_LINES} WHERE r.application_id = :id")
_OUTCOME = text(
    """
    SELECT s.number, d.outcome FROM recognition r JOIN decision s ON s.case_id = r.case_id
      JOIN decision_draft d ON d.id = s.draft_id
     WHERE r.application_id = :id ORDER BY s.sequence DESC LIMIT 1
    """
)
_PROVISIONS = text(
    "SELECT name, country, languages, right_to_practise, since, until FROM temporary_provision"
    " ORDER BY until DESC, id LIMIT 100"
)


async def recognitions(session: Session, actor: Actor) -> tuple[RecognitionLine, ...]:
    """Open ones first, by the clock that runs; the officer's own are left out."""
    require_staff(actor)
    return tuple(RecognitionLine(*row) for row in await session.execute(_ALL, {"me": actor.account_id}))


async def recognition(session: Session, actor: Actor, number: str) -> RecognitionLine:
    """One case; NotFound for an unknown number and for the officer's own."""
    ref = await case_by_number(session, actor, number)
    row = (await session.execute(_ONE, {"id": ref.id})).one_or_none()
    if row is None:
        raise NotFound(reason("case_not_found"))
    return RecognitionLine(*row)


async def own_recognition(
    session: Session, actor: Actor, application_id: int
) -> tuple[RecognitionLine, DecidedRecognition | None] | None:
    """The recognition beside one's own application, with its decision; None when none is asked for. Raises NotFound."""
    await require_own_application(session, actor, application_id)
    return await _of_application(session, application_id)


async def recognition_of(
    session: Session, actor: Actor, application_id: int
) -> tuple[RecognitionLine, DecidedRecognition | None] | None:
    """The same for an officer; NotFound for the officer's own application."""
    await require_others_application(session, actor, application_id)
    return await _of_application(session, application_id)


async def _of_application(
    session: Session, application_id: int
) -> tuple[RecognitionLine, DecidedRecognition | None] | None:
    row = (await session.execute(_OF_APPLICATION, {"id": application_id})).one_or_none()
    if row is None:
        return None
    decided = (await session.execute(_OUTCOME, {"id": application_id})).one_or_none()
    return RecognitionLine(*row), DecidedRecognition(*decided) if decided else None


async def provisions(session: Session, actor: Actor) -> tuple[ProvisionLine, ...]:
    """Those recorded, the latest to end first."""
    require_staff(actor)
    return tuple(
        ProvisionLine(row[0], row[1], tuple(row[2]), *row[3:]) for row in await session.execute(_PROVISIONS)
    )
