"""An offer of the plan: whether its days can be, and where it stands on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tolkeregister.core.decisions import Decision, Reason, allowed, reason, refused

State = Literal["coming", "open", "closed", "under_way", "over"]


@dataclass(frozen=True, slots=True)
class OfferDays:
    """The days of an offer, both ends included."""

    period_from: date
    period_to: date
    opens: date
    closes: date
    pay_from: date | None = None
    pay_to: date | None = None


def check_days(days: OfferDays) -> Decision:
    """Apply, then pay, then begin; the facts of each reason name the field."""
    wrong: list[Reason] = []
    if days.closes < days.opens:
        wrong.append(reason("plan_closes_before_it_opens", field="closes"))
    if days.period_to < days.period_from:
        wrong.append(reason("plan_ends_before_it_begins", field="period_to"))
    if days.period_from <= days.closes:
        wrong.append(reason("plan_begins_before_it_closes", field="period_from"))
    if (days.pay_from is None) != (days.pay_to is None):
        wrong.append(reason("plan_payment_needs_both", field="pay_to"))
    elif days.pay_from is not None and days.pay_to is not None:
        if days.pay_to < days.pay_from:
            wrong.append(reason("plan_payment_reversed", field="pay_to"))
        if days.pay_from < days.opens or days.pay_to >= days.period_from:
            wrong.append(reason("plan_payment_outside", field="pay_from"))
    return refused(*wrong) if wrong else allowed()


def state_on(days: OfferDays, on: date) -> State:
    """Where an offer stands on a day."""
    if on < days.opens:
        return "coming"
    if on <= days.closes:
        return "open"
    if on < days.period_from:
        return "closed"
    return "under_way" if on <= days.period_to else "over"
