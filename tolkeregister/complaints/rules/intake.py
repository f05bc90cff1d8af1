"""What a complaint is about in law, who may handle it, and what may follow what (tolkeloven § 19, rule W2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tolkeregister.complaints.rules.words import Answer, Basis, Closing, ComplaintState
from tolkeregister.core.decisions import Decision, allowed, reason, refused

IN_LAW = frozenset({Basis.GOOD_PRACTICE, Basis.CONFIDENTIALITY, Basis.HABILITET})
_OPEN = (
    ComplaintState.ASSIGNED,
    ComplaintState.INVESTIGATION,
    ComplaintState.HEARING,
    ComplaintState.COMMITTEE,
    ComplaintState.DECIDED,
)
NEXT: Mapping[ComplaintState, frozenset[ComplaintState]] = MappingProxyType(
    {
        ComplaintState.RECEIVED: frozenset({ComplaintState.ASSIGNED, ComplaintState.CLOSED}),
        **{
            state: frozenset({*_OPEN[position:], ComplaintState.CLOSED})
            for position, state in enumerate(_OPEN)
        },
        # what the committee asks may take a new hearing
        ComplaintState.COMMITTEE: frozenset({*_OPEN[2:], ComplaintState.CLOSED}),
        ComplaintState.CLOSED: frozenset(),
    }
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who the complaint is about, as the register knows them on the day."""

    is_known: bool
    is_listed: bool
    is_authorised: bool  # holds a bevilling


@dataclass(frozen=True, slots=True)
class Classified:
    """What a basis leads to: the answer the reporter gets, and how the complaint closes, None: it is handled."""

    answer: Answer
    closing: Closing | None


LEADS_TO: Mapping[Basis, Classified] = MappingProxyType(
    {
        Basis.GOOD_PRACTICE: Classified(Answer.HANDLED_14, None),
        Basis.CONFIDENTIALITY: Classified(Answer.HANDLED_15, None),
        Basis.HABILITET: Classified(Answer.HANDLED_16, None),
        Basis.OUTSIDE: Classified(Answer.OUTSIDE, Closing.OUTSIDE),
        Basis.NOT_LISTED: Classified(Answer.NOT_LISTED, Closing.NOT_LISTED),
        Basis.TITLE_MISUSE: Classified(Answer.TITLE_MISUSE, None),
    }
)


def may_classify(basis: Basis, subject: Subject) -> Decision:
    """The duty to assess is for those who are listed or authorised; nobody is turned away who is (rule W2)."""
    is_ours = subject.is_listed or subject.is_authorised
    if basis in IN_LAW and not is_ours:
        return refused(reason("subject_not_listed", field="grunnlag"))
    if basis is Basis.NOT_LISTED and is_ours:
        return refused(reason("subject_is_listed", field="grunnlag"))
    return allowed()


def may_move(state: ComplaintState, to: ComplaintState) -> Decision:
    """Forwards, or to the end; a closed complaint stays closed."""
    if to in NEXT[state]:
        return allowed()
    code = "complaint_closed" if state is ComplaintState.CLOSED else "not_assigned"
    return refused(reason(code))


def may_merge(
    complaint_id: int, into: int, into_state: ComplaintState, into_duplicate_of: int | None
) -> Decision:
    """Into another that is itself no duplicate."""
    if complaint_id == into:
        return refused(reason("duplicate_of_itself", field="nummer"))
    if into_duplicate_of is not None or into_state is ComplaintState.CLOSED:
        return refused(reason("duplicate_of_closed", field="nummer"))
    return allowed()
