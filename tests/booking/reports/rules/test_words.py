"""Words with a closed list, and what may never stand in a report: names and national identity numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.reports.rules.findings import Problem
from booking.reports.rules.showing import HIDDEN, hidden
from booking.reports.rules.words import (
    InterpreterSaid,
    Outcome,
    read_category,
    read_ground,
    read_interpreter,
    read_mode,
    read_orgnr,
    read_outcome,
    read_reference,
    read_type,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fremmøte", "in_person"), ("FRAMMØTE", "in_person"), ("oppmøte", "in_person"), ("Skjerm", "screen"),
        ("video", "screen"), ("Tlf", "phone"), (" telefon ", "phone"), ("fjerntolking", Problem("mode_unknown")),
        ("", Problem("missing")), ("faks", Problem("mode_unknown")),
    ],
)  # fmt: skip
def test_modes(text: str, expected: str | Problem) -> None:
    assert read_mode(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("C", "C"), ("kategori b", "B"), ("Kat. D", "D"), ("e", "E"), ("", None), ("ingen", None),
     ("ikke kvalifisert", None), ("F", Problem("category_unknown")), ("3", Problem("category_unknown")),
     ("A/B", Problem("category_unknown"))],
)  # fmt: skip
def test_categories(text: str, expected: str | Problem | None) -> None:
    assert read_category(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Outcome("delivered")), ("Gjennomført", Outcome("delivered")),
        ("avbestilt", Outcome("cancelled", "body")),
        ("Avlyst av tolken", Outcome("cancelled", "interpreter")), ("avlyst", Outcome("cancelled")),
        ("Udekket", Outcome("unfilled")), ("tolken møtte ikke", Outcome("not_delivered", "interpreter_absent")),
        ("feilført", Outcome("withdrawn")), ("kanskje", Problem("outcome_unknown")),
    ],
)  # fmt: skip
def test_outcomes(text: str, expected: Outcome | Problem) -> None:
    assert read_outcome(text) == expected


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("", "2026", None), ("Nødsituasjon", "2026", "emergency"), ("sterke grunner", "2027", "strong_reasons"),
        ("dispensasjon", "2026", "dispensation"), ("dispensasjon", "2027", Problem("ground_ended")),
        ("fordi", "2026", Problem("ground_unknown")),
    ],
)  # fmt: skip
def test_grounds_of_tolkeloven_7_and_the_last_year_of_the_dispensation(
    text: str, year: str, expected: str | Problem | None
) -> None:
    """Tolkeloven § 7 second and fifth paragraphs; an empty cell is no mistake, the ground is then unknown."""
    assert read_ground(text, year) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100482", InterpreterSaid("100482")), ("100 482", InterpreterSaid("100482")), ("", InterpreterSaid()),
        ("-", InterpreterSaid()), ("Ikke oppført", InterpreterSaid(is_unlisted=True)),
        ("uoppført", InterpreterSaid(is_unlisted=True)), ("Samira Haddad", Problem("number_is_a_name")),
        ("01019012345", Problem("national_id")), ("010190 12345", Problem("national_id")),
        ("12345678901234", Problem("number_wrong")), ("100482.0", Problem("number_wrong")),
    ],
)  # fmt: skip
def test_an_interpreter_is_a_number_or_unlisted_and_never_a_name(
    text: str, expected: InterpreterSaid | Problem
) -> None:
    """Rule P1."""
    assert read_interpreter(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A-1", "A-1"), (" A-1 ", "A-1"), ("Ø 12/26", "Ø 12/26"), ("=1+1", "=1+1"), ("", Problem("missing")),
        ("x" * 64, "x" * 64), ("x" * 65, Problem("too_long")), ("a\x00b", Problem("not_printable")),
        ("tolk 01019012345", Problem("national_id")),
    ],
)  # fmt: skip
def test_references(text: str, expected: str | Problem) -> None:
    assert read_reference(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("974760673", "974760673"), ("974 760 673", "974760673"), ("974760674", Problem("orgnr_wrong")),
     ("97476067", Problem("orgnr_wrong")), ("Fjordvik", Problem("orgnr_wrong")), ("٩٧٤٧٦٠٦٧٣", Problem("orgnr_wrong"))],
)  # fmt: skip
def test_organisation_numbers_have_their_check_digit(text: str, expected: str | Problem) -> None:
    assert read_orgnr(text) == expected


def test_types_say_nothing_when_empty() -> None:
    assert (read_type(""), read_type("Tegnspråk"), read_type("x")) == (None, "sign", Problem("type_unknown"))


@pytest.mark.parametrize(
    ("column", "code", "text", "kept"),
    [
        ("day", "date_unreadable", "31.02.2026", "31.02.2026"), ("interpreter", "number_is_a_name", "Samira", HIDDEN),
        ("reference", "national_id", "x 01019012345", HIDDEN), ("unit", "unit_unknown", "født 010190 12345", HIDDEN),
        ("interpreter", "interpreter_unknown", "999999", "999999"),
        ("mode", "mode_unknown", "x" * 99, "x" * 59 + "…"),
        ("interpreter", "interpreter_missing", "", ""),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_kept_short_and_never_about_a_person(
    column: str, code: str, text: str, kept: str
) -> None:
    assert hidden(column, code, text) == kept


@given(st.text(max_size=30), st.sampled_from(["2025", "2026", "2027", ""]))
def test_any_text_gets_an_answer(text: str, year: str) -> None:
    for read in (
        read_mode,
        read_type,
        read_category,
        read_outcome,
        read_interpreter,
        read_reference,
        read_orgnr,
    ):
        read(text)
    read_ground(text, year)
