"""The living present: bodies, accounts, hours, the last 400 days and orders under way, on any day."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booking.availability.rules import OneOffStretch, availability_at, booked_period
from tolkeregister.core.rules.oslo_time import Interval, WeeklyStretch
from web.demo.nation.assignments import days, sheet
from web.demo.nation.days import at, end_of, is_working_day, next_working_day, span
from web.demo.nation.hours import away_on, reserved
from web.demo.nation.nation import Nation, nation
from web.demo.nation.present_rows import AssignmentRow
from web.demo.nation.register import register
from web.demo.nation.tables import read

TODAYS = [
    date(2027, 1, 2),
    date(2028, 2, 29),
    date(2026, 3, 29),  # clocks forward
    date(2026, 10, 25),  # clocks back
    date(2027, 3, 28),
    date(2027, 10, 31),
    date(2026, 12, 24),
    date(2026, 11, 21),
]
SCALES = [1000, 100]
ONE_DAY = timedelta(days=1)


@cache
def past(scale: int, today: date) -> tuple[AssignmentRow, ...]:
    return tuple(nation(scale, today).assignments())


def _period(row: AssignmentRow) -> Interval:
    return booked_period(row.starts_at, row.ends_at, row.mode, 30)


def _by_interpreter(rows: Iterable[AssignmentRow]) -> dict[int, list[Interval]]:
    held: dict[int, list[Interval]] = defaultdict(list)
    for row in rows:
        if row.interpreter_id is not None:
            held[row.interpreter_id].append(_period(row))
    return held


@pytest.mark.parametrize("today", TODAYS)
@pytest.mark.parametrize("scale", SCALES)
def test_nobody_is_booked_twice_buffers_included(scale: int, today: date) -> None:
    held = _by_interpreter((*past(scale, today), *nation(scale, today).under_way.assignments))
    for periods in held.values():
        assert all(first.ends_at <= second.starts_at for first, second in pairwise(sorted(periods)))


@pytest.mark.parametrize("today", TODAYS)
def test_the_last_400_days_end_yesterday_and_are_in_order_of_time(today: date) -> None:
    for row in past(100, today):
        assert at(today - 400 * ONE_DAY) <= row.starts_at
        assert row.ends_at <= at(today)
        assert row.ordered_at < row.starts_at < row.ends_at
        for instant in (row.accepted_at, row.confirmed_at, row.ended_at):
            assert instant is None or row.ordered_at < instant < at(today)
        assert row.accepted_at is None or row.accepted_at < row.starts_at
        assert row.confirmed_at is None or row.confirmed_at > row.starts_at


@pytest.mark.parametrize("today", TODAYS)
@pytest.mark.parametrize("scale", SCALES)
def test_about_seventy_per_cent_of_what_is_delivered_is_qualified(scale: int, today: date) -> None:
    delivered = [row for row in past(scale, today) if row.state in ("delivered", "accepted")]
    assert 0.65 <= sum(row.category is not None for row in delivered) / len(delivered) <= 0.75


@pytest.mark.parametrize("today", TODAYS)
@pytest.mark.parametrize("scale", SCALES)
def test_the_demonstration_body_has_at_least_500_delivered(scale: int, today: date) -> None:
    own = [row for row in past(scale, today) if row.organisation_id == 1 and row.state == "delivered"]
    assert len(own) >= 500
    assert sum(row.interpreter_id is not None for row in own) >= 350


@pytest.mark.parametrize("today", TODAYS)
@pytest.mark.parametrize("scale", SCALES)
def test_orders_are_under_way(scale: int, today: date) -> None:
    found = nation(scale, today).under_way
    states = Counter(row.state for row in found.assignments)
    assert states.keys() == {"open", "accepted"}
    open_numbers = {row.number for row in found.assignments if row.state == "open"}
    asked = {offer.assignment_number for offer in found.offers if offer.state == "open"}
    assert asked == open_numbers
    assert len({(o.assignment_number, o.interpreter_id) for o in found.offers}) == len(found.offers)
    for offer in found.offers:
        assert offer.sent_at < at(today)
        assert (offer.state == "open") == (offer.ended_at is None)
        assert offer.state != "open" or at(today) < offer.answer_by < end_of(today)
    assert all(at(today) <= row.starts_at < at(today + 15 * ONE_DAY) for row in found.assignments)
    assert any(row.organisation_id == 1 and row.state == "open" for row in found.assignments)


def test_under_way_is_the_coming_days_before_they_happened() -> None:
    today = date(2026, 11, 21)
    later = {row.number: row for row in days(100, today, today + 14 * ONE_DAY)}
    for row in nation(100, today).under_way.assignments:
        then = later[row.number]
        assert (row.starts_at, row.unit_id, row.language_tag) == (
            then.starts_at,
            then.unit_id,
            then.language_tag,
        )
        assert row.interpreter_id in (then.interpreter_id, None)


def test_the_rows_of_a_past_day_do_not_depend_on_today() -> None:
    first, second = (past(1000, date(2026, 11, day)) for day in (20, 21))
    common = at(date(2026, 11, 20))
    assert [row for row in second if row.starts_at < common][-1000:] == list(first)[-1000:]


@settings(max_examples=20, deadline=None)
@given(st.dates(date(2023, 6, 1), date(2032, 12, 31)), st.integers(0, 10))
def test_days_is_the_sum_of_single_days(first: date, length: int) -> None:
    last = first + length * ONE_DAY
    assert list(days(1000, first, last)) == [
        row for day in span(first, last) for row in sheet(1000, day).rows
    ]


def _free_for_arabic(world: Nation, starts_at: datetime) -> int:
    """Interpreters of Arabic by screen whom the booking's own rule calls free for an hour."""
    weekly, one_off, away = defaultdict(list), defaultdict(list), defaultdict(list)
    for hours in world.weekly_hours:
        weekly[hours.interpreter_id].append(
            WeeklyStretch(hours.weekday, hours.start_minute, hours.end_minute)
        )
    for extra in world.one_offs:
        one_off[extra.interpreter_id].append(OneOffStretch(extra.date, extra.start_minute, extra.end_minute))
    for absence in world.absences:
        away[absence.interpreter_id].append(Interval(absence.starts_at, absence.ends_at))
    booked = _by_interpreter(world.under_way.assignments)
    modes = {row.id: row.modes for row in register().interpreters}
    able = [h.interpreter_id for h in register().holders if h.language_tag == "ar" and h.steps[-1][1]]
    return sum(
        availability_at(
            weekly[each],
            one_off[each],
            away[each],
            booked[each],
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            mode="screen",
        ).state
        == "free"
        for each in able
        if "screen" in modes[each]
    )


