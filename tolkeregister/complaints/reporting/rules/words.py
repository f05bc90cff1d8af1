"""The closed lists of codes of reporting."""

from enum import StrEnum


class Concern(StrEnum):
    """What the reporter says it is about; the directorate classifies it afterwards (rule W2)."""

    WRONG = "wrong"  # interpreted wrongly, added, left out, took sides (tolkeloven § 14)
    TOLD = "told"  # told others (§ 15)
    KNEW = "knew"  # knew somebody in the matter (§ 16)
    CONDUCT = "conduct"  # other bad conduct (§ 14)
    TITLE = "title"  # title or card misused, perhaps by somebody unlisted
    OTHER = "other"


class Opened(StrEnum):
    """What of the sealed store somebody opened."""

    REPORT = "report"
    ATTACHMENT = "attachment"
