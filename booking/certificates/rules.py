"""Who needs a police certificate, which one counts, and when it may be recorded as seen (tolkeloven § 10, PA1–PA3).

Which authorities § 10 names, and which kind of certificate, has not been read in the Act: every row says where it comes
from and whether it must still be verified. A body's own decision comes before the table, a unit's before the body's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tolkeregister.core.decisions import Decision, allowed, both, reason, refused
from tolkeregister.core.rules.dated import in_force

Kind = Literal["ordinary", "extended", "child_care"]
Certificate = Literal["not_required", "before_start", "before_asking"]
Demand = Literal["standard", "not_required", "before_start", "before_asking"]
# How sure the row is: read in a source; remembered; or not known at all, and then nothing is required.
Certainty = Literal["confirmed", "remembered", "not_known"]


@dataclass(frozen=True, slots=True)
class SectorRequirement:
    """What a sector requires from a day; `kind` None is nothing. `purpose` is what the certificate is issued for."""

    valid_from: date
    sector: str
    kind: Kind | None
    purpose: str
    certainty: Certainty
    source: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Months: how old a certificate may be when it is shown, and how long having seen it counts."""

    valid_from: date
    months_at_submission: int
    counts_for_months: int


# Tolkeloven in force.
_SINCE = date(2022, 1, 1)
_ACT = "tolkeloven § 10"
REFERENCE: tuple[SectorRequirement, ...] = (
    SectorRequirement(_SINCE, "POLITI", "ordinary", "police", "remembered", _ACT),
    SectorRequirement(_SINCE, "DOMSTOL", "ordinary", "courts", "remembered", _ACT),
    SectorRequirement(_SINCE, "UTLENDING", "ordinary", "immigration", "remembered", _ACT),
    SectorRequirement(
        _SINCE, "UTLENDING_UDI", "ordinary", "immigration", "confirmed", "Prop. 149 L (2016–2017)"
    ),
    SectorRequirement(
        _SINCE, "UTLENDING_UNE", "ordinary", "immigration", "confirmed", "Prop. 149 L (2016–2017)"
    ),
    # run by others on behalf of the immigration authorities
    SectorRequirement(_SINCE, "UTLENDING_MOTTAK", None, "immigration", "not_known", _ACT),
    SectorRequirement(_SINCE, "KRIMOMSORG", "ordinary", "correctional", "remembered", _ACT),
    # to ask for one without a basis in law is not allowed (politiregisterloven § 36): off until somebody has read it
    SectorRequirement(_SINCE, "BARNEVERN", None, "child_welfare", "not_known", _ACT),
)
# Three months at submission is the practice of politiregisterloven; the others are ours.
TERMS: tuple[Terms, ...] = (Terms(date(2020, 1, 1), months_at_submission=3, counts_for_months=12),)


@dataclass(frozen=True, slots=True)
class Decided:
    """A body's own decision, from `valid_from` up to and not including `valid_to`; the latest recorded holds."""

    demand: Demand
    kind: Kind | None
    valid_from: date
    valid_to: date | None
    recorded_at: datetime
    legal_basis: str
    is_for_unit: bool = False
    months_at_submission: int | None = None
    counts_for_months: int | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """What holds for one unit on one day, where it comes from, and the limits in months."""

    certificate: Certificate
    kind: Kind | None
    purpose: str
    origin: Literal["reference", "organisation", "unit"]
    basis: str
    months_at_submission: int
    counts_for_months: int
    certainty: Certainty | None = None

    @property
    def is_required(self) -> bool:
        """Whether a certificate is needed at all."""
        return self.certificate != "not_required"


@dataclass(frozen=True, slots=True)
class Seen:
    """A certificate a body has seen and not taken back."""

    kind: str
    seen_on: date


