"""The statement and the rule are the same question: random calendars, random times, both answers."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.dialects.postgresql import Range

from booking.availability.models import Absence, Booked, OneOffDay, WeeklyHours
from booking.availability.rules import OneOffStretch, availability_at, booked_period, buffer_on
from booking.search.queries import SearchCriteria, find
from tests.builders.assignments import an_assignment
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW, oslo
from tolkeregister.core.database import Session
from tolkeregister.core.rules.oslo_time import Interval, WeeklyStretch

SPRING, AUTUMN, ORDINARY = date(2026, 3, 29), date(2026, 10, 25), date(2026, 5, 11)
MODES = ("screen", "in_person", "phone")


class Calendar:
    """One interpreter's random calendar, once as rows and once as what the rule reads."""

    def __init__(self) -> None:
        self.weekly: list[WeeklyStretch] = []
        self.one_off: list[OneOffStretch] = []
        self.absences: list[Interval] = []
        self.booked: list[Interval] = []


def minutes(dice: random.Random) -> tuple[int, int]:
    """A stretch that likes to touch others, midnight and the odd hours of the year."""
    start = dice.choice([0, 60, 105, 120, 135, 150, 180, 195, 480, 720, 960, 1320, 1410])
    return start, start + dice.choice([15, 30, 60, 240, 240, 480, 720, 1440 - start, 1440])


def an_instant(dice: random.Random, around: date) -> datetime:
    return oslo(around, "00:00") + timedelta(days=dice.randint(-1, 1), minutes=15 * dice.randint(0, 96))


async def fill(session: Session, dice: random.Random, tolk: int, body: BuiltBody, around: date) -> Calendar:
    calendar = Calendar()
    for _ in range(dice.choice([0, 0, 1, 3, 6])):
        weekday, (start, end) = dice.randrange(7), minutes(dice)
        session.add(WeeklyHours(interpreter_id=tolk, weekday=weekday, start_minute=start, end_minute=end))
        calendar.weekly.append(WeeklyStretch(weekday, start, end))
    for _ in range(dice.choice([0, 0, 1, 2])):
        day, (start, end) = around + timedelta(days=dice.randint(-2, 2)), minutes(dice)
        session.add(OneOffDay(interpreter_id=tolk, day=day, start_minute=start, end_minute=end))
        calendar.one_off.append(OneOffStretch(day, start, end))
    if dice.random() < 0.3:
        leaves = an_instant(dice, around)
        away = Interval(leaves, leaves + timedelta(minutes=15 * dice.randint(1, 20)))
        session.add(Absence(interpreter_id=tolk, period=Range(away.starts_at, away.ends_at)))
        calendar.absences.append(away)
    if dice.random() < 0.4:
        await book(session, dice, tolk, body, around, calendar)
    return calendar


async def book(
    session: Session, dice: random.Random, tolk: int, body: BuiltBody, around: date, calendar: Calendar
) -> None:
    start, mode = an_instant(dice, around), dice.choice(MODES)
    assignment = await an_assignment(session, body, start, start + timedelta(hours=1), mode=mode)
    assert assignment.id is not None
    taken = booked_period(start, start + timedelta(hours=1), mode, buffer_on(start))
    session.add(
        Booked(assignment_id=assignment.id, interpreter_id=tolk, period=Range(taken.starts_at, taken.ends_at))
    )
    calendar.booked.append(taken)


def questions(dice: random.Random, around: date, how_many: int) -> Iterator[tuple[datetime, datetime, str]]:
    for _ in range(how_many):
        start = an_instant(dice, around)
        yield start, start + timedelta(minutes=dice.choice([15, 30, 60, 120, 240, 1440])), dice.choice(MODES)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("around", [SPRING, AUTUMN, ORDINARY, date(2027, 3, 28), date(2027, 10, 31)])
async def test_search_and_rule_agree(session: Session, around: date, seed: int) -> None:
    dice = random.Random(f"{around}{seed}")
    body = await a_body(session)
    people = {}
    for _ in range(25):
        tolk = await an_interpreter(session, language="so")
        people[tolk.number] = await fill(session, dice, tolk.id, body, around)
    await session.flush()
    seen = set()
    for starts_at, ends_at, mode in questions(dice, around, 25):
        criteria = SearchCriteria(
            language_tag="so", mode=mode, starts_at=starts_at, ends_at=ends_at, per_category=100
        )
        answer = await find(session, criteria, now=NOW)
        found = {each.number: each.availability for each in answer.interpreters}
        for number, calendar in people.items():
            rule = availability_at(
                calendar.weekly, calendar.one_off, calendar.absences, calendar.booked,
                starts_at=starts_at, ends_at=ends_at, mode=mode,
            ).state  # fmt: skip
            seen.add(rule)
            assert found.get(number, "busy") == rule, (starts_at, ends_at, mode, calendar.__dict__)
        assert answer.busy == len(people) - len(found)
    assert seen == {"free", "busy", "not_stated"}, "the calendars must try all three"


@pytest.mark.parametrize("change", [SPRING, AUTUMN, date(2027, 3, 28), date(2027, 10, 31)])
async def test_weekly_hours_keep_local_time_across_the_clock_changes(session: Session, change: date) -> None:
    """09–16 is 09–16 by the Norwegian clock on every day around the change, the afternoon too."""
    tolk = await an_interpreter(session)
    for weekday in range(7):
        session.add(WeeklyHours(interpreter_id=tolk.id, weekday=weekday, start_minute=540, end_minute=960))
    await session.flush()
    for offset in range(-7, 8):
        day = change + timedelta(days=offset)
        for starts, ends, is_free in (
            ("09:00", "16:00", True), ("13:00", "16:00", True), ("08:45", "09:30", False), ("15:30", "16:15", False),
        ):  # fmt: skip
            criteria = SearchCriteria(
                language_tag="ar", mode="screen", starts_at=oslo(day, starts), ends_at=oslo(day, ends)
            )
            answer = await find(session, criteria, now=datetime(2026, 3, 1, tzinfo=UTC))
            assert (answer.count == 1) is is_free, (day, starts)
