"""What applicants see of their own applications."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from qualification.applications.access import OWN_ACCOUNTS, require_own_application
from qualification.applications.qualification import QualificationSaid, qualification_of
from qualification.applications.rules.parts import Draft, Part, is_done, lacking, parts_of
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Reason


@dataclass(frozen=True, slots=True)
class OwnApplication:
    """One line of the list."""

    id: int
    language_tag: str
    type: str
    state: str
    started_at: datetime
    submitted_at: datetime | None
    number: str | None  # the case's
    outcome: str | None
    is_more_wanted: bool


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """One document as its sender sees it."""

    id: int
    kind: str
    file_name: str
    size: int
    uploaded_at: datetime
    scan_state: str
    is_journaled: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an officer has asked for."""

    words: str
    answer_by: date
    asked_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history."""

    code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """Everything about one application."""

    line: OwnApplication
    name: str
    born_on: date | None  # None: the population register has not answered yet
    municipality: str
    email: str
    phone: str
    grounds: tuple[str, ...]
    modes: tuple[str, ...]
    declared_at: datetime | None
    documents_done_at: datetime | None
    deadline_at: datetime | None
    decided_number: str | None
    documents: tuple[OwnDocument, ...]
    wanted: tuple[Wanted, ...]
    history: tuple[Happened, ...]
    qualification: QualificationSaid | None = None  # from the EEA or Switzerland

    @property
    def draft(self) -> Draft:
        """As the rules read it."""
        infected = sum(each.scan_state == "infected" for each in self.documents)
        return Draft(
            self.email, self.phone, self.grounds, self.modes, len(self.documents) - infected, infected,
            self.documents_done_at is not None, self.declared_at is not None,
            [each.kind for each in self.documents if each.scan_state != "infected"], self.qualification is not None,
        )  # fmt: skip

    def is_done(self, part: str) -> bool:
        """Whether a part of the task list is filled in."""
        return is_done(Part(part), self.draft)

    @property
    def documents_lack(self) -> tuple[Reason, ...]:
        """Why the documents are not done although there are no more of them, or one cannot be kept; () otherwise."""
        found = lacking(Part.DOCUMENTS, self.draft)
        return found if self.documents_done_at is not None or self.draft.infected else ()

    @property
    def done(self) -> int:
        """How many parts are."""
        return sum(is_done(part, self.draft) for part in self.parts)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts there are, in the order in which they are shown."""
        return parts_of(self.grounds)

    @property
    def open_question(self) -> Wanted | None:
        """What is asked for and not answered."""
        return next((each for each in self.wanted if each.answered_at is None), None)


_LINE = """
    SELECT p.id, p.language_tag, p.type, p.state, p.started_at, p.submitted_at, c.number,
           (SELECT d.outcome FROM decision s JOIN decision_draft d ON d.id = s.draft_id
             WHERE s.case_id = p.case_id ORDER BY s.sequence DESC LIMIT 1) AS outcome,
           EXISTS (SELECT FROM supplement_request q WHERE q.application_id = p.id AND q.answered_at IS NULL
                      AND q.ended_at IS NULL) AS is_more_wanted
      FROM application p LEFT JOIN case_file c ON c.id = p.case_id
"""
_LIST = text(f"{_LINE} WHERE p.account_id IN ({OWN_ACCOUNTS}) ORDER BY p.started_at DESC, p.id DESC")
_ONE = text(f"{_LINE} WHERE p.id = :id")
_MORE = text(
    """
    SELECT coalesce(nullif(a.name, ''), '') AS name, n.born_on, coalesce(m.name, '') AS municipality, p.email, p.phone,
           p.grounds, p.modes, p.declared_at, p.documents_done_at, c.deadline_at,
           (SELECT s.number FROM decision s WHERE s.case_id = p.case_id ORDER BY s.sequence DESC LIMIT 1) AS decided
      FROM application p JOIN account a ON a.id = p.account_id LEFT JOIN person n ON n.id = a.person_id
      LEFT JOIN population_check k ON k.person_id = n.id
      LEFT JOIN municipality m ON m.code = n.municipality_code AND coalesce(k.protection, 'none') = 'none'
      LEFT JOIN case_file c ON c.id = p.case_id
     WHERE p.id = :id
    """
)
_DOCUMENTS = text(
    """
    SELECT id, kind, file_name, size, uploaded_at, scan_state, journal_post_id IS NOT NULL FROM application_document
     WHERE application_id = :id AND removed_at IS NULL ORDER BY id
    """
)
_WANTED = text(
    """
    SELECT words, answer_by, asked_at, answered_at FROM supplement_request
     WHERE application_id = :id AND ended_at IS NULL ORDER BY id DESC
    """
)
_HISTORY = text(
    """
    SELECT code, at FROM (
        SELECT 'started' AS code, started_at AS at, 0 AS place FROM application WHERE id = :id
        UNION ALL SELECT 'submitted', submitted_at, 1 FROM application WHERE id = :id AND submitted_at IS NOT NULL
        UNION ALL SELECT 'supplement_asked', asked_at, 3 FROM supplement_request WHERE application_id = :id
        UNION ALL SELECT 'supplement_answered', answered_at, 4 FROM supplement_request
                   WHERE application_id = :id AND answered_at IS NOT NULL
        UNION ALL SELECT 'taken', l.happened_at, 2 FROM case_log l JOIN application p ON p.case_id = l.case_id
                   WHERE p.id = :id AND l.code = 'case.taken'
        UNION ALL SELECT 'notice', l.happened_at, 5 FROM case_log l JOIN application p ON p.case_id = l.case_id
                   WHERE p.id = :id AND l.code = 'notice.given'
        UNION ALL SELECT 'decided', s.signed_at, 6 FROM decision s JOIN application p ON p.case_id = s.case_id
                   WHERE p.id = :id
        UNION ALL SELECT 'withdrawn', ended_at, 7 FROM application WHERE id = :id AND state = 'withdrawn'
    ) AS happened ORDER BY at, place
    """
)


async def own_applications(session: Session, actor: Actor) -> tuple[OwnApplication, ...]:
    """Every application of the actor's, newest first; none for other doors than the interpreters'."""
    rows = await session.execute(_LIST, {"account": actor.account_id})
    return tuple(OwnApplication(*row) for row in rows)


async def own_application_page(session: Session, actor: Actor, application_id: int) -> ApplicationPage:
    """One of the actor's own; NotFound for an unknown one and for somebody else's."""
    await require_own_application(session, actor, application_id)
    return await read_application(session, application_id)


async def read_application(session: Session, application_id: int) -> ApplicationPage:
    """Everything about one application. Who may read it is asked before."""
    about = {"id": application_id}
    line = (await session.execute(_ONE, about)).one()
    more = (await session.execute(_MORE, about)).one()
    return ApplicationPage(
        line=OwnApplication(*line), name=more.name, born_on=more.born_on, municipality=more.municipality,
        email=more.email, phone=more.phone, grounds=tuple(more.grounds), modes=tuple(more.modes),
        declared_at=more.declared_at, documents_done_at=more.documents_done_at, deadline_at=more.deadline_at,
        decided_number=more.decided,
        documents=tuple(OwnDocument(*row) for row in await session.execute(_DOCUMENTS, about)),
        wanted=tuple(Wanted(*row) for row in await session.execute(_WANTED, about)),
        history=tuple(Happened(*row) for row in await session.execute(_HISTORY, about)),
        qualification=await qualification_of(session, application_id),
    )  # fmt: skip
