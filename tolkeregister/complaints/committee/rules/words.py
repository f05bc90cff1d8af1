"""The closed lists of codes that the committee is described by."""

from enum import StrEnum


class Seat(StrEnum):
    """The four whom the committee is put together of (rule W5)."""

    INTERPRETER = "interpreter"
    ORDERER = "orderer"
    EDUCATION = "education"
    USER = "user"


class Place(StrEnum):
    """Whether somebody meets, or meets instead."""

    MEMBER = "member"
    DEPUTY = "deputy"


class ItemState(StrEnum):
    """What became of a case on an agenda."""

    OPEN = "open"
    ADVISED = "advised"
    POSTPONED = "postponed"
    TAKEN_OFF = "taken_off"


class Standing(StrEnum):
    """Where somebody stands to the person a case is about."""

    UNDECLARED = "undeclared"
    IMPARTIAL = "impartial"
    TIED = "tied"


class Recommended(StrEnum):
    """What the committee may advise: the same endings that the directorate may decide."""

    NO_REACTION = "no_reaction"
    GUIDANCE = "guidance"
    WARNING = "warning"
    EXCLUDED_UNTIL = "excluded_until"
    EXCLUDED_FOR_GOOD = "excluded_for_good"
