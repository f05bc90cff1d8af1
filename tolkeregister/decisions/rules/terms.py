"""The numbers of administrative procedure, by the date from which they hold."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Terms:
    """Days and weeks that deadlines are made of.

    `appeal_weeks`: forvaltningsloven § 29 first paragraph. `latest_appeal_days`: § 31 third paragraph, one year from
    the decision. `provisional_answer_days`: § 11 a, one month. The others are the directorate's practice.
    """

    valid_from: date
    appeal_weeks: int
    latest_appeal_days: int
    provisional_answer_days: int
    notice_days: int  # to reply to a notice, when nothing else is said
    least_notice_days: int
    post_days: int  # from a letter is posted until it is held to have come
    reconsider_days: int  # from an appeal is received until it is decided or forwarded
    remind_days: int  # before a deadline


TERMS = (Terms(date(2022, 1, 1), 3, 365, 30, 21, 14, 7, 42, 7),)
