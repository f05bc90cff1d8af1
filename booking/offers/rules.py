"""Offers to interpreters: how long there is to answer, how an offer ends, and who may accept.

Rules B8 (information before acceptance), B10 (no double booking), H1 (habilitet). The time to answer is a
dated table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from tolkeregister.core.decisions import Decision, allowed, both, reason, refused
from tolkeregister.core.rules.dated import in_force
from tolkeregister.core.rules.oslo_time import Interval, on_day, oslo_date
from tolkeregister.core.rules.working_days import working_days_between

OfferState = Literal["open", "accepted", "declined", "expired", "taken", "withdrawn"]
Party = Literal["interpreter", "booker", "system"]
# What the interpreter declares, or what has become of the circumstances the interpreter stated earlier.
Habilitet = Literal[
    "undeclared", "clear", "circumstances_accepted", "circumstances_withdrawn", "not_impartial"
]

# state → {target: who may}. Each offer ends in exactly one of the others, and then never moves again.
OFFER_MOVES: Mapping[OfferState, Mapping[OfferState, frozenset[Party]]] = {
    "open": {
        "accepted": frozenset({"interpreter"}),
        "declined": frozenset({"interpreter"}),
        "expired": frozenset({"system"}),
        "taken": frozenset({"system"}),
        "withdrawn": frozenset({"booker", "system"}),
    },
    "accepted": {},
    "declined": {},
    "expired": {},
    "taken": {},
    "withdrawn": {},
}


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """Minutes to answer for assignments at most this many working days away; None is without end.

    `stands_at_night` says whether the clock stands in the quiet hours.
    """

    most_working_days: int | None
    minutes: int
    stands_at_night: bool


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """The table in force from a date; the quiet hours are minutes of the Norwegian clock."""

    valid_from: date
    steps: tuple[AnswerTime, ...]
    quiet_from_minute: int
    quiet_to_minute: int

    def step(self, working_days: int) -> AnswerTime:
        """The first step that reaches so far ahead."""
        for each in self.steps:
            if each.most_working_days is None or working_days <= each.most_working_days:
                return each
        raise LookupError(f"no answer time for {working_days} working days")


# A product decision, changed by a new row.
ANSWER_TIMES: tuple[AnswerTimes, ...] = (
    AnswerTimes(
        date(2020, 1, 1),
        (AnswerTime(0, 10, False), AnswerTime(5, 15, True), AnswerTime(None, 120, True)),
        quiet_from_minute=21 * 60,
        quiet_to_minute=7 * 60,
    ),
)


def answer_by(
    sent_at: datetime,
    starts_at: datetime,
    holidays: frozenset[date],
    table: Sequence[AnswerTimes] = ANSWER_TIMES,
) -> datetime:
    """The instant at which an offer runs out: an answer must come before it.

    Minutes follow from the working days to the start; at night the clock stands, except for an assignment on
    the same working day. Never later than the start itself. The table in force at the assignment's start is
    used.
    """
    if starts_at <= sent_at:
        raise ValueError("an offer must be sent before the assignment starts")
    times = in_force(table, oslo_date(starts_at))
    step = times.step(working_days_between(oslo_date(sent_at), oslo_date(starts_at), holidays))
    span = timedelta(minutes=step.minutes)
    ends_at = _after_waking(sent_at, span, times) if step.stands_at_night else sent_at + span
    return min(ends_at, starts_at)


def _after_waking(sent_at: datetime, span: timedelta, times: AnswerTimes) -> datetime:
    """The instant at which `span` has passed outside the quiet hours."""
    day = oslo_date(sent_at)
    while True:
        awake = on_day(day, times.quiet_to_minute, times.quiet_from_minute)
        if awake is not None and sent_at < awake.ends_at:
            begins = max(sent_at, awake.starts_at)
            if begins + span <= awake.ends_at:
                return begins + span
            span -= awake.ends_at - begins
        day += timedelta(days=1)


def move(state: OfferState, target: OfferState, by: Party) -> Decision:
    """Whether an offer may go from one state to another by this party."""
    targets = OFFER_MOVES[state]
    if target in targets:
        if by in targets[target]:
            return allowed(reason(target))
        return refused(reason("not_yours_to_decide", target=target, by=by))
    return refused(
        reason("offer_not_open" if state != "open" else "no_such_move", state=state, target=target)
    )


@dataclass(frozen=True, slots=True)
class AcceptFacts:
    """What decides whether an interpreter may accept one offer.

    `is_assignment_open` is whether nobody else has it; `is_listed_now` and `is_listed_at_start` are for the
    language and type of the assignment; `has_stated_circumstances` is whether this offer was answered with
    circumstances for the body to weigh; `period` has the buffer in it, and so have the periods of `booked`;
    `travel` holds the answers of `enough_time_between` for the neighbouring in-person assignments;
    `lacks_certificate` is whether the body must have seen a police certificate first, and has not.
    """

    state: OfferState
    answer_by: datetime
    starts_at: datetime
    is_assignment_open: bool
    is_listed_now: bool
    is_listed_at_start: bool
    habilitet: Habilitet
    has_stated_circumstances: bool
    period: Interval
    booked: tuple[Interval, ...] = ()
    travel: tuple[Decision, ...] = ()
    lacks_certificate: bool = False


def may_accept(facts: AcceptFacts, now: datetime) -> Decision:
    """Whether the offer may be accepted now; every hindrance is named at once.

    The database has the last word on taken and overlap; this explains them.
    """
    return both(
        _is_open(facts, now),
        _is_listed(facts),
        _has_time(facts),
        _habilitet(facts.habilitet, facts.has_stated_circumstances),
        _certificate(facts),
        *(each for each in facts.travel if not each.allowed),
    )


def _is_open(facts: AcceptFacts, now: datetime) -> Decision:
    """Open, in time, not given to another; past its time it is expired before the job has said so."""
    if facts.state == "taken" or (facts.state == "open" and not facts.is_assignment_open):
        return refused(reason("taken"))
    if facts.state in ("expired", "withdrawn"):
        return refused(reason(facts.state))
    if facts.state != "open":
        return refused(reason("already_answered", state=facts.state))
    if now >= facts.answer_by or now >= facts.starts_at:
        return refused(reason("expired", answer_by=facts.answer_by))
    return allowed(reason("open"))


def _is_listed(facts: AcceptFacts) -> Decision:
    """Rule B6: only in languages one is listed for, both when accepting and when the assignment starts."""
    if not facts.is_listed_now:
        return refused(reason("not_listed"))
    if not facts.is_listed_at_start:
        return refused(reason("not_listed_at_start", starts_at=facts.starts_at))
    return allowed(reason("listed"))


def _has_time(facts: AcceptFacts) -> Decision:
    """Rule B10, buffers included."""
    clashes = [each for each in facts.booked if each.overlaps(facts.period)]
    if clashes:
        return refused(reason("overlap", starts_at=clashes[0].starts_at, ends_at=clashes[0].ends_at))
    return allowed(reason("has_time"))


def _certificate(facts: AcceptFacts) -> Decision:
    """Rule PA3: eligible for the assignments of a body that must see it first, only once it has."""
    if facts.lacks_certificate:
        return refused(reason("police_certificate"))
    return allowed(reason("no_certificate_lacking"))


def _habilitet(declared: Habilitet, has_stated_circumstances: bool) -> Decision:
    """Tolkeloven § 16, rule H1: the interpreter declares; circumstances are for the body to weigh.

    Once they are stated, a plain yes is not enough: the body says that they do no harm, or the interpreter
    takes them back and declares anew. Neither is possible where nothing was stated.
    """
    if declared in ("undeclared", "not_impartial"):
        return refused(reason(f"habilitet_{declared}"))
    if declared == "clear" and has_stated_circumstances:
        return refused(reason("habilitet_awaits_body"))
    if declared != "clear" and not has_stated_circumstances:
        return refused(reason("no_circumstances_stated"))
    return allowed(reason(f"habilitet_{declared}"))
