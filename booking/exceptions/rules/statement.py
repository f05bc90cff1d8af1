"""What must be stated, now and later: ground, decider, reason, the person, and how we know.

Rules B4 and B7, H1 and H3 (tolkeloven §§ 4, 7, 15 and 16). In an emergency nobody fills in forms first: ground and
decider are enough, and the rest follows within the days of a dated table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from booking.requests.rules import texts_without_national_ids
from tolkeregister.core.decisions import Decision, Reason, allowed, both, reason, refused
from tolkeregister.core.rules.dated import in_force
from tolkeregister.core.rules.oslo_time import local_day, oslo_date
from tolkeregister.core.rules.working_days import add_working_days

LEAST_REASON, MOST_REASON = 30, 500
CLAIMS = frozenset({"not_qualified", "unlisted"})
CHILD_GROUNDS = frozenset({"emergency", "defensible"})
Qualification = Literal["qualified", "unqualified", "unknown"]


@dataclass(frozen=True, slots=True)
class Term:
    """A number of days, from a date on."""

    valid_from: date
    days: int


# Product decisions, changed by new rows: working days to state the rest after an emergency; days back an
# assignment or the use of a child is recorded.
COMPLETION: tuple[Term, ...] = (Term(date(2022, 1, 1), 3),)
RECORDED_BACK: tuple[Term, ...] = (Term(date(2022, 1, 1), 366),)


@dataclass(frozen=True, slots=True)
class Statement:
    """An exception as it was filled in; None, empty and False are what nobody has said.

    `claim` says whether the person is not qualified or qualified outside the register; `proof` then says how we know.
    `number` is an interpreter's number, if the person has one.
    """

    ground: str | None
    decided_by: str | None
    reason: str | None = None
    name: str | None = None
    phone: str | None = None
    number: str | None = None
    is_adult: bool = False
    is_impartial: bool = False
    knows_confidentiality: bool = False
    claim: str | None = None
    proof: str | None = None


def is_stated(statement: Statement) -> Decision:
    """Whether it may be recorded now: all of it, or in an emergency ground and decider.

    What is given is judged in either case. Each refusal carries `field`.
    """
    missing = [] if statement.ground == "emergency" else _missing(statement)
    return both(_decision([*_always(statement), *_faulty(statement), *missing]), _numbers(statement))


def is_whole(statement: Statement) -> Decision:
    """Whether nothing is left to state."""
    return both(
        _decision([*_always(statement), *_faulty(statement), *_missing(statement)]), _numbers(statement)
    )


def is_child_use_stated(ground: str | None, decided_by: str | None, why: str | None) -> Decision:
    """A child was used: emergency, or the assessment that it was defensible (tolkeloven § 4, rule B7), with reasons."""
    faults = []
    if ground not in CHILD_GROUNDS:
        faults.append(reason("child_ground_missing", field="ground"))
    if not (decided_by or "").strip():
        faults.append(reason("decider_missing", field="decided_by"))
    faults += _length(why, missing="reason_missing")
    texts = {"decided_by": decided_by or "", "reason": why or ""}
    return both(_decision(faults), texts_without_national_ids(texts))


def complete_by(recorded_at: datetime, holidays: frozenset[date]) -> datetime:
    """The instant before which the rest must be stated: the end of the last working day in Norway."""
    day = oslo_date(recorded_at)
    return local_day(add_working_days(day, in_force(COMPLETION, day).days, holidays)).ends_at


def may_record_afterwards(starts_at: datetime, now: datetime) -> Decision:
    """Whether an assignment that has begun may be recorded now: it has begun, and not too long ago."""
    if starts_at > now:
        return refused(reason("not_started", field="starts_at", starts_at=starts_at))
    days = in_force(RECORDED_BACK, oslo_date(now)).days
    if oslo_date(starts_at) < oslo_date(now) - timedelta(days=days):
        return refused(reason("too_long_ago", field="starts_at", days=days))
    return allowed(reason("has_begun"))


def counts_as(claim: str | None, is_qualified: bool | None) -> Qualification:
    """What the person counts as: a claim of being qualified is unknown until the directorate has checked it."""
    if claim != "unlisted":
        return "unqualified"
    if is_qualified is None:
        return "unknown"
    return "qualified" if is_qualified else "unqualified"


def _decision(faults: Sequence[Reason]) -> Decision:
    return refused(*faults) if faults else allowed()


def _always(statement: Statement) -> list[Reason]:
    """Ground and decider are needed also in an emergency."""
    needed = {"ground": statement.ground, "decided_by": statement.decided_by}
    codes = {"ground": "ground_missing", "decided_by": "decider_missing"}
    return [reason(codes[name], field=name) for name, said in needed.items() if not (said or "").strip()]


def _missing(statement: Statement) -> list[Reason]:
    """The rest: the reason, the person, and how we know."""
    faults = [reason("reason_missing", field="reason")] if not (statement.reason or "").strip() else []
    for name in ("name", "phone"):
        if not (getattr(statement, name) or "").strip():
            faults.append(reason(f"outside_{name}_missing", field=name))
    if statement.claim is None:
        faults.append(reason("claim_missing", field="claim"))
    return faults + [
        reason(f"{name}_unconfirmed", field=name)
        for name in ("is_adult", "is_impartial", "knows_confidentiality")
        if not getattr(statement, name)
    ]


def _faulty(statement: Statement) -> list[Reason]:
    """What is given, and cannot be used."""
    faults = _length(statement.reason)
    if statement.claim is not None and statement.claim not in CLAIMS:
        faults.append(reason("claim_missing", field="claim"))
    if statement.claim == "unlisted" and not (statement.proof or "").strip():
        faults.append(reason("proof_missing", field="proof"))
    return faults


def _length(text: str | None, missing: str | None = None) -> list[Reason]:
    length = len((text or "").strip())
    if length == 0:
        return [reason(missing, field="reason")] if missing else []
    if length < LEAST_REASON:
        return [reason("reason_too_short", field="reason", least=LEAST_REASON)]
    return [reason("reason_too_long", field="reason", most=MOST_REASON)] if length > MOST_REASON else []


def _numbers(statement: Statement) -> Decision:
    """No national identity number in any text (H6)."""
    texts = {name: getattr(statement, name) or "" for name in ("decided_by", "reason", "name", "proof")}
    return texts_without_national_ids(texts)