@pytest.mark.parametrize("today", TODAYS)
@pytest.mark.parametrize("scale", SCALES)
def test_arabic_by_screen_at_ten_on_the_next_working_day_has_five_free(scale: int, today: date) -> None:
    assert _free_for_arabic(nation(scale, today), at(next_working_day(today), 600)) >= 5


@settings(max_examples=15, deadline=None)
@given(st.dates(date(2024, 7, 1), date(2035, 12, 31)))
def test_arabic_by_screen_is_free_on_any_day(today: date) -> None:
    assert _free_for_arabic(nation(1000, today), at(next_working_day(today), 600)) >= 5


def test_ten_speakers_of_arabic_keep_their_mornings_free_at_full_scale_too() -> None:
    speak = {h.interpreter_id for h in register().holders if h.language_tag == "ar"}
    assert len(reserved()) == 10
    assert speak.issuperset(reserved())
    for day in (date(2026, 7, 15), date(2026, 11, 23)):
        held = _by_interpreter(sheet(1, day).rows)
        morning = Interval(at(day, 9 * 60), at(day, 12 * 60))
        assert not away_on(day) & {*reserved()}
        assert any(held[each] for each in reserved())
        assert not any(period.overlaps(morning) for each in reserved() for period in held[each])


def test_an_assignment_names_someone_with_that_language_category_and_mode_who_is_not_away() -> None:
    held = {(h.interpreter_id, h.language_tag): h for h in register().holders}
    modes = {row.id: row.modes for row in register().interpreters}
    for row in past(100, date(2026, 11, 21)):
        if row.interpreter_id is None:
            assert (row.category, row.accepted_at, row.confirmed_at) == (None, None, None)
            continue
        day = (row.starts_at + timedelta(hours=2)).date()
        assert held[row.interpreter_id, row.language_tag].category_on(day) == row.category
        assert row.category is not None
        assert row.category <= row.category_ordered
        assert row.mode in modes[row.interpreter_id]
    for day in span(date(2026, 7, 1), date(2026, 7, 31)):
        assert not {row.interpreter_id for row in sheet(100, day).rows} & away_on(day)


