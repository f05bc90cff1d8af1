"""Cases of a kind of the tests' own, officers who have declared habilitet, and decisions one call away."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tests.builders.bodies import an_officer
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.decisions.appeals.commands import receive_appeal
from tolkeregister.decisions.cases.access import CaseRef
from tolkeregister.decisions.cases.commands import declare_habilitet, open_case
from tolkeregister.decisions.kinds import CaseKind, Outcome, Words, register_kind
from tolkeregister.decisions.notices.commands import give_notice
from tolkeregister.decisions.outcomes.commands import (
    DecisionDraft,
    approve_decision,
    propose_decision,
    sign_decision,
)
from tolkeregister.rectification.kinds import NOT_RECTIFIED, RECTIFICATION, RECTIFIED
from web.demo.cases import rectification_draft

RULE_VERSIONS: list[tuple[datetime, str]] = []  # a test adds one to change the rule from an instant


def _version(at: datetime) -> str:
    return next((version for since, version in reversed(RULE_VERSIONS) if since <= at), "1")


EXAMPLE = CaseKind(
    code="example",
    title=Words("Oppføring i registeret", "Oppføring i registeret"),
    rule="oppføring",
    rule_version=_version,
    outcomes=(
        Outcome("granted", Words("Du er ført opp", "Du er ført opp"),
                Words("Kategorien er {category} for {language}.", "Kategorien er {category} for {language}.")),
        Outcome("refused", Words("Søknaden er avslått", "Søknaden er avslått"),
                Words("Du blir ikke ført opp.", "Du blir ikkje ført opp."), is_negative=True),
    ),
    describe=lambda facts, form: [("Kategori", str(facts.get("category", "")))],
)  # fmt: skip
register_kind(EXAMPLE)

DRAFT = DecisionDraft(
    outcome="granted", legal_basis="tolkeloven § 17", rule_version="1", facts={"category": "D"},
    reasons="Du har bestått tospråktesten.\nDu har gått kurset TAO.",
)  # fmt: skip
REFUSAL = replace(DRAFT, outcome="refused", facts={}, reasons="Dokumentasjonen mangler.")


@dataclass(frozen=True, slots=True)
class BuiltCase:
    """A case about an interpreter, with two officers who may handle it."""

    ref: CaseRef
    person: BuiltInterpreter
    officer: Actor
    second: Actor

    @property
    def id(self) -> int:
        """The case's id."""
        return self.ref.id


async def an_impartial_officer(session: Session, case_id: int, *, now: datetime) -> Actor:
    """An officer without a tie to the person."""
    officer = await an_officer(session)
    await declare_habilitet(session, officer, case_id, "none", now=now)
    return officer


async def a_case(session: Session, *, now: datetime, person: BuiltInterpreter | None = None) -> BuiltCase:
    """A case received two days ago."""
    person = person or await an_interpreter(session)
    opener = await an_officer(session)
    ref = await open_case(
        session, opener, "example", person.person_id, received_at=now - timedelta(days=2), language_tag="so",
        type="speech", now=now,
    )  # fmt: skip
    officers = [await an_impartial_officer(session, ref.id, now=now) for _ in range(2)]
    return BuiltCase(ref, person, *officers)


async def a_signed_decision(
    session: Session, case: BuiltCase, *, draft: DecisionDraft = DRAFT, now: datetime
) -> int:
    """Proposed by the first officer, approved by the second where it takes two, signed by the first."""
    made = await propose_decision(session, case.officer, case.id, draft, now=now)
    if made.four_eyes:
        await approve_decision(session, case.second, made.id, now=now)
    return await sign_decision(session, case.officer, made.id, now=now)


@dataclass(frozen=True, slots=True)
class WalkedCases:
    """Cases to look at: one draft to work on, one ready to sign, one signed, one appealed against."""

    waiting: str
    ready: str
    signed: str
    appealed: str
    notice_id: int
    appeal_id: int


async def cases_to_walk(
    session: Session, person: BuiltInterpreter, officer: Actor, *, now: datetime
) -> WalkedCases:
    """Three cases of a kind the service itself knows, each with `officer` as an impartial second person."""
    numbers = []
    for _ in range(4):
        ref = await open_case(session, officer, RECTIFICATION, person.person_id, received_at=now, now=now)
        for each in (officer, first := await an_impartial_officer(session, ref.id, now=now)):
            await declare_habilitet(session, each, ref.id, "none", now=now)
        numbers.append((ref, first))
    rejected = rectification_draft(NOT_RECTIFIED, "Opplysningen er riktig.", now)
    rectified = replace(rejected, outcome=RECTIFIED)
    (waiting, first), (ready, _), (signed, _), (appealed, _) = numbers
    notice_id = await give_notice(
        session, officer, waiting.id, "Vi mener at opplysningen er riktig.", now=now
    )
    await propose_decision(session, first, waiting.id, rejected, now=now)
    await propose_decision(session, officer, ready.id, rectified, now=now)
    for decided in (signed, appealed):
        draft = await propose_decision(session, officer, decided.id, rectified, now=now)
        decision = await sign_decision(session, officer, draft.id, now=now)
    appeal_id = await receive_appeal(
        session, person.actor, decision, "Jeg er uenig.", sent_on=oslo_date(now), now=now
    )
    return WalkedCases(waiting.number, ready.number, signed.number, appealed.number, notice_id, appeal_id)
