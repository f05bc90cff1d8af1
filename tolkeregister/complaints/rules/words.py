"""The closed lists of codes that complaints are described by."""

from enum import StrEnum


class ComplaintState(StrEnum):
    """How far a complaint has come."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    INVESTIGATION = "investigation"
    HEARING = "hearing"
    COMMITTEE = "committee"
    DECIDED = "decided"
    CLOSED = "closed"


class Channel(StrEnum):
    """Where it came from."""

    FORM = "form"
    ASSIGNMENT = "assignment"
    CARD_CHECK = "card_check"
    PAPER = "paper"
    DIRECTORATE = "directorate"


class ReporterKind(StrEnum):
    """What the reporter says they are; never who."""

    SERVICE_USER = "service_user"
    PROFESSIONAL = "professional"
    INTERPRETER = "interpreter"
    AGENCY = "agency"
    OTHER = "other"
    UNSTATED = "unstated"


class Basis(StrEnum):
    """What the complaint is about in law (rule W2)."""

    GOOD_PRACTICE = "good_practice"  # tolkeloven § 14
    CONFIDENTIALITY = "confidentiality"  # § 15
    HABILITET = "habilitet"  # § 16
    OUTSIDE = "outside"  # pay, contracts, public bodies: somebody else's
    NOT_LISTED = "not_listed"  # §§ 14–16, but neither listed nor authorised
    TITLE_MISUSE = "title_misuse"  # title or card used by somebody without the right to it


class Closing(StrEnum):
    """What a complaint ended as."""

    OUTSIDE = "outside"
    NOT_LISTED = "not_listed"
    HANDED_OVER = "handed_over"
    DUPLICATE = "duplicate"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    DEAD = "dead"


class Answer(StrEnum):
    """What the reporter is answered (rule W2). The words, in every language, stand with the reporter's pages."""

    HANDLED_14 = "handled_14"
    HANDLED_15 = "handled_15"
    HANDLED_16 = "handled_16"
    TITLE_MISUSE = "title_misuse"
    OUTSIDE = "outside"
    NOT_LISTED = "not_listed"
    DUPLICATE = "duplicate"
    HANDED_OVER = "handed_over"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"  # for a reason that is not the reporter's to know


class Stage(StrEnum):
    """What a clock runs for."""

    INTAKE = "intake"
    PROVISIONAL_ANSWER = "provisional_answer"
    WHOLE = "whole"
    HEARING = "hearing"


class Unit(StrEnum):
    """What a clock counts."""

    CALENDAR = "calendar"
    WORKING = "working"


class ReactionKind(StrEnum):
    """What stands against somebody."""

    WARNING = "warning"
    EXCLUSION = "exclusion"
    TEMPORARY_EXCLUSION = "temporary_exclusion"
