"""Recording that a certificate was seen, taking it back, and a body's own decision on who must show one (§ 10)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from booking.certificates.models import CertificateKind, Purpose, WithdrawalReason
from booking.certificates.queries import requirement_for
from booking.certificates.rules import (
    Demand,
    Requirement,
    may_record,
)
from booking.requests.rules import texts_without_national_ids
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Reason, reason
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound, RuleBroken

_NUMBER = text("SELECT id FROM interpreter WHERE number = :number")
# Two clicks, or two colleagues the same day, are one record.
_SAME = text(
    """
    SELECT s.id FROM certificate_seen s
     WHERE s.organisation_id = :organisation AND s.interpreter_id = :interpreter AND s.seen_on = :seen_on
       AND s.kind = :kind AND s.purpose = :purpose
       AND NOT EXISTS (SELECT FROM certificate_withdrawn w WHERE w.seen_id = s.id) LIMIT 1
    """
)
_ONE_AT_A_TIME = text(
    "SELECT pg_advisory_xact_lock(hashtextextended('certificate_seen:' || :organisation, 0))"
)
_ADD = text(
    """
    INSERT INTO certificate_seen (organisation_id, interpreter_id, seen_on, kind, purpose, account_id, recorded_at)
    VALUES (:organisation, :interpreter, :seen_on, :kind, :purpose, :account, :now) RETURNING id
    """
)
_OWN = text("SELECT id FROM certificate_seen WHERE id = :id AND organisation_id = :organisation")
_WITHDRAW = text(
    """
    INSERT INTO certificate_withdrawn (seen_id, reason, account_id, withdrawn_at)
    VALUES (:id, :why, :account, :now) ON CONFLICT DO NOTHING RETURNING 1
    """
)
_UNIT = text("SELECT id FROM unit WHERE organisation_id = :organisation AND id = :unit")
_UNITS = text(
    "SELECT id FROM unit WHERE organisation_id = :organisation AND (CAST(:unit AS int) IS NULL OR id = :unit)"
    " ORDER BY id"
)
_BODY = text("SELECT 1 FROM organisation WHERE id = :organisation AND kind = 'public_body'")
_DECIDE = text(
    """
    INSERT INTO certificate_requirement (
        organisation_id, unit_id, demand, kind, valid_from, valid_to, months_at_submission, counts_for_months,
        legal_basis, account_id, recorded_at)
    VALUES (
        :organisation_id, :unit_id, :demand, :kind, :valid_from, :valid_to, :months_at_submission,
        :counts_for_months, :legal_basis, :account, :now)
    RETURNING id
    """
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate somebody has shown. `issued_on` is judged and not kept (rules PA1 and PA2)."""

    interpreter_number: str
    seen_on: date
    issued_on: date
    kind: str
    purpose: str


@dataclass(frozen=True, slots=True)
class NewRequirement:
    """What a body decides from a day on; without a unit it is for the whole body."""

    organisation_id: int
    demand: Demand
    valid_from: date
    legal_basis: str
    unit_id: int | None = None
    kind: str | None = None
    valid_to: date | None = None
    months_at_submission: int | None = None
    counts_for_months: int | None = None


async def record_seen(session: Session, actor: Actor, shown: Shown, *, now: datetime) -> int:
    """Record that the actor's body has seen an interpreter's certificate; returns the record. The same twice is once.

    Raises NotAllowed for one who is no public body's, RuleBroken where no certificate is required (there is then no
    basis for keeping anything), Invalid with every fault and its `field`.
    """
    if not actor.is_public_body or actor.organisation_id is None:
        raise NotAllowed(reason("only_the_body_records"))
    interpreter = (await session.execute(_NUMBER, {"number": shown.interpreter_number})).scalar()
    faults = [] if interpreter is not None else [reason("interpreter_not_found", field="interpreter_number")]
    faults += _unknown_codes(shown)
    requirement = await _required(session, actor, shown, now)
    if requirement is None:
        raise RuleBroken(reason("certificate_not_required"))
    decision = may_record(shown.seen_on, shown.issued_on, requirement, oslo_date(now))
    if not decision.allowed or faults:
        raise Invalid(*faults, *(() if decision.allowed else decision.reasons))
    await session.execute(_ONE_AT_A_TIME, {"organisation": str(actor.organisation_id)})
    values = {
        "organisation": actor.organisation_id, "interpreter": interpreter, "seen_on": shown.seen_on,
        "kind": shown.kind, "purpose": shown.purpose, "account": actor.account_id, "now": now,
    }  # fmt: skip
    if (same := (await session.execute(_SAME, values)).scalar()) is not None:
        return int(same)
    seen_id = int((await session.execute(_ADD, values)).scalar_one())
    audit.record(session, actor, "certificate.seen", "certificate", seen_id, now=now)
    return seen_id


