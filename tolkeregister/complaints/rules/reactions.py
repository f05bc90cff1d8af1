"""What a complaint may end in, what each reaction needs, and what an appeal does to it (tolkeloven § 21)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from tolkeregister.complaints.rules.terms import ComplaintTerms
from tolkeregister.core.decisions import Decision, Reason, allowed, reason, refused


class Ending(StrEnum):
    """The outcomes of decisions about complaints."""

    NO_REACTION = "no_reaction"
    GUIDANCE = "guidance"
    WARNING = "warning"
    EXCLUDED_UNTIL = "excluded_until"
    EXCLUDED_FOR_GOOD = "excluded_for_good"
    REVERSED = "reversed"
    TEMPORARILY_EXCLUDED = "temporarily_excluded"
    TEMPORARY_ENDED = "temporary_ended"


class Ground(StrEnum):
    """On what somebody may be excluded."""

    MATERIAL_BREACH = "material_breach"
    THREE_WARNINGS = "three_warnings"


class Effect(StrEnum):
    """What a step in an appeal does to the reaction at once."""

    HELD_BACK = "held_back"
    IN_FORCE = "in_force"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class Signatures:
    """How many people, and whether one of them must be a leader."""

    people: int
    leader: bool = False


SIGNATURES: Mapping[Ending, Signatures] = MappingProxyType(
    {
        Ending.NO_REACTION: Signatures(1),
        Ending.GUIDANCE: Signatures(1),
        Ending.WARNING: Signatures(2),
        Ending.EXCLUDED_UNTIL: Signatures(2),
        Ending.EXCLUDED_FOR_GOOD: Signatures(2),
        Ending.REVERSED: Signatures(1),
        Ending.TEMPORARILY_EXCLUDED: Signatures(2, leader=True),
        Ending.TEMPORARY_ENDED: Signatures(2),
    }
)
EXCLUDING = frozenset({Ending.EXCLUDED_UNTIL, Ending.EXCLUDED_FOR_GOOD})
EFFECTS: Mapping[str, Effect] = MappingProxyType(
    {
        "suspended": Effect.HELD_BACK,
        "suspension_ended": Effect.IN_FORCE,
        "ministry_annulled": Effect.REVERSED,
    }
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reaction somebody wants. `until` is the first day after an exclusion, `starts_on` its first."""

    ending: Ending
    starts_on: date
    is_in_register: bool  # listed, or out of it only by a temporary exclusion or a held-back one
    active_warnings: int = 0
    ground: Ground | None = None
    finding: str = ""  # why the breach is material
    until: date | None = None


def may_react(proposal: Proposal, terms: ComplaintTerms) -> Decision:
    """Whether the reaction has what the law asks of it; every want at once.

    Three warnings are a ground, never a cause: nothing here excludes by itself (rule W7). What it says of the
    committee's advice is asked by `committee/rules/following.py`.
    """
    wants = [*_of_everyone(proposal)]
    if proposal.ending in EXCLUDING:
        wants += _of_exclusion(proposal, terms)
    return refused(*wants) if wants else allowed()


def may_sign_as(ending: Ending, *, is_leader: bool) -> Decision:
    """A temporary exclusion is signed by a leader; the rest by any officer, with the second person the kind needs."""
    if SIGNATURES[ending].leader and not is_leader:
        return refused(reason("leader_must_sign"))
    return allowed()


def next_review(after: date, terms: ComplaintTerms) -> date:
    """The last day by which a temporary exclusion is looked at again (rule W9)."""
    return after + timedelta(days=terms.review_days)


def _of_everyone(proposal: Proposal) -> list[Reason]:
    wants: list[Reason] = []
    harsh = {*EXCLUDING, Ending.WARNING, Ending.TEMPORARILY_EXCLUDED}
    if proposal.ending in harsh and not proposal.is_in_register:
        wants.append(reason("only_for_listed", field="utfall"))
    return wants


def _of_exclusion(proposal: Proposal, terms: ComplaintTerms) -> list[Reason]:
    wants: list[Reason] = []
    if proposal.ground is None:
        wants.append(reason("exclusion_ground_missing", field="grunnlag"))
    if proposal.ground is Ground.THREE_WARNINGS and proposal.active_warnings < terms.warnings_flag:
        wants.append(reason("too_few_warnings", field="grunnlag", active=proposal.active_warnings))
    if proposal.ground is Ground.MATERIAL_BREACH and not proposal.finding.strip():
        wants.append(reason("finding_missing", field="vurdering"))
    if proposal.ending is Ending.EXCLUDED_UNTIL and proposal.until is None:
        wants.append(reason("until_missing", field="til"))
    if proposal.until is not None and proposal.ending is Ending.EXCLUDED_FOR_GOOD:
        wants.append(reason("until_unwanted", field="til"))
    if proposal.until is not None and proposal.until <= proposal.starts_on:
        wants.append(reason("until_before_from", field="til"))
    return wants
