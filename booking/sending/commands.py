"""Sending a request: once per key, complete, and with the queue drawn and the first ones asked in one transaction."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import text

from booking.availability.calendar import period_text
from booking.matching.commands import draw_queue
from booking.offers.messages import tell_booker
from booking.offers.rounds import send_next_round
from booking.requests.access import AssignmentInHand, lock_assignment
from booking.requests.keys import answer_key, claim_key, content_hash
from booking.requests.models import USUAL_MUSTS
from booking.requests.rules import RequestFacts, has_plan_for_screen, is_complete, may_request
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import both, reason
from tolkeregister.core.errors import Invalid, NotAllowed


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """A request as the form or a system sends it. `unit_id` may be left out by one who orders for one unit only."""

    language_tag: str | None
    type: str | None
    mode: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    municipality_code: str | None
    duty_basis: str | None
    theme: str | None
    participants: str | None
    address: str | None = None
    duty_statute: str | None = None
    least_category: str | None = "E"
    gender: str | None = None
    gender_reason: str | None = None
    subject: str | None = None
    needs_clearance: bool = False
    preferred_numbers: tuple[str, ...] = ()
    excluded_numbers: tuple[str, ...] = ()
    unit_id: int | None = None
    offers_per_round: int = 1
    modes: tuple[str, ...] = ()  # ranked, the first being `mode`; empty when no other will do
    musts: tuple[str, ...] = USUAL_MUSTS  # which criteria are musts; the others are wishes
    fallbacks: tuple[str, ...] = ()  # which musts may fall when nobody is found
    interpreter_reason: str | None = None
    video_room: str | None = None
    plan_b: str | None = None  # the number to ring when the screen fails (rule R2)
    test_minutes: int | None = None

    def facts(self) -> RequestFacts:
        """What the rules ask about."""
        minutes = None
        if self.starts_at is not None and self.ends_at is not None:
            minutes = int((self.ends_at - self.starts_at).total_seconds() // 60)
        return RequestFacts(
            language=self.language_tag, type=self.type, mode=self.mode, starts_at=self.starts_at,
            duration_minutes=minutes, municipality_code=self.municipality_code, address=self.address,
            duty_basis=self.duty_basis, duty_statute=self.duty_statute, theme=self.theme,
            participants=self.participants, least_category=self.least_category, gender=self.gender,
            gender_reason=self.gender_reason, interpreter_reason=self.interpreter_reason, video_room=self.video_room,
            plan_b=self.plan_b, test_minutes=self.test_minutes, modes=self.modes, musts=self.musts,
            fallbacks=self.fallbacks, stated=self._stated(),
        )  # fmt: skip

    def _stated(self) -> frozenset[str]:
        """The criteria about which something is asked."""
        asked = {
            "interpreter": self.preferred_numbers, "subject": self.subject, "mode": self.mode, "gender": self.gender,
            "clearance": self.needs_clearance, "category": self.least_category,
        }  # fmt: skip
        return frozenset(criterion for criterion, value in asked.items() if value)

    def content_hash(self) -> str:
        """The same for two drafts that ask for the same."""
        return content_hash(asdict(self))


_UNIT = text("SELECT id FROM unit WHERE id = :unit AND organisation_id = :organisation")
_NUMBER = text("SELECT nextval('assignment_number_seq')")
_REQUEST = text(
    """
    INSERT INTO request (
        number, organisation_id, unit_id, account_id, created_at, drawn_on, language_tag, type, least_category,
        duty_basis, duty_statute, theme, participants, gender, gender_reason, subject, needs_clearance,
        preferred_numbers, excluded_numbers, musts, fallbacks, interpreter_reason, video_room, plan_b,
        test_minutes)
    VALUES (
        :number, :organisation, :unit, :account, :now, :drawn_on, :language_tag, :type, :least_category,
        :duty_basis, :duty_statute, :theme, :participants, :gender, :gender_reason, :subject, :needs_clearance,
        CAST(:preferred AS jsonb), CAST(:excluded AS jsonb), CAST(:musts AS jsonb), CAST(:fallbacks AS jsonb),
        :interpreter_reason, :video_room, :plan_b, :test_minutes)
    RETURNING id
    """
)
_ASSIGNMENT = text(
    """
    INSERT INTO assignment (
        request_id, number, state, mode, type, language_tag, period, municipality_code, address,
        modes, offers_per_round, round)
    VALUES (:request, :number, 'open', :mode, :type, :language_tag, CAST(CAST(:period AS text) AS tstzrange),
            :municipality_code, :address, CAST(:modes AS jsonb), :offers_per_round, 0)
    RETURNING id
    """
)


async def send_request(
    session: Session, actor: Actor, draft: RequestDraft, *, key: str, now: datetime
) -> str:
    """Send a request and ask the first interpreters; returns its number, such as 26-004182.

    The same key with the same content returns the same number and does nothing; with other content it is a Conflict.
    Raises NotAllowed for one who may not order (B1) and Invalid with every fault of the draft (B2, B3, B8, R1, R2, S5).
    """
    require_booker(actor)
    if (number := await claim_key(session, actor, key, draft.content_hash(), now=now)) is not None:
        return number
    complete = both(is_complete(draft.facts(), now), has_plan_for_screen(draft.facts()))
    if not complete.allowed:
        raise Invalid(*complete.reasons)
    assignment = await create_order(session, actor, draft, now=now)
    in_queue = await draw_queue(session, assignment, now=now)
    audit.record(session, actor, "request.sent", "assignment", assignment.number, now=now, in_queue=in_queue)
    await tell_booker(session, assignment.id, "request_sent", now=now)
    await send_next_round(session, actor, assignment, now=now)
    await answer_key(session, actor, key, assignment.number)
    return assignment.number


def require_booker(actor: Actor) -> None:
    """Raises NotAllowed for one who may not order (rule B1)."""
    may = may_request(frozenset(role.value for role in actor.roles), actor.is_public_body)
    if not may.allowed:
        raise NotAllowed(*may.reasons)


async def create_order(
    session: Session, actor: Actor, draft: RequestDraft, *, now: datetime
) -> AssignmentInHand:
    """The rows of an order, locked, with a number of its own; nobody is asked, and the draft is not judged.

    Raises Invalid for a unit the actor does not order for.
    """
    number = f"{oslo_date(now):%y}-{(await session.execute(_NUMBER)).scalar_one():06}"
    return await lock_assignment(session, await _create(session, actor, draft, number, now))


async def _create(session: Session, actor: Actor, draft: RequestDraft, number: str, now: datetime) -> int:
    """The rows of request and assignment; returns the assignment's id."""
    assert draft.starts_at is not None
    assert draft.ends_at is not None
    content = asdict(draft)
    values = {
        **{name: content[name] for name in (
            "language_tag", "type", "mode", "municipality_code", "duty_basis", "duty_statute", "theme",
            "participants", "gender", "gender_reason", "subject", "needs_clearance", "offers_per_round",
            "interpreter_reason", "video_room", "plan_b", "test_minutes")},
        "least_category": draft.least_category or "E", "address": draft.address or "",
        "number": number, "organisation": actor.organisation_id, "unit": await _unit(session, actor, draft),
        "account": actor.account_id, "now": now, "drawn_on": oslo_date(now),
        "preferred": json.dumps(draft.preferred_numbers), "excluded": json.dumps(draft.excluded_numbers),
        **{name: json.dumps(content[name]) for name in ("musts", "fallbacks", "modes")},
        "period": period_text(draft.starts_at, draft.ends_at),
    }  # fmt: skip
    values["request"] = (await session.execute(_REQUEST, values)).scalar_one()
    return int((await session.execute(_ASSIGNMENT, values)).scalar_one())


async def _unit(session: Session, actor: Actor, draft: RequestDraft) -> int:
    """The unit that orders: the actor's own, or for an administrator one of the body's."""
    wanted = draft.unit_id if draft.unit_id is not None else actor.unit_id
    values = {"unit": wanted, "organisation": actor.organisation_id}
    found = (await session.execute(_UNIT, values)).scalar() if wanted is not None else None
    if found is None or (actor.unit_id is not None and found != actor.unit_id):
        raise Invalid(reason("unit_missing", field="unit_id"))
    return int(found)
