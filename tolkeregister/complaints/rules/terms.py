"""The numbers of complaints, by the date from which they hold. Practice may change them; the law's are marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from tolkeregister.complaints.rules.words import Stage, Unit


@dataclass(frozen=True, slots=True)
class ComplaintTerms:
    """Clocks and counts.

    `warning_years` and `warnings_flag`: tolkeloven § 21 (rules W6, W7). The provisional answer follows
    forvaltningsloven § 11 a, one month. The rest is the directorate's own practice, and the complaint's page says so.
    """

    valid_from: date
    clocks: Mapping[Stage, tuple[Unit, int]]
    warning_years: int
    warnings_flag: int
    information_days: int  # calendar days a public body has to answer
    least_information_days: int
    review_days: int  # between reviews of a temporary exclusion, at the most
    remind_days: int  # working days before a last day


TERMS = (
    ComplaintTerms(
        valid_from=date(2022, 1, 1),
        clocks=MappingProxyType(
            {
                Stage.INTAKE: (Unit.WORKING, 5),
                Stage.PROVISIONAL_ANSWER: (Unit.CALENDAR, 30),
                Stage.WHOLE: (Unit.CALENDAR, 60),
                Stage.HEARING: (Unit.CALENDAR, 21),
            }
        ),
        warning_years=5,
        warnings_flag=3,
        information_days=14,
        least_information_days=5,
        review_days=28,
        remind_days=3,
    ),
)
