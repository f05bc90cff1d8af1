"""Codes, periods and copies: what is random enough, what hides a unit, and what a copy never holds."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tolkeregister.complaints.reporting.commands import new_code
from tolkeregister.complaints.reporting.rules.booking_code import booking_code, number_in
from tolkeregister.complaints.reporting.rules.codes import ALPHABET, SIGNS, read, written
from tolkeregister.complaints.reporting.rules.period import FittingAssignment, period_to_show
from tolkeregister.complaints.reporting.rules.redaction import GONE, proposed_copy

DAY = date(2026, 11, 20)


def test_a_code_has_at_least_60_random_bits_from_the_whole_alphabet() -> None:
    codes = [new_code() for _ in range(500)]
    assert len(set(codes)) == 500
    assert len(set(ALPHABET)) == 32
    assert SIGNS * 5 >= 60
    for place in range(SIGNS):  # no place is fixed or narrow
        assert len({code[place] for code in codes}) == 32


@given(st.text(alphabet=ALPHABET, min_size=SIGNS, max_size=SIGNS))
@settings(max_examples=60)
def test_a_code_is_read_however_it_is_typed(signs: str) -> None:
    for typed in (signs, written(signs), written(signs).lower(), f"  {written(signs).replace('-', ' ')} "):
        assert read(typed) == signs
    assert read(signs.replace("0", "O").replace("1", "l")) == signs
    assert read(signs.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == signs


@pytest.mark.parametrize(
    "typed", ["", "VX-7731", "U" * 16, "é" * 16, "0" * 17, "²" * 3, "\x00" * 16, "x" * 100_000]
)
def test_anything_else_is_no_code(typed: str) -> None:
    assert read(typed) is None


def on(unit: int, month: int, year: int = 2026) -> FittingAssignment:
    return FittingAssignment(unit, date(year, month, 5))


@pytest.mark.parametrize(
    ("others", "shown"),
    [
        ((), ""),
        ((on(1, 11),) * 40, ""),  # one unit, however often
        ((on(1, 11), on(2, 11)), ""),
        ((on(1, 11), on(2, 11), on(3, 11)), "2026-11"),
        ((on(1, 11), on(2, 10), on(3, 12)), "2026-K4"),
        ((on(1, 11), on(2, 1), on(3, 6)), "2026"),
        ((on(1, 11), on(2, 11, 2025), on(3, 11, 2025)), ""),
    ],
)
def test_failure_mode_25_a_period_is_named_only_where_several_units_fit(
    others: tuple[FittingAssignment, ...], shown: str
) -> None:
    assert period_to_show(DAY, others) == shown


def test_a_booking_code_needs_its_proof_and_is_the_same_for_everybody() -> None:
    code = booking_code("26-004182", b"key")
    assert code == booking_code("26-004182", b"key")
    assert number_in(code.lower().replace("-", " - "), b"key") == "26-004182"
    for wrong in (
        "26-004182",
        "26-004183" + code[9:],
        code[:-1] + ("0" if code[-1] != "0" else "2"),
        "",
        "å-ø",
    ):
        assert number_in(wrong, b"key") is None
    assert number_in(code, b"other") is None


@pytest.mark.parametrize(
    "told",
    [
        "Skriv til ola.nordmann@example.com", "Ring +47 912 34 567 nå", "Saken 2026/123456", "www.example.com/ola",
        "Jeg heter Ola.", "OLA NORDMANN", "Nordmanns sønn", "01017012345", "912-34-567",
    ],
)  # fmt: skip
def test_a_copy_leaves_out_what_the_reporter_is_known_by(told: str) -> None:
    copy = proposed_copy(told, ("Ola Nordmann", "ola.nordmann@example.com"))
    assert GONE in copy
    for trace in ("nordmann", "912", "345", "123456", "example"):
        assert trace not in copy.casefold()


def test_a_copy_keeps_the_rest() -> None:
    told = "Tolken kom 3. mai kl. 10.30 og sa 20 ganger «ja», 12.05.2026. Hun solgte olabil."
    assert proposed_copy(told, ("Ola",)) == told
