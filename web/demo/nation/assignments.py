"""The assignments of a day at scale 1:S: a pure function of the day, so that missing days can be filled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from web.demo.nation.bodies import DEMO_BODY, society
from web.demo.nation.calendar_of_demand import Share, number_of, year_of_demand
from web.demo.nation.days import at, is_working_day, span
from web.demo.nation.determinism import cumulate, draws, pick
from web.demo.nation.history import CAPACITY, MODES, SUPPLY, SUPPLY_WEIGHTS
from web.demo.nation.moments import BANDS, MINUTES, MINUTES_WEIGHT, ordered, quarter
from web.demo.nation.present_rows import AssignmentRow, UnitRow
from web.demo.nation.register import register
from web.demo.nation.supply import Day, pools
from web.demo.nation.tables import CATEGORIES, Language, Row, languages, own, synthetic

FIRST_DAY = date(2023, 5, 1)  # before that the register of today did not exist
DEMO_ROWS = 3  # so many of every working day's assignments belong to the demonstration's own body
MODE_WEIGHTS = cumulate((30, 67, 3))  # in person, phone, screen
OUTCOMES = ("delivered", "cancelled", "unfilled", "not_delivered")
OUTCOME_WEIGHTS = cumulate((915, 60, 20, 5))
UNCONFIRMED = 3  # per cent of the delivered that nobody has confirmed
TRIES = 24
LEAST = "EEEED"  # the least category asked for, four times of five any
ELSEWHERE = cumulate(SUPPLY_WEIGHTS)
DISPENSATION_ENDS = date(2026, 12, 31)  # tolkeloven § 7 fifth paragraph
GROUNDS = ("not_defensible_to_wait", "emergency", "strong_reasons")  # § 7 second paragraph


@dataclass(frozen=True, slots=True)
class Demand:
    """What a row asks for, before anybody is found."""

    key: str
    unit: UnitRow
    language: Language
    mode: str
    first: int  # quarters since Oslo midnight
    minutes: int
    starts_at: datetime
    ordered_at: datetime
    outcome: str
    wants_qualified: bool
    luck: tuple[int, ...]  # numbers left for what follows


@dataclass(frozen=True, slots=True)
class Sheet:
    """A day's rows and who is taken after them."""

    rows: tuple[AssignmentRow, ...]
    taken: Day


def days(scale: int, first: date, last: date) -> Iterator[AssignmentRow]:
    """The assignments of every day from `first` to `last`, both included, as they turned out.

    The rows of a day depend on the scale and that day only; ValueError before May 2023.
    """
    for day in span(first, last):
        yield from sheet(scale, day).rows


def sheet(scale: int, day: date) -> Sheet:
    """One day."""
    if day < FIRST_DAY:
        raise ValueError(f"the present begins on {FIRST_DAY}")
    share: Share = year_of_demand(scale, day.year)[day]
    taken = Day(day)
    return Sheet(tuple(_row(day, share.first, index, taken) for index in range(share.count)), taken)


@cache
def _steps() -> tuple[Sequence[str], list[int], list[int]]:
    sectors = synthetic("sectors")
    weights = cumulate(int(row["weight_permille"]) for row in sectors)
    return (
        [row["sector_code"] for row in sectors],
        weights,
        cumulate(each.assignments[2021] for each in languages()),
    )


@cache
def _units(sector: str) -> tuple[UnitRow, ...]:
    return tuple(each for each in society().units if each.sector_code == sector)


@cache
def _demo_units() -> tuple[UnitRow, ...]:
    return tuple(each for each in society().units if each.organisation_id == DEMO_BODY)


@cache
def _theme(sector: str) -> Row:
    return next(row for row in own("themes") if row["sector_code"] == sector)


def _demand(day: date, index: int) -> Demand:
    key = f"{day}-{index}"
    where, which, tongue, mode, band, start, length, lead = draws("ask", key)
    hour, outcome, qualified, *luck = draws("turn", key)
    sectors, sector_weights, language_weights = _steps()
    if index < DEMO_ROWS and is_working_day(day):
        units = _demo_units()
        unit = units[0] if where % 3 == 0 else units[which % len(units)]
    else:
        units = _units(sectors[pick(where, sector_weights)])
        unit = units[which % len(units)]
    language = languages()[pick(tongue, language_weights)]
    minutes = MINUTES[pick(length, MINUTES_WEIGHT)]
    latest = 96 - minutes // 15 - 2  # with its buffer an assignment ends before midnight and begins after it
    local = min(max(quarter(pick(band, BANDS), start, unit.sector_code), 2), latest)
    starts_at = at(day, 15 * local)
    return Demand(
        key,
        unit,
        language,
        MODES[pick(mode, MODE_WEIGHTS)],
        int((starts_at - at(day)).total_seconds()) // 900,
        minutes,
        starts_at,
        ordered(day, starts_at, lead, hour),
        OUTCOMES[pick(outcome, OUTCOME_WEIGHTS)],
        qualified % 1000 < _per_mille(language),
        tuple(luck),
    )


