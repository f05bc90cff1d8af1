"""The language plan as everybody sees it, and the draft of the next one as the directorate does."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import text

from qualification.plan.rules.offers import OfferDays, State, state_on
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.entries.access import require_directorate


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of a plan; without a language it is for all who have passed the test (TAO)."""

    line: int
    institution_code: str
    institution: str
    test: str
    language_tag: str | None
    period_from: date
    period_to: date
    application_opens: date
    application_closes: date
    payment_opens: date | None
    payment_closes: date | None
    place: str
    fee_nok: int | None
    web: str  # where the institution takes applications; empty when it is not known

    @property
    def days(self) -> OfferDays:
        """The days as the rules read them."""
        return OfferDays(self.period_from, self.period_to, self.application_opens, self.application_closes,
                         self.payment_opens, self.payment_closes)  # fmt: skip

    def state(self, on: date) -> State:
        """Where it stands on a day."""
        return state_on(self.days, on)


@dataclass(frozen=True, slots=True)
class Plan:
    """A version with its offers in the order they open."""

    id: int
    made_at: datetime
    published_at: datetime | None
    offers: tuple[Offer, ...]

    @property
    def fingerprint(self) -> str:
        """What somebody has seen, so that another's change meanwhile is noticed before publishing."""
        return sha256(repr((self.id, self.offers)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Version:
    """One published version in the list of them."""

    id: int
    published_at: datetime
    offers: int


@dataclass(frozen=True, slots=True)
class InstitutionName:
    """An institution one can choose."""

    code: str
    name: str


NEWEST = "(SELECT id FROM language_plan WHERE published_at IS NOT NULL ORDER BY published_at DESC, id DESC LIMIT 1)"
_CURRENT = text(f"SELECT id, made_at, published_at FROM language_plan WHERE id = {NEWEST}")
_DRAFT = text("SELECT id, made_at, published_at FROM language_plan WHERE published_at IS NULL")
_ONE = text("SELECT id, made_at, published_at FROM language_plan WHERE id = :id AND published_at IS NOT NULL")
_OFFERS = text(
    """
    SELECT p.line, p.institution_code, i.name, p.test, p.language_tag, p.period_from, p.period_to,
           p.application_opens, p.application_closes, p.payment_opens, p.payment_closes, p.place, p.fee_nok, i.web
      FROM plan_item p JOIN institution i ON i.code = p.institution_code
      LEFT JOIN language l ON l.tag = p.language_tag
     WHERE p.plan_id = :plan ORDER BY p.application_opens, l.sort_key COLLATE "C" NULLS FIRST, p.test, p.line
    """
)
_VERSIONS = text(
    """
    SELECT p.id, p.published_at, (SELECT count(*) FROM plan_item i WHERE i.plan_id = p.id) AS offers
      FROM language_plan p WHERE p.published_at IS NOT NULL ORDER BY p.published_at DESC, p.id DESC
    """
)


async def current_plan(session: Session) -> Plan | None:
    """The newest published plan; None before the first. Public."""
    return await _plan(session, (await session.execute(_CURRENT)).first())


async def published_plan(session: Session, plan_id: int) -> Plan | None:
    """A published version by its number, also one that has been replaced. Public."""
    return await _plan(session, (await session.execute(_ONE, {"id": plan_id})).first())


async def versions(session: Session) -> tuple[Version, ...]:
    """Every published version, the newest first. Public."""
    return tuple(Version(*row) for row in await session.execute(_VERSIONS))


async def draft_plan(session: Session, actor: Actor) -> Plan | None:
    """The draft of the next version, if there is one; for the directorate."""
    require_directorate(actor)
    return await _plan(session, (await session.execute(_DRAFT)).first())


async def institutions(session: Session) -> tuple[InstitutionName, ...]:
    """All institutions by name."""
    rows = await session.execute(text('SELECT code, name FROM institution ORDER BY name COLLATE "C"'))
    return tuple(InstitutionName(*row) for row in rows)


async def _plan(session: Session, row: Any) -> Plan | None:
    if row is None:
        return None
    offers = tuple(Offer(*each) for each in await session.execute(_OFFERS, {"plan": row.id}))
    return Plan(row.id, row.made_at, row.published_at, offers)
