"""A file read column by column gives what each row gives by itself, and never shows what must not be kept."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booking.reports.reading import memory
from booking.reports.reading.engine import Engine, are_plain_references
from booking.reports.reading.memory import copy_text
from booking.reports.rules.columns import COLUMNS
from booking.reports.rules.findings import Problem
from booking.reports.rules.row import VALUES, read_row
from booking.reports.rules.words import read_reference
from tests.booking.reports.reading.known import context
from tolkeregister.core.spreadsheets.lines import Sheet

CODES = [column.code for column in COLUMNS]
CELLS = {
    "reference": ["A-1", "B\\2", "", "x" * 65, "id 01019012345", " A-1 ", "Ø-9"],
    "day": ["15.09.2026", "29.03.2026", "25.10.2026", "46280", "2026-12-31T23:30Z", "03/04/2026", "", "31.02.2026",
            "01.06.2019", "15.09.2030"],
    "time": ["09:30", "02:30", "0,5", "", "25:00", "02:30+01:00"],
    "minutes": ["60", "", "0", "90,5", "x"],
    "hours": ["", "1,5", "x"],
    "language": ["arabisk", "ar", "ara", "somali", "kurdisk", "klingon", "", "norsk tegnspråk", "#REF!"],
    "type": ["", "tale", "tegn", "x"],
    "mode": ["telefon", "skjerm", "fjerntolking", ""],
    "sector": ["HELSE", "Barnevern", "romfart", ""],
    "body": ["974760673", "400000001", "974760674", ""],
    "unit": ["", "Barneverntjenesten", "Ukjent"],
    "municipality": ["0301", "301", "Oslo", "Herøy", "1507", "1850", "Tysfjord", "", "9999"],
    "interpreter": ["100482", "100483", "999999", "", "ikke oppført", "Samira Haddad", "01019012345"],
    "category": ["", "C", "A", "ingen", "F"],
    "category_requested": ["", "D", "x"],
    "ordered": ["", "12.09.2026 14:05", "46279,5", "31.12.2026", "i går"],
    "outcome": ["", "gjennomført", "udekket", "feilført", "x"],
    "ground": ["", "dispensasjon", "nødsituasjon", "x"],
}  # fmt: skip
row_strategy = st.fixed_dictionaries({code: st.sampled_from(CELLS[code]) for code in CODES})
good = {code: cells[0] for code, cells in CELLS.items()}


def read_together(rows: list[dict[str, str]]) -> tuple[list[str], Counter[tuple[int, str, str]], int]:
    engine = Engine(CODES, context(), room=10_000)
    read = engine.read(Sheet(range(2, 2 + len(rows)), [[row[code] for row in rows] for code in CODES], []))
    lines = [f"{body}\t{outcome}" for body, outcome in zip(read.bodies, read.outcomes, strict=True)]
    found = Counter((each.line, each.column, each.code) for each in read.findings)
    return lines, found, read.refused + read.waiting


@settings(max_examples=150, deadline=None)
@given(st.lists(row_strategy | st.just(good), min_size=1, max_size=12))
def test_rows_read_together_are_rows_read_alone(rows: list[dict[str, str]]) -> None:
    lines, found, kept_out = read_together(rows)
    alone = [read_row(row, context()) for row in rows]
    assert lines == [
        copy_text((number, *(each.values[name] for name in VALUES)))
        for number, each in enumerate(alone, start=2) if each.is_taken
    ]  # fmt: skip
    assert found == Counter(
        (number, each.column, each.code) for number, row in enumerate(alone, start=2) for each in row.found
    )
    assert kept_out == sum(not each.is_taken for each in alone)


def test_the_same_when_the_memory_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {**good, "reference": f"A-{n}", "minutes": str(n + 1), "day": "x" if n % 3 else "15.09.2026"}
        for n in range(50)
    ]
    before = read_together(rows)
    monkeypatch.setattr(memory, "MOST_REMEMBERED", 3)
    assert read_together(rows) == before


@given(
    st.lists(st.text(alphabet="Aa01 9./_-:\nÅ=", max_size=15) | st.text(max_size=70), min_size=1, max_size=5)
)
def test_the_quick_look_at_references_never_says_yes_where_the_rule_says_no(texts: list[str]) -> None:
    if are_plain_references(texts):
        assert [read_reference(text) for text in texts] == texts


@pytest.mark.parametrize("text", ["01019012345", "010190-12345", "x01.01.90/12345", "2026-0101-9012-345"])
def test_a_national_identity_number_is_no_plain_reference(text: str) -> None:
    assert not are_plain_references([text]) or not isinstance(read_reference(text), Problem)


def test_everything_wrong_in_a_row_is_told_at_once() -> None:
    row = {**good, "day": "x", "mode": "x", "minutes": "x", "type": "x", "language": "klingon"}
    _, found, kept_out = read_together([row])
    assert {code for _, _, code in found} == {
        "date_unreadable", "mode_unknown", "minutes_unreadable", "type_unknown", "language_unknown",
    }  # fmt: skip
    assert kept_out == 1


def test_an_ended_language_is_right_to_its_last_day_and_an_error_after_it() -> None:
    """Oslo's midnight is the border; the row alone and the rows together say the same."""
    known = context()
    ended = replace(known, known=replace(known.known, last_days={"ar": date(2026, 9, 15)}))
    rows = [{**good, "reference": f"A-{n}", "day": day, "time": time} for n, (day, time) in enumerate(
        (("15.09.2026", "23:59"), ("16.09.2026", "00:00"), ("14.09.2026", "09:00")))]  # fmt: skip
    engine = Engine(CODES, ended, room=10)
    read = engine.read(Sheet(range(2, 5), [[row[code] for row in rows] for code in CODES], []))
    assert [(each.line, each.code) for each in read.findings if each.column == "language"] == [
        (3, "language_ended")
    ]
    assert read.lines == [2, 4]
    assert [read_row(row, ended).is_taken for row in rows] == [True, False, True]


def test_findings_are_counted_when_there_is_no_room_for_them() -> None:
    engine = Engine(CODES, context(), room=2)
    rows = [{**good, "day": "x"}] * 5
    read = engine.read(Sheet(range(2, 7), [[row[code] for row in rows] for code in CODES], []))
    assert (len(read.findings), read.counts["date_unreadable"], read.refused) == (2, 5, 5)
