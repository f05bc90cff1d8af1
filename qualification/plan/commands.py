"""Making the next language plan and publishing it. What is published stands; it is replaced by the next version."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from qualification.plan.queries import NEWEST, Offer, Plan, draft_plan
from qualification.plan.rules.offers import OfferDays, check_days
from qualification.rounds.models import TestKind
from qualification.rounds.rules.criteria import criteria_for, round_code
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, conflict
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.entries.access import require_directorate

TELL_OPENED, TELL_LISTED = "plan.tell_opened", "plan.tell_listed"


@dataclass(frozen=True, slots=True)
class NewOffer:
    """A line as a planner writes it."""

    institution_code: str
    test: str
    language_tag: str | None
    period_from: date
    period_to: date
    application_opens: date
    application_closes: date
    payment_opens: date | None = None
    payment_closes: date | None = None
    place: str = ""
    fee_nok: int | None = None

    @property
    def days(self) -> OfferDays:
        """The days as the rules read them."""
        return OfferDays(self.period_from, self.period_to, self.application_opens, self.application_closes,
                         self.payment_opens, self.payment_closes)  # fmt: skip


_COLUMNS = (
    "institution_code, test, language_tag, period_from, period_to, application_opens, application_closes,"
    " payment_opens, payment_closes, place, fee_nok"
)
_VALUES = ", ".join(f":{name.strip()}" for name in _COLUMNS.split(","))
_START = text("INSERT INTO language_plan (made_at) VALUES (:now) ON CONFLICT DO NOTHING RETURNING id")
_CARRY_ON = text(
    f"""
    INSERT INTO plan_item (plan_id, line, {_COLUMNS})
    SELECT :plan, line, {_COLUMNS} FROM plan_item WHERE plan_id = {NEWEST} AND period_to >= :today
    """
)
_LOCK = text("SELECT id FROM language_plan WHERE published_at IS NULL FOR UPDATE")
_ADD = text(
    f"""
    INSERT INTO plan_item (plan_id, line, {_COLUMNS})
    VALUES (:plan, nextval('plan_line_seq'), {_VALUES}) RETURNING line
    """
)
_REMOVE = text("DELETE FROM plan_item WHERE plan_id = :plan AND line = :line RETURNING line")
_PUBLISH = text("UPDATE language_plan SET published_at = :now, published_by = :account WHERE id = :plan")
# The days follow the plan until the round is held; what it is judged by was settled when it was opened (rule E5).
_OPEN_ROUND = text(
    """
    INSERT INTO test_round (institution_code, test, code, language_tag, type, place, application_opens,
           application_closes, payment_opens, payment_closes, held_from, held_to, fee_nok, criteria, thresholds, aids,
           synthetic)
    VALUES (:institution_code, :test, :code, :language_tag, :type, :place, :application_opens, :application_closes,
            :payment_opens, :payment_closes, :period_from, :period_to, :fee_nok, :criteria,
            CAST(:thresholds AS jsonb), CAST(:aids AS jsonb), false)
    ON CONFLICT ON CONSTRAINT test_round_code_key DO UPDATE SET
           place = excluded.place, application_opens = excluded.application_opens,
           application_closes = excluded.application_closes, payment_opens = excluded.payment_opens,
           payment_closes = excluded.payment_closes, held_from = excluded.held_from, held_to = excluded.held_to,
           fee_nok = excluded.fee_nok
     WHERE test_round.cancelled_at IS NULL AND test_round.held_from > :today
    """
)
_KIND = text("SELECT kind FROM language WHERE tag = :tag")
_INSTITUTION = text("SELECT 1 FROM institution WHERE code = :code")


async def start_draft(session: Session, actor: Actor, *, now: datetime) -> int:
    """Begin the next version with what is not over yet of the plan in force; returns its id, also if it was begun."""
    require_directorate(actor)
    made: int | None = (await session.execute(_START, {"now": now})).scalar()
    if made is None:
        return int((await session.execute(_LOCK)).scalar_one())
    await session.execute(_CARRY_ON, {"plan": made, "today": oslo_date(now)})
    audit.record(session, actor, "plan.draft_started", "language_plan", made, now=now)
    return made


async def add_offer(session: Session, actor: Actor, new: NewOffer, *, now: datetime) -> int:
    """Add a line to the draft; returns its number. Raises Invalid with every wrong field."""
    plan_id = await _draft(session, actor)
    await _check(session, new)
    line = int((await session.execute(_ADD, {"plan": plan_id, **asdict(new)})).scalar_one())
    audit.record(session, actor, "plan.line_added", "language_plan", plan_id, now=now, line=line)
    return line


async def remove_offer(session: Session, actor: Actor, line: int, *, now: datetime) -> None:
    """Take a line out of the draft; the published plan keeps it until the draft replaces it."""
    plan_id = await _draft(session, actor)
    if (await session.execute(_REMOVE, {"plan": plan_id, "line": line})).first() is None:
        raise NotFound(reason("plan_line_not_found"))
    audit.record(session, actor, "plan.line_removed", "language_plan", plan_id, now=now, line=line)


async def publish_plan(session: Session, actor: Actor, *, seen: str, now: datetime) -> int:
    """Publish the draft as it was seen (its fingerprint) and open its rounds; returns its id.

    Raises Conflict when somebody has changed it meanwhile, Invalid for an empty one or two lines of the same round.
    """
    await _draft(session, actor)
    plan = await draft_plan(session, actor)
    assert plan is not None
    if plan.fingerprint != seen:
        raise conflict("plan_changed_meanwhile")
    if not plan.offers:
        raise Invalid(reason("plan_is_empty"))
    _refuse_doubles(plan)
    await session.execute(_PUBLISH, {"plan": plan.id, "now": now, "account": actor.account_id})
    for offer in plan.offers:
        await _open_round(session, offer, oslo_date(now))
    audit.record(session, actor, "plan.published", "language_plan", plan.id, now=now, lines=len(plan.offers))
    for each in (TELL_OPENED, TELL_LISTED):
        await enqueue(session, each, key=each)
    return plan.id


async def _draft(session: Session, actor: Actor) -> int:
    require_directorate(actor)
    plan_id: int | None = (await session.execute(_LOCK)).scalar()
    if plan_id is None:
        raise conflict("no_draft_of_a_plan")
    return plan_id


async def _check(session: Session, new: NewOffer) -> None:
    wrong = list(check_days(new.days).reasons)
    if new.test not in set(TestKind):
        wrong.append(reason("unknown_test", field="test"))
    elif (new.test == TestKind.TAO) != (new.language_tag is None):
        wrong.append(reason("tao_has_no_language", field="language_tag"))
    elif new.language_tag and (await session.execute(_KIND, {"tag": new.language_tag})).first() is None:
        wrong.append(reason("unknown_language", field="language_tag"))
    if (await session.execute(_INSTITUTION, {"code": new.institution_code})).first() is None:
        wrong.append(reason("unknown_institution", field="institution_code"))
    if wrong:
        raise Invalid(*wrong)


def _refuse_doubles(plan: Plan) -> None:
    seen = set()
    for each in plan.offers:
        key = (each.institution_code, each.test, each.language_tag, round_code(each.period_from))
        if key in seen:
            raise Invalid(reason("plan_same_round_twice", language_tag=each.language_tag, test=each.test))
        seen.add(key)


async def _open_round(session: Session, offer: Offer, today: date) -> None:
    criteria = criteria_for(offer.test, offer.period_from)
    values: dict[str, Any] = {
        name: getattr(offer, name.strip()) for name in _COLUMNS.replace(" ", "").split(",")
    }
    kind = (await session.execute(_KIND, {"tag": offer.language_tag})).scalar()
    await session.execute(_OPEN_ROUND, {
        **values, "code": round_code(offer.period_from), "type": "sign" if kind == "sign" else "speech",
        "criteria": criteria.version, "thresholds": json.dumps(dict(criteria.thresholds)),
        "aids": json.dumps(criteria.aids), "today": today,
    })  # fmt: skip
