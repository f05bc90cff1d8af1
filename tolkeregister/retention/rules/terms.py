"""How long each kind of object is kept, by the date from which it holds, with the source. Data, for people to read.

Rows that keep something name the law that says so. The numbers of the others are the directorate's own practice
(`is_practice`), within the law their source names. A plan for preservation and disposal is agreed with the National
Archives before real use.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kept(StrEnum):
    """A kind of object that is about people."""

    REPORT_OUTSIDE = "report_outside"  # sealed words and files of a complaint that became no case
    REPORT_HANDLED = "report_handled"  # the same of one that did
    COMPLAINT_READ = "complaint_read"
    COMPLAINT_OPENING = "complaint_opening"
    PARTY_LOOK = "complaint_party_look"  # the heard interpreter's and the representative's
    REPRESENTATIVE = "complaint_representative"  # name, address and key
    PERSON_READ = "person_read"
    MAIL = "mail"
    APPLICATION_DRAFT = "application_draft"
    APPLICATION_DOCUMENT = "application_document"
    SEARCHED = "searched"
    SEARCH_EVIDENCE = "search_evidence"
    ORDER_WORDS = "order_words"
    OUTSIDE_INTERPRETER = "outside_interpreter"  # name and telephone number of somebody outside the register
    CERTIFICATE_SEEN = "certificate_seen"
    REPORT_FILE = "report_file"  # bytes; the receipt and the facts stay
    RESULT_FILE = "result_file"
    WEB_SESSION = "web_session"
    SIGN_IN_ATTEMPT = "sign_in_attempt"
    FORM_DRAFT = "form_draft"
    RATE_COUNT = "rate_count"
    PERSON = "person"
    JOURNAL = "journal"  # documents, letters, hearing copies, statements
    DECISION = "decision"
    AUDIT = "audit"


class Action(StrEnum):
    """What happens when the time is over."""

    DELETED = "deleted"
    ANONYMISED = "anonymised"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """So many years and days after an event (`counted_from`, a code) the object goes, or it is kept for good.

    What lives for less than a day is counted in `hours`, from the instant.
    """

    object: Kept
    valid_from: date
    action: Action
    counted_from: str
    source: str
    years: int = 0
    days: int = 0
    hours: int = 0

    @property
    def is_practice(self) -> bool:
        """Whether no law says how long: the number is the directorate's own."""
        return self.action is not Action.KEPT


_START = date(2022, 1, 1)
_NOT_LONGER = "personvernforordningen artikkel 5 nr. 1 bokstav e"
_ARCHIVE = "arkivlova § 9, personvernforordningen artikkel 17 nr. 3 bokstav b og d"
_SECURITY = "personvernforordningen artikkel 5 nr. 1 bokstav f og artikkel 32"

RULES: tuple[RetentionRule, ...] = (
    RetentionRule(Kept.REPORT_OUTSIDE, _START, Action.DELETED, "closed", _NOT_LONGER, years=1),
    RetentionRule(
        Kept.REPORT_HANDLED, _START, Action.DELETED, "reaction_over", f"tolkeloven § 21, {_NOT_LONGER}", years=1
    ),
    RetentionRule(Kept.COMPLAINT_READ, _START, Action.DELETED, "read", _SECURITY, years=5),
    RetentionRule(Kept.COMPLAINT_OPENING, _START, Action.DELETED, "read", _SECURITY, years=5),
    RetentionRule(Kept.PARTY_LOOK, _START, Action.DELETED, "read", _SECURITY, years=5),
    RetentionRule(Kept.REPRESENTATIVE, _START, Action.ANONYMISED, "reaction_over", _NOT_LONGER, years=1),
    RetentionRule(Kept.PERSON_READ, _START, Action.DELETED, "read", _SECURITY, years=5),
    RetentionRule(Kept.MAIL, _START, Action.ANONYMISED, "sent", _NOT_LONGER, years=1),
    RetentionRule(Kept.APPLICATION_DRAFT, _START, Action.DELETED, "started", _NOT_LONGER, days=180),
    RetentionRule(Kept.APPLICATION_DOCUMENT, _START, Action.DELETED, "withdrawn", _NOT_LONGER, years=1),
    RetentionRule(Kept.SEARCHED, _START, Action.DELETED, "happened", _NOT_LONGER, years=2),
    RetentionRule(
        Kept.SEARCH_EVIDENCE, _START, Action.ANONYMISED, "happened", f"tolkeloven § 7, {_NOT_LONGER}", years=5
    ),
    RetentionRule(Kept.ORDER_WORDS, _START, Action.ANONYMISED, "interpreted", _NOT_LONGER, years=2),
    RetentionRule(
        Kept.OUTSIDE_INTERPRETER, _START, Action.DELETED, "interpreted", f"tolkeloven § 7, {_NOT_LONGER}", days=365
    ),
    RetentionRule(Kept.CERTIFICATE_SEEN, _START, Action.DELETED, "seen", f"tolkeloven § 10, {_NOT_LONGER}", years=2),
    RetentionRule(Kept.REPORT_FILE, _START, Action.DELETED, "finished", _NOT_LONGER, days=90),
    RetentionRule(Kept.RESULT_FILE, _START, Action.DELETED, "finished", _NOT_LONGER, days=30),
    RetentionRule(Kept.WEB_SESSION, _START, Action.DELETED, "signed_in", _SECURITY, hours=34),
    RetentionRule(Kept.SIGN_IN_ATTEMPT, _START, Action.DELETED, "begun", _SECURITY, hours=12),
    RetentionRule(Kept.FORM_DRAFT, _START, Action.DELETED, "begun", _NOT_LONGER, hours=1),
    RetentionRule(Kept.RATE_COUNT, _START, Action.DELETED, "counted", _SECURITY, hours=24),
    RetentionRule(Kept.PERSON, _START, Action.ANONYMISED, "left", _NOT_LONGER, years=10),
    RetentionRule(Kept.JOURNAL, _START, Action.KEPT, "", _ARCHIVE),
    RetentionRule(Kept.DECISION, _START, Action.KEPT, "", _ARCHIVE),
    RetentionRule(Kept.AUDIT, _START, Action.KEPT, "", _SECURITY),
)  # fmt: skip


def rule_for(kind: Kept, on: date, rules: Sequence[RetentionRule] = RULES) -> RetentionRule:
    """The rule of an object that holds on a day: the newest of those that have begun."""
    return max(
        (each for each in rules if each.object is kind and each.valid_from <= on),
        key=lambda each: each.valid_from,
    )