def test_a_year_has_1_340_000_assignments_divided_by_the_scale_with_unique_running_numbers() -> None:
    for scale in (1000, 100):
        numbers = [row.number for row in days(scale, date(2026, 1, 1), date(2026, 12, 31))]
        assert len(numbers) == 1_340_000 // scale
        assert numbers == [f"26-{place:06}" for place in range(1, len(numbers) + 1)]


def test_languages_modes_and_sectors_follow_the_weights() -> None:
    rows = past(100, date(2026, 11, 21))
    modes = Counter(row.mode for row in rows)
    assert abs(modes["phone"] / len(rows) - 0.67) < 0.02
    assert abs(modes["screen"] / len(rows) - 0.03) < 0.01
    assert abs(sum(row.language_tag == "ar" for row in rows) / len(rows) - 0.357) < 0.02
    sectors = {row["code"] for row in read("tolkeregister.organisations", "sectors.csv")}
    assert {row.sector_code for row in rows} <= sectors


def test_the_dispensation_is_judged_by_the_day_of_the_assignment() -> None:
    grounds = {row.exception_ground for row in days(100, date(2027, 1, 1), date(2027, 1, 31))}
    assert grounds == {None, "not_defensible_to_wait", "emergency", "strong_reasons"}
    before = Counter(row.exception_ground for row in days(100, date(2026, 12, 1), date(2026, 12, 31)))
    assert before["dispensation"] > before["not_defensible_to_wait"]


def test_a_ground_is_given_exactly_when_somebody_unqualified_was_used() -> None:
    for row in past(100, date(2026, 11, 21)):
        unqualified = row.state == "delivered" and row.interpreter_id is None
        assert (row.exception_ground is not None) == unqualified
        assert not unqualified or row.supply_model != "platform"


def test_half_of_those_with_a_qualified_interpreter_were_got_elsewhere() -> None:
    qualified = [
        row for row in past(100, date(2026, 11, 21)) if row.state == "delivered" and row.interpreter_id
    ]
    elsewhere = sum(row.supply_model != "platform" for row in qualified)
    assert 0.45 < elsewhere / len(qualified) < 0.55


def test_seventy_per_cent_have_weekly_hours_that_fit_in_a_day() -> None:
    world = nation(1000, date(2026, 11, 21))
    stated = {row.interpreter_id for row in world.weekly_hours}
    assert len(stated) == (1636 + 12) * 70 // 100
    assert {row.interpreter_id for row in world.one_offs} <= stated
    weekly = [(row.start_minute, row.end_minute) for row in world.weekly_hours]
    extra = [(row.start_minute, row.end_minute) for row in world.one_offs]
    for start, end in (*weekly, *extra):
        assert 0 <= start < 1440
        assert start < end <= start + 1440
    assert any(row.end_minute > 1440 for row in world.weekly_hours)


def test_absences_of_one_interpreter_do_not_overlap() -> None:
    held = defaultdict(list)
    for row in nation(1000, date(2026, 7, 15)).absences:
        held[row.interpreter_id].append((row.starts_at, row.ends_at))
    for periods in held.values():
        assert all(first[1] < second[0] for first, second in pairwise(sorted(periods)))


def test_assignments_at_full_scale_are_streamed() -> None:
    stream = days(1, date(2026, 1, 1), date(2026, 12, 31))
    assert len(list(islice(stream, 5))) == 5


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_the_next_working_day_is_a_weekday_after_it(day: date) -> None:
    following = next_working_day(day)
    assert following > day
    assert is_working_day(following)
    assert following.weekday() < 5
