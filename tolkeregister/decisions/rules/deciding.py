"""Who may propose, approve and sign, and what must be in place first.

Habilitet: nobody handles their own case, a relative's or a former trainee's (forvaltningsloven § 6, rule A9). Notice:
no decision against somebody before they could be heard (§ 16, rule A5). Each answer keeps every reason.
"""

from dataclasses import dataclass
from datetime import date

from tolkeregister.core.decisions import Decision, Reason, allowed, both, reason, refused

NO_TIE = "none"


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody at the directorate in relation to the person the case is about."""

    account_id: int | None
    is_own_case: bool
    tie: str | None  # the last declaration in this case; None: none made
    earlier_tie: str | None = None  # a tie declared in another case about the same person
    is_system: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What the rules need of a draft."""

    is_negative: bool
    four_eyes: bool
    rule_version: str
    proposed_by: int | None
    verdict: str | None = None
    reviewed_by: int | None = None
    is_newest: bool = True
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice given in the case, or the recorded urgency for which there was none."""

    reply_by: date | None
    is_answered: bool
    is_urgent: bool


def is_impartial(officer: Officer) -> Decision:
    """Whether the officer may handle the case; a declaration is always needed of a person."""
    if officer.is_system:
        return allowed()
    if officer.is_own_case:
        return refused(reason("own_case"))
    if officer.tie is None:
        return refused(reason("habilitet_not_declared"))
    if officer.tie != NO_TIE:
        return refused(reason("not_impartial", tie=officer.tie))
    if officer.earlier_tie is not None:
        return refused(reason("not_impartial_before", tie=officer.earlier_tie))
    return allowed()


def may_propose(officer: Officer) -> Decision:
    """The system may propose; a person must be impartial."""
    return is_impartial(officer)


def may_review(draft: Draft, officer: Officer, current_rule_version: str) -> Decision:
    """Approve or send back: another person than the proposer, impartial, and a draft that is still alive."""
    if officer.is_system:
        return refused(reason("only_a_person_decides"))
    if draft.proposed_by is not None and draft.proposed_by == officer.account_id:
        return refused(reason("same_person_twice"))
    return both(is_impartial(officer), _alive(draft, current_rule_version), _not_reviewed(draft))


def may_sign(
    draft: Draft, officer: Officer, notice: Notice | None, *, current_rule_version: str, today: date
) -> Decision:
    """Everything that must be in place before a signature; `today` is the day in Norway."""
    if officer.is_system:
        return refused(reason("only_a_person_decides"))
    return both(
        is_impartial(officer),
        _alive(draft, current_rule_version),
        _seen_by_two(draft, officer),
        heard(draft.is_negative, notice, today),
    )


def heard(is_negative: bool, notice: Notice | None, today: date) -> Decision:
    """Whether the person has been heard: answered, or the last day to reply is over, or urgency is recorded."""
    if not is_negative:
        return allowed()
    if notice is None:
        return refused(reason("notice_missing"))
    if notice.is_urgent or notice.is_answered:
        return allowed()
    assert notice.reply_by is not None
    if today <= notice.reply_by:
        return refused(reason("reply_time_runs", reply_by=notice.reply_by))
    return allowed()


def _alive(draft: Draft, current_rule_version: str) -> Decision:
    if draft.is_signed:
        return refused(reason("already_signed"))
    found: list[Reason] = []
    if not draft.is_newest:
        found.append(reason("newer_draft"))
    if draft.verdict == "returned":
        found.append(reason("draft_returned"))
    if draft.rule_version != current_rule_version:
        found.append(reason("draft_out_of_date", was=draft.rule_version, current=current_rule_version))
    return refused(*found) if found else allowed()


def _not_reviewed(draft: Draft) -> Decision:
    return refused(reason("already_approved")) if draft.verdict == "approved" else allowed()


def _seen_by_two(draft: Draft, officer: Officer) -> Decision:
    if not draft.four_eyes:
        return allowed()
    if draft.verdict != "approved":
        return refused(reason("approval_missing"))
    if draft.proposed_by is None and draft.reviewed_by == officer.account_id:
        return refused(reason("same_person_twice"))
    return allowed()
