"""The queue as it would be drawn now, before anything is sent. It stores nothing and asks nobody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from booking.certificates.queries import requirement_for
from booking.certificates.rules import Requirement
from booking.matching.criteria import Criteria, criteria_shown
from booking.matching.queries import wanted_and_candidates
from booking.matching.rules.queue import Place, Queue, Skipped, queue_for
from booking.offers.rules import ANSWER_TIMES, answer_by
from booking.requests.access import AssignmentInHand
from booking.sending.commands import RequestDraft
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Reason
from tolkeregister.core.holidays import holidays_between
from tolkeregister.core.rules.dated import in_force
from tolkeregister.core.rules.working_days import working_days_between

_NAMES = text(
    """
    SELECT i.number, p.given_name || ' ' || p.family_name AS name, p.gender, m.name AS municipality
      FROM interpreter i JOIN person p ON p.id = i.person_id JOIN municipality m ON m.code = p.municipality_code
     WHERE i.number = ANY(CAST(:numbers AS text[]))
    """
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One interpreter with the place or the reasons against; `position` is None for one who is not asked."""

    number: str
    name: str
    gender: str
    municipality: str
    category: str
    position: int | None
    is_free: bool
    is_preferred: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class CategoryOfQueue:
    """One category: the first ones by name, and how many there are."""

    category: str
    count: int
    first: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class QueuePreview:
    """Who would be asked, who was named and is not, how many are busy, how many could be asked but for the police
    certificate, how long each has to answer, and by what criteria."""

    groups: tuple[CategoryOfQueue, ...]
    count: int
    named_but_skipped: tuple[Shown, ...]
    left_out: tuple[Shown, ...]
    count_skipped: int
    count_without_certificate: int
    minutes_to_answer: int
    first_answer_by: datetime
    criteria: Criteria
    certificate: Requirement

    @property
    def first(self) -> tuple[Shown, ...]:
        """The first ones of all categories, in the order they would be asked."""
        return tuple(each for group in self.groups for each in group.first)


async def queue_preview(
    session: Session, draft: RequestDraft, *, now: datetime, per_category: int = 5
) -> QueuePreview:
    """The queue of a complete draft, best qualified first (B9, S1), with at most `per_category` named in each."""
    assignment = _as_if_sent(draft, now)
    wanted, everyone = await wanted_and_candidates(session, assignment, now=now)
    queue = queue_for(wanted, [each for _, each in everyone])
    shown = _worth_showing(queue, draft, per_category)
    rows = await session.execute(_NAMES, {"numbers": [each.number for each in shown]})
    who = {row.number: row for row in rows}
    placed = [_shown(each, who, draft) for each in shown if isinstance(each, Place)]
    skipped = [_shown(each, who, draft) for each in shown if isinstance(each, Skipped)]
    counts = {letter: sum(each.category == letter for each in queue.places) for letter in "ABCDE"}
    days = holidays_between(oslo_date(now), oslo_date(assignment.starts_at))
    step = in_force(ANSWER_TIMES, oslo_date(assignment.starts_at)).step(
        working_days_between(oslo_date(now), oslo_date(assignment.starts_at), days)
    )
    return QueuePreview(
        groups=tuple(
            CategoryOfQueue(letter, count, tuple(each for each in placed if each.category == letter))
            for letter, count in counts.items() if count
        ),
        count=len(queue.places),
        named_but_skipped=tuple(each for each in skipped if each.is_preferred),
        left_out=tuple(each for each in skipped if not each.is_preferred),
        count_skipped=len(queue.skipped),
        count_without_certificate=sum(
            [why.code for why in each.reasons] == ["police_certificate"] for each in queue.skipped
        ),
        minutes_to_answer=step.minutes,
        first_answer_by=answer_by(now, assignment.starts_at, days),
        criteria=criteria_shown(assignment, [], draft.interpreter_reason, draft.video_room),
        certificate=await requirement_for(session, assignment.unit_id, on=oslo_date(assignment.starts_at)),
    )  # fmt: skip


def _worth_showing(queue: Queue, draft: RequestDraft, per_category: int) -> list[Place | Skipped]:
    """The first of each category, and everyone the booker has named."""
    shown: list[Place | Skipped] = []
    seen: dict[str, int] = {}
    for place in queue.places:
        seen[place.category] = seen.get(place.category, 0) + 1
        if seen[place.category] <= per_category or place.number in draft.preferred_numbers:
            shown.append(place)
    named = {*draft.preferred_numbers, *draft.excluded_numbers}
    return [*shown, *(each for each in queue.skipped if each.number in named)]


def _shown(each: Place | Skipped, who: dict[str, Any], draft: RequestDraft) -> Shown:
    row = who[each.number]
    is_placed = isinstance(each, Place)
    return Shown(
        each.number, row.name, row.gender, row.municipality, each.category if isinstance(each, Place) else "",
        each.position if isinstance(each, Place) else None,
        is_placed and each.availability == "free",  # type: ignore[union-attr]
        each.number in draft.preferred_numbers, each.reasons,
    )  # fmt: skip


def _as_if_sent(draft: RequestDraft, now: datetime) -> AssignmentInHand:
    """The draft as the queue would see it had it been sent this instant."""
    assert draft.starts_at is not None
    assert draft.ends_at is not None
    return AssignmentInHand(
        id=0, number="", state="open", mode=draft.mode or "", type=draft.type or "",
        language_tag=draft.language_tag or "", starts_at=draft.starts_at, ends_at=draft.ends_at,
        municipality_code=draft.municipality_code or "", offers_per_round=draft.offers_per_round, round=0, version=1,
        interpreter_id=None, standing_at_start=None, request_id=0, organisation_id=0, account_id=0,
        unit_id=draft.unit_id or 0,
        drawn_on=oslo_date(now), least_category=draft.least_category or "E", gender=draft.gender,
        subject=draft.subject, needs_clearance=draft.needs_clearance, preferred_numbers=draft.preferred_numbers,
        excluded_numbers=draft.excluded_numbers, modes=draft.modes, musts=draft.musts, fallbacks=draft.fallbacks,
    )  # fmt: skip