def _per_mille(language: Language) -> int:
    """The language's share of qualified assignments, lifted from 60 per cent in 2021 to about 70 today."""
    asked = language.assignments[2021]
    return min(960, language.qualified[2021] * 7000 // (6 * asked)) if asked else 0


def _row(day: date, first_number: int, index: int, taken: Day) -> AssignmentRow:
    ask = _demand(day, index)
    who, category = None, None
    if ask.outcome == "not_delivered" or (ask.outcome == "delivered" and ask.wants_qualified):
        who, category = find(ask, taken)
    outcome = "unfilled" if ask.outcome == "not_delivered" and who is None else ask.outcome
    return _written(ask, number_of(day, first_number + index), day, outcome, who, category)


def find(ask: Demand, taken: Day) -> tuple[int | None, str | None]:
    """An interpreter who is free: the category drawn by capacity first, then the others from the best.

    The demonstration's own body gets the named interpreter of the language whenever that one is free.
    """
    here = pools().get((ask.language.tag, ask.mode), {})
    if not here:
        return None, None
    shown = register().named.get(ask.language.tag) if ask.unit.organisation_id == DEMO_BODY else None
    for category, pool in here.items():
        if shown in pool.interpreters and taken.take(shown, ask.first, ask.minutes, ask.mode):
            return shown, category
    names = list(here)
    weights = cumulate(CAPACITY[CATEGORIES.index(each)] * len(here[each].interpreters) for each in names)
    drawn = names[pick(ask.luck[0], weights)]
    for category in (drawn, *(each for each in names if each != drawn)):
        pool = here[category]
        begin, size = pick(ask.luck[1], pool.weights), len(pool.interpreters)
        for step in range(min(size, TRIES)):
            interpreter = pool.interpreters[(begin + step) % size]
            if taken.take(interpreter, ask.first, ask.minutes, ask.mode):
                return interpreter, category
    return None, None


def _written(
    ask: Demand, number: str, day: date, outcome: str, who: int | None, category: str | None
) -> AssignmentRow:
    theme, luck = _theme(ask.unit.sector_code), ask.luck
    accepted_at, confirmed_at = _times(ask, day, outcome) if who is not None else (None, None)
    unqualified = outcome == "delivered" and who is None
    unconfirmed = outcome == "delivered" and who is not None and confirmed_at is None
    # every other of the qualified ones was got by an agency, and is told of afterwards
    is_elsewhere = outcome == "delivered" and confirmed_at is not None and luck[3] // 100 % 2 == 0
    ended_at, end_reason = _ending(ask, outcome)
    return AssignmentRow(
        number=number,
        organisation_id=ask.unit.organisation_id,
        unit_id=ask.unit.id,
        account_id=society().booker[ask.unit.id],
        language_tag=ask.language.tag,
        type="speech",
        mode=ask.mode,
        starts_at=ask.starts_at,
        ends_at=ask.starts_at + timedelta(minutes=ask.minutes),
        municipality_code=ask.unit.municipality_code,
        sector_code=ask.unit.sector_code,
        theme=theme["theme"],
        participants=theme["participants"],
        interpreter_id=who,
        category=category,
        category_ordered=max(category or "A", LEAST[luck[2] % len(LEAST)]),
        duty_basis=theme["duty_basis"],
        exception_ground=_ground(day, luck[3]) if unqualified else None,
        supply_model=SUPPLY[pick(luck[4], ELSEWHERE)] if unqualified or is_elsewhere else "platform",
        state="accepted" if unconfirmed else outcome,
        ordered_at=ask.ordered_at,
        accepted_at=accepted_at,
        confirmed_at=confirmed_at,
        ended_at=ended_at,
        end_reason=end_reason,
    )


def _times(ask: Demand, day: date, outcome: str) -> tuple[datetime, datetime | None]:
    """When it was accepted, soon if urgent, and when the booker confirmed it: the same day or never."""
    urgent = ask.starts_at - ask.ordered_at < timedelta(hours=6)
    accepted_at = ask.ordered_at + timedelta(minutes=5 + ask.luck[2] % (20 if urgent else 240))
    if outcome != "delivered" or ask.luck[3] % 100 < UNCONFIRMED:
        return accepted_at, None
    after = timedelta(minutes=ask.minutes + 5 + ask.luck[4] % 175)
    return accepted_at, min(ask.starts_at + after, at(day, 1439))


def _ending(ask: Demand, outcome: str) -> tuple[datetime | None, str | None]:
    if outcome == "cancelled":
        return ask.ordered_at + (ask.starts_at - ask.ordered_at) * (
            1 + ask.luck[2] % 9
        ) / 10, "no_longer_needed"
    if outcome == "unfilled":
        return ask.starts_at, "nobody_available"
    if outcome == "not_delivered":
        return ask.starts_at + timedelta(minutes=20), "interpreter_absent"
    return None, None


def _ground(day: date, number: int) -> str:
    """Why somebody unqualified was used; the dispensation is judged by the day of the assignment."""
    if day <= DISPENSATION_ENDS and number % 10 < 8:
        return "dispensation"
    return GROUNDS[number % len(GROUNDS)]
