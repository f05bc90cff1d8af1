"""What a report holds, and how it lies in the sealed store."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from tolkeregister.complaints.reporting.rules.period import FittingAssignment
from tolkeregister.complaints.reporting.rules.redaction import proposed_copy
from tolkeregister.complaints.reporting.rules.words import Concern
from tolkeregister.complaints.rules.words import ReporterKind

LONGEST_STORY = 6000  # characters
LONGEST_MESSAGE = 4000


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the form holds. Empty text where the reporter left something out."""

    concern: Concern
    story: str
    language: str
    interpreter_number: str = ""
    description: str = ""  # of somebody whose number is not known
    when: str = ""
    place: str = ""
    booking_code: str = ""
    kind: ReporterKind = ReporterKind.UNSTATED
    is_anonymous: bool = True
    name: str = ""
    contact: str = ""

    def as_bytes(self) -> bytes:
        """To be sealed."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, plain: bytes) -> "Report":
        """What was sealed."""
        given = json.loads(plain)
        return cls(**{**given, "concern": Concern(given["concern"]), "kind": ReporterKind(given["kind"])})

    @property
    def proposed_copy(self) -> str:
        """What the interpreter would see of the words, before an officer has read them."""
        return proposed_copy(self.story, (self.name, self.contact, self.booking_code, self.place))


@dataclass(frozen=True, slots=True)
class AssignmentProof:
    """What a right booking code proves: who interpreted and when, and what else they did, to hide it among."""

    person_id: int
    day: date
    others: tuple[FittingAssignment, ...]
