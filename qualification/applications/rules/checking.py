"""The automatic checks of an application, and whether the system itself may propose a decision (rules Q1, A6, P3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qualification.applications.rules.terms import terms_on
from tolkeregister.core.decisions import Decision, Reason, allowed, reason, refused


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known when the checks are made."""

    is_known: bool  # the population register has answered
    protection: str
    is_dead: bool
    is_listed: bool  # in this language and type already
    is_excluded: bool  # excluded from the register, for good or for a time
    same_name_and_birth: int  # other persons
    category: str | None  # by the evidence that is recorded
    lacking: tuple[Reason, ...]  # why there is none
    waiting_documents: int
    unverified_documents: int
    forgeries: int
    is_supplement_awaited: bool


@dataclass(frozen=True, slots=True)
class Check:
    """One line of ✓ or !: what was checked, and what was found."""

    code: str
    is_fine: bool
    found: Reason


def checks_of(situation: Situation) -> tuple[Check, ...]:
    """Every check, in the order in which an officer reads them."""
    s = situation
    return (
        _check("population", s.is_known and not s.is_dead,
               "population_matched", "person_is_dead" if s.is_dead else "population_awaited"),
        _check("protection", s.protection == "none", "address_not_protected", "address_protected"),
        _check("doubles", not s.same_name_and_birth, "no_doubles", "possible_doubles", number=s.same_name_and_birth),
        _check("listed", not s.is_listed, "not_listed_before", "already_listed"),
        _check("excluded", not s.is_excluded, "not_excluded", "was_excluded"),
        _evidence(s),
        _documents(s),
    )  # fmt: skip


def may_system_propose(situation: Situation) -> Decision:
    """Only when every check is fine, nothing is awaited, and recorded evidence alone gives a category."""
    wrong = [each.found for each in checks_of(situation) if not each.is_fine]
    if situation.is_supplement_awaited:
        wrong.append(reason("supplement_awaited"))
    return (
        refused(*wrong) if wrong else allowed(reason("evidence_gives_category", category=situation.category))
    )


def may_list(situation: Situation, category: str | None, protected_basis: str) -> Decision:
    """Whether anyone may propose a place in the register, by recorded evidence and what officers have verified."""
    wrong: list[Reason] = []
    if not situation.is_known or situation.is_dead:
        wrong.append(reason("person_is_dead" if situation.is_dead else "population_awaited"))
    if category is None:
        wrong += situation.lacking or (reason("no_evidence"),)
    if situation.is_listed:
        wrong.append(reason("already_listed"))
    if situation.waiting_documents:
        wrong.append(reason("documents_not_scanned", number=situation.waiting_documents))
    if situation.forgeries:
        wrong.append(reason("forgery_suspected", number=situation.forgeries))
    if situation.protection != "none" and not protected_basis.strip():
        wrong.append(reason("protected_basis_missing", field="beskyttet"))
    return refused(*wrong) if wrong else allowed()


def supplement_by(today: date, days: int) -> Decision:
    """Whether so many days is a fair time to answer."""
    terms = terms_on(today)
    least, most = terms.least_supplement_days, terms.most_supplement_days
    if not least <= days <= most:
        return refused(reason("supplement_days_out_of_bounds", field="dager", least=least, most=most))
    return allowed()


def may_reject(answer_by: date | None, is_answered: bool, today: date) -> Decision:
    """Rejected for want of a document only after its last day has passed unanswered (rule A6)."""
    if answer_by is None:
        return refused(reason("supplement_not_asked"))
    if is_answered:
        return refused(reason("supplement_answered"))
    if today <= answer_by:
        return refused(reason("supplement_time_runs", answer_by=answer_by))
    return allowed()


def _check(code: str, is_fine: bool, fine: str, wrong: str, **facts: object) -> Check:
    return Check(code, is_fine, reason(fine) if is_fine else reason(wrong, **facts))


def _evidence(s: Situation) -> Check:
    if s.category is not None:
        return Check("evidence", True, reason("evidence_gives_category", category=s.category))
    lacking: Sequence[Reason] = s.lacking or (reason("no_evidence"),)
    return Check("evidence", False, lacking[0])


def _documents(s: Situation) -> Check:
    if s.forgeries:
        return Check("documents", False, reason("forgery_suspected", number=s.forgeries))
    if s.waiting_documents:
        return Check("documents", False, reason("documents_not_scanned", number=s.waiting_documents))
    if s.unverified_documents:
        return Check("documents", False, reason("documents_not_verified", number=s.unverified_documents))
    return Check("documents", True, reason("documents_in_order"))
