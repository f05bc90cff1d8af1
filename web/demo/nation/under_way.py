"""Orders under way on a day: accepted for the coming two weeks, and open ones with their offers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from web.demo.nation.assignments import sheet
from web.demo.nation.bodies import DEMO_BODY
from web.demo.nation.days import ONE_DAY, at, span
from web.demo.nation.determinism import below
from web.demo.nation.present_rows import AssignmentRow, OfferRow
from web.demo.nation.register import register
from web.demo.nation.supply import Day, pools

AHEAD = 14  # days
DEMO_OPEN = 3  # open orders the demonstration's body has at least, as long as it has orders at all
RECENT = 2  # days: an order nobody has taken for longer than this has been given up
SENT_MINUTE, ANSWER_MINUTE = 20 * 60 + 30, 21 * 60  # offers go out the evening before, to be answered today
MOST_OFFERS = 3


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Assignments that start today or later, with the offers made."""

    assignments: tuple[AssignmentRow, ...]
    offers: tuple[OfferRow, ...]


def under_way(scale: int, today: date) -> UnderWay:
    """What is known at the beginning of `today` of today's and the next two weeks' assignments.

    Numbers, times and interpreters are those the day will have in `days`; only the state is earlier. An order
    placed on `today` or later does not exist yet.
    """
    now = at(today)
    accepted: list[AssignmentRow] = []
    waiting: list[tuple[AssignmentRow, Day]] = []
    for day in span(today, today + AHEAD * ONE_DAY):
        page = sheet(scale, day)
        for row in page.rows:
            if row.ordered_at >= now or row.state == "cancelled":
                continue
            bare = replace(row, confirmed_at=None, ended_at=None, end_reason=None)
            if row.interpreter_id is not None:
                accepted.append(replace(bare, state="accepted"))
            elif row.ordered_at >= at(today - RECENT * ONE_DAY) and day > today:
                waiting.append((bare, page.taken))
    opened = _reopened(accepted, today)
    kept = [row for row in accepted if row.number not in {each.number for each in opened}]
    found = [(_open(row), _offers_for_reopened(row, today)) for row in opened]
    for row, taken in waiting:
        if offers := _offers(row, taken, today):
            found.append((_open(row), offers))
    rows = sorted([*kept, *(row for row, _ in found)], key=lambda row: row.number)
    offers_made = [*(_accepted_offer(row) for row in kept), *(each for _, offers in found for each in offers)]
    return UnderWay(
        tuple(rows), tuple(sorted(offers_made, key=lambda each: (each.assignment_number, each.round)))
    )


def _reopened(accepted: Sequence[AssignmentRow], today: date) -> list[AssignmentRow]:
    """The demonstration body's latest orders from tomorrow on still wait, a named one's first."""
    shown = register().named.values()
    able = [
        row for row in accepted if row.organisation_id == DEMO_BODY and row.starts_at >= at(today + ONE_DAY)
    ]
    return sorted(able, key=lambda row: (row.interpreter_id in shown, row.ordered_at, row.number))[
        -DEMO_OPEN:
    ]


def _open(row: AssignmentRow) -> AssignmentRow:
    return replace(
        row,
        state="open",
        interpreter_id=None,
        category=None,
        accepted_at=None,
        category_ordered="E",
        exception_ground=None,
        supply_model="platform",
    )


def _sent(row: AssignmentRow, today: date) -> datetime:
    """In the evening before today, or a little after the order when that came later."""
    return max(at(today - ONE_DAY, SENT_MINUTE), row.ordered_at + timedelta(minutes=1))


def _open_offer(row: AssignmentRow, interpreter: int, place: int, today: date) -> OfferRow:
    answer_by = at(today, ANSWER_MINUTE)
    return OfferRow(row.number, interpreter, place, _sent(row, today), answer_by, "open", None, None)


def _offers_for_reopened(row: AssignmentRow, today: date) -> list[OfferRow]:
    if row.interpreter_id is None:
        raise ValueError("only an accepted assignment can be opened again")
    return [_open_offer(row, row.interpreter_id, 1, today)]


def _offers(row: AssignmentRow, taken: Day, today: date) -> list[OfferRow]:
    """The first free interpreters, best category first: the last is asked now, those before have declined."""
    minutes = int((row.ends_at - row.starts_at).total_seconds()) // 60
    first = int((row.starts_at - taken.midnight).total_seconds()) // 900
    free = [
        interpreter
        for pool in pools().get((row.language_tag, row.mode), {}).values()
        for interpreter in pool.interpreters
        if taken.is_free(interpreter, first, minutes, row.mode)
    ][: 1 + below(MOST_OFFERS, "offers", row.number)]
    offers = []
    for place, interpreter in enumerate(free, 1):
        if place == len(free):
            offers.append(_open_offer(row, interpreter, place, today))
            continue
        sent = row.ordered_at + timedelta(seconds=20 * place)
        declined = below(2, "answer", row.number, interpreter) == 0
        state, why = ("declined", "busy") if declined else ("expired", None)
        ended = sent + timedelta(seconds=15)
        offers.append(OfferRow(row.number, interpreter, place, sent, ended, state, ended, why))
    return offers


def _accepted_offer(row: AssignmentRow) -> OfferRow:
    """The offer behind an accepted assignment."""
    if row.interpreter_id is None or row.accepted_at is None:
        raise ValueError("an accepted assignment has an interpreter")
    answer_by = row.accepted_at + timedelta(minutes=5)
    return OfferRow(
        row.number, row.interpreter_id, 1, row.ordered_at, answer_by, "accepted", row.accepted_at, None
    )
