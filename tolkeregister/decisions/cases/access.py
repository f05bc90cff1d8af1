"""Who may see and handle a case: the directorate all but the officer's own; the person their own decisions."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import col, select

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision, allowed, reason
from tolkeregister.core.errors import NotAllowed, NotFound
from tolkeregister.decisions.cases.models import CaseFile
from tolkeregister.decisions.kinds import kind_of
from tolkeregister.decisions.rules.deciding import Officer, is_impartial

# An applicant is known by the national identity number alone until there is a place in the register.
_PERSON_OF = text(
    "SELECT p.id FROM account a JOIN person p ON p.id = a.person_id OR p.national_id = a.subject"
    " WHERE a.id = :account AND a.door = 'interpreter' ORDER BY (p.id = a.person_id) DESC LIMIT 1"
)
_OFFICER = text(
    """
    SELECT coalesce((SELECT a.person_id = c.person_id FROM account a WHERE a.id = :account), false) AS is_own_case,
           (SELECT h.tie FROM case_habilitet h WHERE h.case_id = c.id AND h.account_id = :account
             ORDER BY h.id DESC LIMIT 1) AS tie,
           (SELECT h.tie FROM case_habilitet h JOIN case_file o ON o.id = h.case_id
             WHERE o.person_id = c.person_id AND o.id <> c.id AND h.account_id = :account AND h.tie <> 'none'
             ORDER BY h.id DESC LIMIT 1) AS earlier_tie
      FROM case_file c WHERE c.id = :case
    """
)


@dataclass(frozen=True, slots=True)
class CaseRef:
    """A case by its id and number, and what kind it is."""

    id: int
    number: str
    kind: str


def require_staff(actor: Actor) -> None:
    """Raises NotAllowed for everyone but officers, administrators and the system."""
    if not (actor.is_system or actor.has(Role.OFFICER, Role.ADMINISTRATOR)):
        raise NotAllowed(reason("only_the_directorate"))


async def case_in_hand(
    session: Session, actor: Actor, case_id: int, *, only_reading: bool = False
) -> CaseFile:
    """The case, locked until the transaction ends; two who decide at once come one after the other."""
    require_staff(actor)
    if not only_reading:
        return await locked_case(session, case_id)
    found = await session.get(CaseFile, case_id)
    if found is None:
        raise NotFound(reason("case_not_found"))
    return found


async def locked_case(session: Session, case_id: int) -> CaseFile:
    """The case, locked, for a command that has asked by itself who is asking."""
    statement = (
        select(CaseFile)
        .where(col(CaseFile.id) == case_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = (await session.exec(statement)).one_or_none()
    if found is None:
        raise NotFound(reason("case_not_found"))
    return found


async def case_by_number(session: Session, actor: Actor, number: str) -> CaseRef:
    """The case's id; NotFound for an unknown number, and for a case about the officer's own person."""
    require_staff(actor)
    found = (await session.exec(select(CaseFile).where(col(CaseFile.number) == number))).one_or_none()
    if found is None or found.id is None:
        raise NotFound(reason("case_not_found"))
    if (await officer_in(session, actor, found.id)).is_own_case:
        raise NotFound(reason("case_not_found"))
    return CaseRef(found.id, found.number, found.kind)


async def officer_in(session: Session, actor: Actor, case_id: int) -> Officer:
    """The actor in relation to the person of the case."""
    row = (await session.execute(_OFFICER, {"case": case_id, "account": actor.account_id})).one_or_none()
    if row is None:
        raise NotFound(reason("case_not_found"))
    return Officer(
        account_id=actor.account_id, is_own_case=row.is_own_case, tie=row.tie, earlier_tie=row.earlier_tie,
        is_system=actor.is_system,
    )  # fmt: skip


def papers_open(kind: str, officer: Officer) -> Decision:
    """Whether an officer may open the papers of a case: of some kinds only one who has said that nothing ties them."""
    return is_impartial(officer) if kind_of(kind).opens_to_impartial else allowed()


async def require_papers(session: Session, actor: Actor, case: CaseRef) -> None:
    """Raises NotAllowed, and says why, where the papers are not open to the actor."""
    decision = papers_open(case.kind, await officer_in(session, actor, case.id))
    if not decision.allowed:
        raise NotAllowed(*decision.reasons)


async def own_person(session: Session, actor: Actor) -> int:
    """The person the actor signed in as, through the interpreters' door; NotFound for everyone else."""
    person = await person_of(session, actor)
    if person is None:
        raise NotFound(reason("decision_not_found"))
    return person


async def person_of(session: Session, actor: Actor) -> int | None:
    """The same, or None for somebody who has never been in any case."""
    person = (await session.execute(_PERSON_OF, {"account": actor.account_id})).scalar_one_or_none()
    return None if person is None else int(person)
