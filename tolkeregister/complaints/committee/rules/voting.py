"""Votes, the quorum, and the advice that follows from them. The committee advises; the directorate decides (W5)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tolkeregister.complaints.committee.rules.meetings import Meeting, is_open
from tolkeregister.complaints.committee.rules.words import Recommended, Seat
from tolkeregister.core.decisions import Decision, Reason, allowed, both, reason, refused


@dataclass(frozen=True, slots=True)
class CommitteeTerms:
    """`quorum` of the four seats must have voted; `answer_days` to say whether the minutes are right.

    No source says either: both are the directorate's own practice (`source`), and the officer's page says so. A change
    is a new row from its date.
    """

    valid_from: date
    quorum: int
    answer_days: int
    source: str = "own_practice"


TERMS = (CommitteeTerms(valid_from=date(2022, 1, 1), quorum=3, answer_days=7),)


@dataclass(frozen=True, slots=True)
class Vote:
    """What the holder of a seat thinks, and why."""

    seat: Seat
    account_id: int
    recommends: Recommended
    reasons: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What most of those who voted think; None when no view has more than half of the votes."""

    recommends: Recommended | None
    votes_for: int
    votes_against: int

    @property
    def is_unanimous(self) -> bool:
        """Whether nobody thinks otherwise."""
        return self.votes_against == 0 and self.recommends is not None


def may_vote(meeting: Meeting, *, has_papers: bool, now: datetime) -> Decision:
    """In the meeting or after it, on released papers, until the minutes are approved."""
    wants: list[Reason] = []
    if now < meeting.starts_at:
        wants.append(reason("meeting_not_begun"))
    if not has_papers:
        wants.append(reason("pack_not_released"))
    return both(is_open(meeting), refused(*wants) if wants else allowed())


def has_quorum(votes: Iterable[Vote], terms: CommitteeTerms, number: str = "") -> Decision:
    """Whether enough of the seats have voted for there to be an advice in a case, which a refusal names."""
    seats = {each.seat for each in votes}
    if len(seats) < terms.quorum:
        return refused(reason("no_quorum", number=number, voted=len(seats), least=terms.quorum))
    return allowed()


def advice_of(votes: Sequence[Vote]) -> Advice:
    """The view of more than half; a committee without one is divided, and says so."""
    counted = Counter(each.recommends for each in votes)
    if not counted:
        return Advice(None, 0, 0)
    view, most = counted.most_common(1)[0]
    if 2 * most <= len(votes):
        return Advice(None, 0, len(votes))
    return Advice(view, most, len(votes) - most)


def dissent(votes: Iterable[Vote], advice: Advice) -> tuple[Vote, ...]:
    """Those who think otherwise than the advice; everybody's view stands when it is divided."""
    return tuple(each for each in votes if each.recommends is not advice.recommends)


def may_approve(
    meeting: Meeting,
    cases: Mapping[str, tuple[Sequence[Vote], bool]],
    *,
    waiting: Sequence[str],
    written_on: date,
    today: date,
    terms: CommitteeTerms,
) -> Decision:
    """Whether the leader may approve the minutes.

    Each case (by its number: its votes, and whether it is postponed) has a quorum or is postponed. Those who took part
    have said that the minutes are right, or have had their days to say so; `waiting` are the names of the others.
    """
    found = [is_open(meeting)]
    for number, (votes, is_postponed) in cases.items():
        if not is_postponed:
            found.append(has_quorum(votes, terms, number))
    if waiting and today <= written_on + timedelta(days=terms.answer_days):
        found.append(refused(reason("minutes_await_answers", names=", ".join(waiting))))
    return both(*found)
