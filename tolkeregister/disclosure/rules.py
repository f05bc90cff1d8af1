"""What is given of a document somebody has asked for, and by which law a part or all of it is not (offentleglova)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from tolkeregister.core.decisions import Decision, allowed, reason, refused


class Treatment(StrEnum):
    """How a document is given."""

    WHOLE = "whole"
    REDACTED = "redacted"
    WITHHELD = "withheld"


class Ground(StrEnum):
    """The law that says why not."""

    PERSONAL = "personal"
    INTERPRETED = "interpreted"
    TIP = "tip"
    INTERNAL = "internal"
    OBTAINED = "obtained"


# As it stands in the list of what is withheld; laws are named in bokmål there.
LAW: Mapping[Ground, str] = MappingProxyType(
    {
        Ground.PERSONAL: "offentleglova § 13, jf. forvaltningsloven § 13 første ledd nr. 1 (noens personlige forhold)",
        Ground.INTERPRETED: "offentleglova § 13, jf. tolkeloven § 15 (det som er sagt under tolking)",
        Ground.TIP: "offentleglova § 24 annet ledd (melding fra private om lovbrudd)",
        Ground.INTERNAL: "offentleglova § 14 (organinternt dokument)",
        Ground.OBTAINED: "offentleglova § 15 (innhentet fra andre til bruk i saken)",
    }
)
SECRET_KINDS = frozenset(
    {"complaint", "temporary_exclusion"}
)  # that there is such a case is itself secret (rule W11)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is done with one document. `marked` is its text with what is hidden between marks, when it is redacted."""

    treatment: Treatment
    ground: Ground | None = None
    marked: str = ""


def proposed_choice(kind: str, direction: str, counterpart: str, *, is_text: bool) -> Choice:
    """What an officer is shown first. Nothing of a complaint, no internal paper and no picture is given by default."""
    if direction == "internal":
        return Choice(Treatment.WITHHELD, Ground.INTERNAL)
    if kind in SECRET_KINDS or not is_text:
        return Choice(Treatment.WITHHELD, Ground.PERSONAL)
    if counterpart == "other" and direction == "incoming":
        return Choice(Treatment.WITHHELD, Ground.OBTAINED)
    return Choice(Treatment.REDACTED, Ground.PERSONAL)


def may_treat(choice: Choice, *, is_text: bool) -> Decision:
    """All that is not given has a ground in law; what is no text is given as pictures, or not at all."""
    wants = []
    if choice.treatment is not Treatment.WHOLE and choice.ground is None:
        wants.append(reason("disclosure_ground_missing"))
    if choice.treatment is Treatment.REDACTED and not is_text:
        wants.append(reason("not_redactable"))
    return refused(*wants) if wants else allowed()