def requirement_on(
    sectors: Sequence[str],
    decided: Sequence[Decided],
    on: date,
    table: Sequence[SectorRequirement] = REFERENCE,
    terms: Sequence[Terms] = TERMS,
) -> Requirement:
    """What a unit requires of an assignment that starts on a day.

    `sectors` is the unit's own sector and then the one above it: the nearest one the table names decides. The
    body's own decision goes first, and "standard" is a decision to follow the table.
    """
    reference = _reference(sectors, on, table, in_force(terms, on))
    for is_for_unit in (True, False):
        holding = [
            each
            for each in decided
            if each.is_for_unit == is_for_unit
            and each.valid_from <= on
            and (each.valid_to is None or on < each.valid_to)
        ]
        if holding:
            latest = max(holding, key=lambda each: each.recorded_at)
            return reference if latest.demand == "standard" else _own(latest, reference)
    return reference


def _reference(
    sectors: Sequence[str], on: date, table: Sequence[SectorRequirement], terms: Terms
) -> Requirement:
    for sector in sectors:
        rows = [row for row in table if row.sector == sector and row.valid_from <= on]
        if rows:
            row = in_force(rows, on)
            return Requirement(
                "not_required" if row.kind is None else "before_start", row.kind, row.purpose, "reference",
                row.source, terms.months_at_submission, terms.counts_for_months, row.certainty,
            )  # fmt: skip
    return Requirement(
        "not_required", None, "other", "reference", "", terms.months_at_submission, terms.counts_for_months
    )


def _own(decided: Decided, reference: Requirement) -> Requirement:
    assert decided.demand != "standard"
    return Requirement(
        decided.demand, decided.kind, reference.purpose, "unit" if decided.is_for_unit else "organisation",
        decided.legal_basis, decided.months_at_submission or reference.months_at_submission,
        decided.counts_for_months or reference.counts_for_months,
    )  # fmt: skip


def counts(seen: Seen, requirement: Requirement, starts_on: date) -> Decision:
    """Whether a certificate that was seen counts for an assignment that starts on a day (rule PA3).

    It must be of the kind that is required, have been seen on the day at the latest, and not too long ago.
    """
    if seen.kind != requirement.kind:
        return refused(reason("certificate_of_other_kind", kind=seen.kind))
    if seen.seen_on > starts_on:
        return refused(reason("certificate_seen_later", seen_on=seen.seen_on))
    last = months_after(seen.seen_on, requirement.counts_for_months)
    if starts_on >= last:
        return refused(reason("certificate_no_longer_counts", until=last))
    return allowed(reason("certificate_seen", until=last))


def terms_on(day: date, table: Sequence[Terms] = TERMS) -> Terms:
    """The limits in months that hold on a day."""
    return in_force(table, day)


def may_record(seen_on: date, issued_on: date, requirement: Requirement, today: date) -> Decision:
    """Whether a certificate may be recorded as seen: not in the future, issued before, and fresh when it was shown.

    The day it was issued is judged and then forgotten (rules PA1 and PA2).
    """
    return both(_is_past(seen_on, requirement, today), _is_fresh(issued_on, seen_on, requirement))


def _is_past(seen_on: date, requirement: Requirement, today: date) -> Decision:
    if seen_on > today:
        return refused(reason("certificate_seen_in_future", field="seen_on"))
    if months_after(seen_on, requirement.counts_for_months) <= today:
        return refused(
            reason("certificate_seen_too_long_ago", field="seen_on", months=requirement.counts_for_months)
        )
    return allowed()


def _is_fresh(issued_on: date, seen_on: date, requirement: Requirement) -> Decision:
    if issued_on > seen_on:
        return refused(reason("certificate_issued_after_seen", field="issued_on"))
    if months_after(issued_on, requirement.months_at_submission) < seen_on:
        return refused(
            reason("certificate_too_old", field="issued_on", months=requirement.months_at_submission)
        )
    return allowed()


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the month's last day: 30 November and three months is
    28 February."""
    return _shifted(day, months)


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or the month's last day."""
    return _shifted(day, -months)


def _shifted(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(day.day, last))
