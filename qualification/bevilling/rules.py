"""Where a bevilling stands, and what may follow. A revoked one comes back only when the revocation is reversed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tolkeregister.core.decisions import Decision, allowed, reason, refused
from tolkeregister.core.rules.dated import in_force
from tolkeregister.core.rules.oslo_time import oslo_date


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds of cases about a bevilling from a date: the version of the rules, and the days to decide in.

    `decide_days` is the directorate's practice, counted from receipt.
    """

    valid_from: date
    version: str
    decide_days: int


TERMS = (Terms(date(2022, 1, 1), "tolkeloven/2022", 30),)

STATUS_AFTER = {"granted": "active", "suspended": "suspended", "reinstated": "active", "revoked": "revoked"}
_MAY_FOLLOW = {
    "active": frozenset({"suspended", "revoked"}),
    "suspended": frozenset({"reinstated", "revoked"}),
    "revoked": frozenset({"reinstated"}),
}


def status_after(steps: Sequence[str]) -> str:
    """The status after the steps in order; active when there are none."""
    return STATUS_AFTER[steps[-1]] if steps else "active"


def may_follow(steps: Sequence[str], step: str) -> Decision:
    """Whether a step may be taken now (rule Q9: revoked counts no more).

    A revocation may be reversed, by ourselves or after an appeal (forvaltningsloven §§ 33–35): then the same bevilling
    holds again. Whoever lost it rightly and has earned another gets a new one, by a new decision.
    """
    status = status_after(steps)
    if step in _MAY_FOLLOW[status]:
        return allowed()
    return refused(reason("bevilling_is_" + status))


def outcomes_after(steps: Sequence[str] | None) -> frozenset[str]:
    """What a case about withdrawing a bevilling can end in; `steps` is None when there never was any.

    Nothing is given back that was never taken, and nobody keeps as before what is out of force.
    """
    if steps is None:
        return frozenset()
    following = _MAY_FOLLOW[status_after(steps)]
    return following | {"kept"} if status_after(steps) == "active" else following


def rule_version_at(at: datetime, terms: Sequence[Terms] = TERMS) -> str:
    """The version of the rules about bevilling at an instant."""
    return in_force(terms, oslo_date(at)).version


def decide_by(received_at: datetime, terms: Sequence[Terms] = TERMS) -> datetime:
    """When a case that was received then should be decided."""
    return received_at + timedelta(days=in_force(terms, oslo_date(received_at)).decide_days)
