"""Graduates and the three years within which the exam in their language must be offered (tolkeloven § 18, rule E7)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from qualification.plan.rules.clock import Clock, Offer, clock_of
from qualification.rounds.queries import person_of
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.entries.access import require_directorate

_DEGREES = """
    SELECT r.id, o.language_tag, r.taken_on, i.name AS institution, c.person_id
      FROM test_result r JOIN test_round o ON o.id = r.round_id JOIN candidate c ON c.id = r.candidate_id
      JOIN institution i ON i.code = o.institution_code
     WHERE o.test = 'bachelor' AND r.part = 'whole' AND r.verdict = 'passed' AND o.type = 'speech'
       AND NOT EXISTS (SELECT FROM test_result n WHERE n.supersedes_id = r.id)
"""
_ALL = text(f"{_DEGREES} ORDER BY r.taken_on, o.language_tag, r.id")
_OWN = text(f"{_DEGREES} AND c.person_id = :person ORDER BY r.taken_on, r.id")
# Of rounds long ago only the day is known: they could be applied for until then.
_OFFERED = text(
    """
    SELECT language_tag, coalesce(application_opens, held_from), coalesce(application_closes, held_from)
      FROM test_round WHERE test IN ('siling', 'practical') AND cancelled_at IS NULL AND language_tag = ANY(:tags)
    """
)
_RAISE = text(
    """
    INSERT INTO graduate_alarm (result_id, stage, raised_at)
    SELECT * FROM unnest(CAST(:results AS bigint[]), CAST(:stages AS text[])) AS a(result_id, stage),
                  (SELECT CAST(:now AS timestamptz)) AS t(raised_at)
    ON CONFLICT DO NOTHING RETURNING result_id
    """
)

# One at a time, so that two workers do not tell of the same.
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('plan.graduate_alarms'))")
_UNTOLD = text(
    """
    SELECT a.result_id, a.stage FROM graduate_alarm a
     WHERE NOT EXISTS (SELECT FROM graduate_alarm_told t WHERE t.result_id = a.result_id AND t.stage = a.stage)
    """
)
_TOLD = text(
    """
    INSERT INTO graduate_alarm_told (result_id, stage, told_at)
    SELECT a.result_id, a.stage, CAST(:now AS timestamptz) FROM graduate_alarm a ON CONFLICT DO NOTHING
    """
)


@dataclass(frozen=True, slots=True)
class Cohort:
    """The graduates of one day in one language, and their clock."""

    language_tag: str
    graduated_on: date
    institution: str
    graduates: int
    clock: Clock


@dataclass(frozen=True, slots=True)
class OwnDegree:
    """A degree of one's own and its clock."""

    language_tag: str
    graduated_on: date
    clock: Clock


@dataclass(frozen=True, slots=True)
class _Degree:
    id: int
    language_tag: str
    graduated_on: date
    institution: str
    person_id: int | None


async def cohorts(session: Session, actor: Actor, *, now: datetime) -> tuple[Cohort, ...]:
    """Every cohort that has not been offered the exam in time, the most urgent first; then those that have."""
    require_directorate(actor)
    on = oslo_date(now)
    degrees = [_Degree(*row) for row in await session.execute(_ALL)]
    offers = await _offers(session, degrees)
    return _grouped(degrees, offers, on)


async def own_degrees(session: Session, actor: Actor, *, now: datetime) -> tuple[OwnDegree, ...]:
    """The actor's own degrees (story T09)."""
    person = await person_of(session, actor)
    degrees = [_Degree(*row) for row in await session.execute(_OWN, {"person": person})]
    offers = await _offers(session, degrees)
    return tuple(
        OwnDegree(each.language_tag, each.graduated_on,
                  clock_of(each.graduated_on, offers[each.language_tag], on=oslo_date(now)))
        for each in degrees
    )  # fmt: skip


async def raise_alarms(session: Session, *, now: datetime) -> int:
    """Note each stage that a degree has reached, once; returns how many are new. Safe to run twice."""
    degrees = [_Degree(*row) for row in await session.execute(_ALL)]
    offers = await _offers(session, degrees)
    reached = [
        (each.id, stage)
        for each in degrees
        if (stage := clock_of(each.graduated_on, offers[each.language_tag], on=oslo_date(now)).stage)
    ]
    results, stages = [each for each, _ in reached], [stage for _, stage in reached]
    new = await session.execute(_RAISE, {"results": results, "stages": stages, "now": now})
    return len(new.all())


async def untold_alarms(session: Session, *, now: datetime) -> tuple[Cohort, ...]:
    """The cohorts with an alarm nobody has been told of, if it still sounds, the most urgent first.

    What was offered the exam meanwhile, or has come to a later alarm, is told of no more.
    """
    await session.execute(_ONE_AT_A_TIME)
    untold = {(row.result_id, row.stage) for row in await session.execute(_UNTOLD)}
    degrees = [_Degree(*row) for row in await session.execute(_ALL)]
    offers = await _offers(session, degrees)
    on = oslo_date(now)
    sounding = [
        each for each in degrees
        if (each.id, clock_of(each.graduated_on, offers[each.language_tag], on=on).stage) in untold
    ]  # fmt: skip
    return _grouped(sounding, offers, on)


async def note_told(session: Session, *, now: datetime) -> None:
    """Every alarm there is has been told of; after `untold_alarms`, in the same transaction."""
    await session.execute(_TOLD, {"now": now})


def _grouped(degrees: Iterable[_Degree], offers: dict[str, list[Offer]], on: date) -> tuple[Cohort, ...]:
    grouped: dict[tuple[str, date, str], int] = defaultdict(int)
    for each in degrees:
        grouped[each.language_tag, each.graduated_on, each.institution] += 1
    found = [
        Cohort(tag, day, institution, count, clock_of(day, offers[tag], on=on))
        for (tag, day, institution), count in grouped.items()
    ]
    return tuple(sorted(found, key=_urgency))


async def _offers(session: Session, degrees: Iterable[_Degree]) -> dict[str, list[Offer]]:
    tags = sorted({each.language_tag for each in degrees})
    offers: dict[str, list[Offer]] = defaultdict(list)
    for tag, opens, closes in await session.execute(_OFFERED, {"tags": tags}):
        offers[tag].append(Offer(opens, closes))
    return offers


def _urgency(each: Cohort) -> tuple[bool, date, str]:
    is_settled = each.clock.state in ("offered", "offered_late")
    return is_settled, each.clock.ends_on, each.language_tag