async def withdraw_seen(session: Session, actor: Actor, seen_id: int, *, why: str, now: datetime) -> None:
    """Take back what the actor's body recorded: it no longer counts, and both are kept. Twice is once.

    Raises NotFound for another body's record and Invalid for a reason that is not in the list.
    """
    values = {"id": seen_id, "organisation": actor.organisation_id, "why": why, "account": actor.account_id,
              "now": now}  # fmt: skip
    if not actor.is_public_body or (await session.execute(_OWN, values)).scalar() is None:
        raise NotFound(reason("certificate_not_found"))
    if why not in set(WithdrawalReason):
        raise Invalid(reason("unknown_withdrawal_reason", field="why"))
    if (await session.execute(_WITHDRAW, values)).scalar() is not None:
        audit.record(session, actor, "certificate.withdrawn", "certificate", seen_id, now=now, why=why)


async def decide_requirement(session: Session, actor: Actor, new: NewRequirement, *, now: datetime) -> int:
    """Decide from a day on, instead of the reference table: the body's administrator for the own body, IMDi for any.

    Raises NotAllowed for anybody else, and Invalid with every fault. Earlier decisions stay as they were.
    """
    is_own = actor.has(Role.BODY_ADMINISTRATOR) and actor.organisation_id == new.organisation_id
    if not (is_own or actor.is_directorate):
        raise NotAllowed(reason("only_the_administrator_decides"))
    faults = _faults(new, oslo_date(now))
    values = {name: getattr(new, name) for name in NewRequirement.__slots__}
    if (await session.execute(_BODY, {"organisation": new.organisation_id})).scalar() is None:
        faults.append(reason("organisation_not_found", field="organisation_id"))
    if new.unit_id is not None:
        unit = {"organisation": new.organisation_id, "unit": new.unit_id}
        if (await session.execute(_UNIT, unit)).scalar() is None:
            faults.append(reason("unit_missing", field="unit_id"))
    if faults:
        raise Invalid(*faults)
    decided = await session.execute(_DECIDE, {**values, "account": actor.account_id, "now": now})
    row = int(decided.scalar_one())
    audit.record(session, actor, "certificate.requirement", "organisation", new.organisation_id, now=now,
                 demand=new.demand, unit=new.unit_id)  # fmt: skip
    return row


def _unknown_codes(shown: Shown) -> list[Reason]:
    faults = []
    if shown.kind not in set(CertificateKind):
        faults.append(reason("unknown_certificate_kind", field="kind"))
    if shown.purpose not in set(Purpose):
        faults.append(reason("unknown_purpose", field="purpose"))
    return faults


async def _required(session: Session, actor: Actor, shown: Shown, now: datetime) -> Requirement | None:
    """What the actor's unit requires, or for the whole body a unit that requires this kind; None when none does."""
    rows = await session.execute(_UNITS, {"organisation": actor.organisation_id, "unit": actor.unit_id})
    found = [await requirement_for(session, unit, on=oslo_date(now)) for unit in rows.scalars()]
    required = sorted((each for each in found if each.is_required), key=lambda each: each.kind != shown.kind)
    return required[0] if required else None


def _faults(new: NewRequirement, today: date) -> list[Reason]:
    """What is wrong with a decision before anything is looked up."""
    faults = []
    if new.demand not in ("standard", "not_required", "before_start", "before_asking"):
        faults.append(reason("unknown_demand", field="demand"))
    if (new.demand in ("before_start", "before_asking")) != (new.kind in set(CertificateKind)):
        faults.append(reason("unknown_certificate_kind", field="kind"))
    if new.valid_from < today:
        faults.append(reason("requirement_in_the_past", field="valid_from"))
    if new.valid_to is not None and new.valid_to <= new.valid_from:
        faults.append(reason("ends_before_it_starts", field="valid_to"))
    if not new.legal_basis.strip():
        faults.append(reason("legal_basis_missing", field="legal_basis"))
    faults += [
        reason("months_out_of_bounds", field=name, least=1, most=60)
        for name in ("months_at_submission", "counts_for_months")
        if (months := getattr(new, name)) is not None and not 1 <= months <= 60
    ]
    texts = texts_without_national_ids({"legal_basis": new.legal_basis})
    return faults + list(() if texts.allowed else texts.reasons)
