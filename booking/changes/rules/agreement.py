"""What of an agreed assignment can be changed, until when, and what needs the interpreter's new yes.

An interpreter has said yes to a time, a mode, a place and (tolkeloven § 16, rules B8 and H1) to being impartial in what
was told of theme and participants. Whatever touches one of these is a proposal; what stays within it is done at once.
The limits are product decisions, changed by a new row; see docs/beslutninger/endre-og-avbestille.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from types import MappingProxyType

from booking.assignments.rules import AssignmentFacts
from booking.offers.rules import AnswerTime, AnswerTimes
from tolkeregister.core.decisions import Decision, Reason, allowed, both, reason, refused
from tolkeregister.core.rules.dated import in_force
from tolkeregister.core.rules.oslo_time import oslo_date


@dataclass(frozen=True, slots=True)
class Agreed:
    """Everything of an assignment that can be changed. Language, type and who may be asked need a new request."""

    starts_at: datetime
    ends_at: datetime
    mode: str
    municipality_code: str
    address: str
    theme: str
    participants: str


@dataclass(frozen=True, slots=True)
class ChangeLimits:
    """The limits in force from a date.

    Inside the agreed time the assignment may become this many minutes shorter without a new yes. A proposal must be
    made this many minutes before the earlier of the two starts, so that there is time to answer.
    """

    valid_from: date
    most_minutes_shorter: int
    least_minutes_to_propose: int


CHANGE_LIMITS: tuple[ChangeLimits, ...] = (
    ChangeLimits(date(2020, 1, 1), most_minutes_shorter=15, least_minutes_to_propose=60),
)

# How long an interpreter has to answer a proposal; longer than for an offer, because the assignment is theirs already.
PROPOSAL_TIMES: tuple[AnswerTimes, ...] = (
    AnswerTimes(
        date(2020, 1, 1),
        (AnswerTime(0, 30, False), AnswerTime(5, 120, True), AnswerTime(None, 14 * 60, True)),
        quiet_from_minute=21 * 60,
        quiet_to_minute=7 * 60,
    ),
)

# What a person would call a field; the two ends are one time.
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "starts_at": "time", "ends_at": "time", "mode": "mode", "municipality_code": "place", "address": "address",
        "theme": "theme", "participants": "participants",
    }
)  # fmt: skip
_ASKS_AGAIN = {
    "mode": "mode_needs_yes", "place": "place_needs_yes", "theme": "theme_needs_yes",
    "participants": "participants_needs_yes",
}  # fmt: skip
# What impartiality is judged by (tolkeloven § 16): a new yes to these declares it anew.
JUDGED_BY = frozenset({"theme", "participants", "place"})


def parts_changed(before: Agreed, after: Agreed) -> tuple[str, ...]:
    """Which parts differ: time, mode, place, address, theme, participants, in that order."""
    differing = (
        PARTS[each.name] for each in fields(Agreed) if getattr(before, each.name) != getattr(after, each.name)
    )
    return tuple(dict.fromkeys(differing))


def what_needs_a_new_yes(
    before: Agreed, after: Agreed, table: Sequence[ChangeLimits] = CHANGE_LIMITS
) -> Decision:
    """Allowed when the change stays within what the interpreter has said yes to; otherwise all that does not."""
    changed = parts_changed(before, after)
    against = [reason(_ASKS_AGAIN[part], field=part) for part in changed if part in _ASKS_AGAIN]
    if "time" in changed and (why := _time_needs_yes(before, after, table)) is not None:
        against.insert(0, why)
    if against:
        return refused(*against)
    return allowed(*(reason("within_the_agreement", field=part) for part in changed))


def _time_needs_yes(before: Agreed, after: Agreed, table: Sequence[ChangeLimits]) -> Reason | None:
    if after.starts_at < before.starts_at or after.ends_at > before.ends_at:
        return reason("time_needs_yes", field="time")
    most = in_force(table, oslo_date(before.starts_at)).most_minutes_shorter
    shorter = (before.ends_at - before.starts_at) - (after.ends_at - after.starts_at)
    return reason("shorter_needs_yes", field="time", most=most) if shorter > timedelta(minutes=most) else None


def may_change(
    facts: AssignmentFacts,
    before: Agreed,
    after: Agreed,
    *,
    is_another_proposed: bool,
    needs_yes: bool = True,
    now: datetime,
    table: Sequence[ChangeLimits] = CHANGE_LIMITS,
) -> Decision:
    """Whether the booker may change this now: before it starts, to a time to come, and one proposal at a time.

    Until somebody has accepted, anything may change; afterwards a proposal needs time to be answered, where there is
    somebody to say it (`needs_yes`): nobody outside the register is asked.
    """
    at_all = may_be_changed(facts, is_another_proposed=is_another_proposed, now=now)
    if not at_all.allowed:
        return at_all
    if not parts_changed(before, after):
        return refused(reason("nothing_changed"))
    against = [refused(reason("start_has_passed", field="starts_at"))] if now >= after.starts_at else []
    if needs_yes and facts.state == "accepted" and not what_needs_a_new_yes(before, after, table).allowed:
        against.append(_early_enough(before, after, now, table))
    return both(*against, at_all)


def may_be_changed(facts: AssignmentFacts, *, is_another_proposed: bool, now: datetime) -> Decision:
    """Whether anything of it can be changed now, whatever it is."""
    if facts.state not in ("open", "accepted"):
        return refused(reason("already_ended", state=facts.state))
    if now >= facts.starts_at:
        return refused(reason("already_started", starts_at=facts.starts_at))
    if is_another_proposed:
        return refused(reason("change_awaits_answer"))
    return allowed(reason("may_change"))


def propose_until(before: Agreed, after: Agreed, table: Sequence[ChangeLimits] = CHANGE_LIMITS) -> datetime:
    """The instant from which it is too late to propose this."""
    earlier = min(before.starts_at, after.starts_at)
    return earlier - timedelta(minutes=in_force(table, oslo_date(earlier)).least_minutes_to_propose)


def _early_enough(before: Agreed, after: Agreed, now: datetime, table: Sequence[ChangeLimits]) -> Decision:
    until = propose_until(before, after, table)
    return refused(reason("too_late_to_propose", until=until)) if now >= until else allowed()


def may_answer(state: str, answer_by: datetime | None, now: datetime) -> Decision:
    """Whether a proposal can still be answered; past its time it is expired before the job has said so."""
    if state != "proposed" or answer_by is None:
        return refused(reason("change_not_open", state=state))
    if now >= answer_by:
        return refused(reason("change_expired", answer_by=answer_by))
    return allowed(reason("may_answer"))
