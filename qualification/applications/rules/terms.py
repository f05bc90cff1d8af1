"""The days in the handling of an application, by the date from which they hold: the directorate's practice, no law."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tolkeregister.core.rules.dated import in_force
from tolkeregister.core.rules.oslo_time import oslo_date


@dataclass(frozen=True, slots=True)
class Terms:
    """Days. `decide_days` is counted from receipt; recognition has clocks of its own, which are law."""

    valid_from: date
    decide_days: int
    supplement_days: int  # to answer a question, when the officer says nothing else
    least_supplement_days: int
    most_supplement_days: int


TERMS = (Terms(date(2022, 1, 1), 30, 21, 7, 90),)


def terms_on(day: date, terms: Sequence[Terms] = TERMS) -> Terms:
    """What holds on a day in Norway."""
    return in_force(terms, day)


def decide_by(received_at: datetime, terms: Sequence[Terms] = TERMS) -> datetime:
    """When an application that was received then should be decided: by the days that held when it came."""
    return received_at + timedelta(days=terms_on(oslo_date(received_at), terms).decide_days)
