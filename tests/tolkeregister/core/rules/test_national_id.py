"""National identity numbers in free text: every way to write one, and what must not be mistaken for one.

All numbers here are made: synthetic series, or dates with check digits computed by an independent formula.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no import fodselsnummer

from tolkeregister.core.rules.national_id import Found, national_ids_in


def with_check_digits(nine: str) -> str | None:
    """Nine digits with their two check digits, by stdnum; None for the few that have none."""
    first = fodselsnummer.calc_check_digit1(nine)
    second = fodselsnummer.calc_check_digit2(nine + first)
    return nine + first + second if len(first + second) == 2 else None


def made(nine: str) -> str:
    """The first number from these nine digits on that has check digits."""
    candidates = (with_check_digits(str(int(nine) + more).zfill(9)) for more in range(10))
    return next(number for number in candidates if number)


ORDINARY = made("010190123")
VARIANTS = {
    "ordinary": ORDINARY,
    "D-number": made("410190123"),
    "H-number": made("014190123"),
    "synthetic, month + 80": made("018190123"),
    "synthetic, month + 65": made("016690123"),
    "synthetic D-number": made("418190123"),
    "born in 2005": made("010105900"),
    "born on 29 February 2004": made("290204500"),
    "joint help number": made("812345678"),
}


@pytest.mark.parametrize("number", VARIANTS.values(), ids=VARIANTS.keys())
@pytest.mark.parametrize("text", ["{}", "Gjelder {}.", "fnr{}", "({})", "{}\n", "nr. {}, kl. 10.00"])
def test_every_kind_of_number_is_found_where_it_stands(number: str, text: str) -> None:
    whole = text.format(number)
    start = whole.index(number)
    assert national_ids_in(whole) == (Found(start, start + 11),)


def spaced(number: str, pattern: str) -> str:
    """`spaced("01019012345", "2.2.2-5")`: the number in groups with what stands between them."""
    rest, written = number, ""
    for sign in pattern:
        if sign.isdigit():
            written, rest = written + rest[: int(sign)], rest[int(sign) :]
        else:
            written += sign
    assert not rest
    return written


@pytest.mark.parametrize(
    "pattern",
    [
        "6 5", "6-5", "6\u00a05", "6\u202f5", "6\u20135", "6 - 5", "6\u200b5", "6\u00ad5",
        "6\n5", "6\t5", "6.5",
        "2.2.2 5", "2 2 2 5", "2.2.2.5", "2/2/2 5", "6 3 2", "2 2 2 3 2", "2-2-2-3-2",
        "1 1 1 1 1 1 1 1 1 1 1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("number", [ORDINARY, ORDINARY[:-1] + str((int(ORDINARY[-1]) + 1) % 10)])
def test_every_usual_grouping_is_found_also_with_a_mistyped_check_digit(number: str, pattern: str) -> None:
    written = spaced(number, pattern)
    assert national_ids_in(f"født {written} i dag") == (Found(5, 5 + len(written)),)


@pytest.mark.parametrize(
    "zero", ["\uff10", "\u0660", "\u06f0", "\u0966"], ids=["fullwidth", "arabic", "persian", "hindi"]
)
def test_digits_of_other_scripts_are_digits(zero: str) -> None:
    written = "".join(chr(ord(zero) + int(digit)) for digit in ORDINARY)
    assert national_ids_in(written) == (Found(0, 11),)
    assert national_ids_in(f"{written[:6]} {written[6:]}") == (Found(0, 12),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ring 22 33 44 55 eller 98 76 54 32.",
        "+47 98 76 54 32",
        "98765432 22334455",
        "0047 22 33 44 55",
        "orgnr. 987 654 321 MVA",
        "2026-11-23 kl. 10.00-11.00",
        "23.11.2026",
        "23.11.26 kl. 10.00–11.00",
        "konto 1503.12.34567",
        "konto 1503 12 34567",
        "32019012345",
        "00019012345",
        "01139012345",
        "01209012345",
        "30029012345",
        "29020112345",
        "01015060012",
        "kr 1 203 261 000,00",
        "saksnummer 2026/12345-6",
        "1234 5678 9012 3456",
        "12345678901234567",
        "0101901234",
        "010190123456",
        "26-004182-03",
        "01,01,90,12345",
        "010190    12345",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert national_ids_in(text) == ()


def test_in_a_longer_row_of_digits_both_check_digits_must_be_right() -> None:
    row = f"98 76 54 32 {ORDINARY[:6]} {ORDINARY[6:]}"
    assert national_ids_in(row) == (Found(12, 24),)
    wrong = row[:-1] + str((int(row[-1]) + 1) % 10)
    assert national_ids_in(wrong) == ()


def test_eleven_digits_together_stand_alone_also_beside_other_numbers() -> None:
    assert national_ids_in("98765432 01019012345 10") == (Found(9, 20),)


def test_an_unusual_grouping_needs_right_check_digits() -> None:
    right = spaced(ORDINARY, "4.2.5")
    assert national_ids_in(right) == (Found(0, 13),)
    assert national_ids_in(spaced("01019012345", "4.2.5")) == ()
    assert national_ids_in(spaced(ORDINARY, "3 3 3 2")) == (Found(0, 14),)


def test_a_joint_help_number_is_known_by_its_check_digits_and_its_first_digit() -> None:
    """It holds no date, so nothing else can tell it from an invoice number."""
    number = VARIANTS["joint help number"]
    assert national_ids_in(spaced(number, "6 5")) == (Found(0, 12),)
    assert national_ids_in(spaced(number, "2 2 2 5")) == ()
    assert national_ids_in(number[:-1] + str((int(number[-1]) + 1) % 10)) == ()
    assert national_ids_in(made("329990123")) == ()


def test_several_are_all_found() -> None:
    text = f"{VARIANTS['ordinary']} og {VARIANTS['D-number']}; {VARIANTS['born in 2005']}"
    assert [text[each.start : each.end] for each in national_ids_in(text)] == [
        VARIANTS["ordinary"],
        VARIANTS["D-number"],
        VARIANTS["born in 2005"],
    ]


def test_the_answer_does_not_carry_the_number() -> None:
    assert ORDINARY not in repr(national_ids_in(ORDINARY))


BORN = st.dates(date(1900, 1, 1), date(2039, 12, 31))


@given(BORN, st.integers(0, 499), st.sampled_from([0, 40]), st.sampled_from([0, 40, 65, 80]), st.data())
def test_any_number_of_any_kind_is_found_in_any_text(
    born: date, serial: int, day: int, month: int, data: st.DataObject
) -> None:
    individual = serial if born.year < 2000 else serial + 500
    nine = f"{born.day + day:02}{born.month + month:02}{born.year % 100:02}{individual:03}"
    number = with_check_digits(nine)
    if number is None:
        return
    letters = st.text(st.characters(exclude_categories=["Nd"]), max_size=20)
    before, after = data.draw(letters), data.draw(letters)
    assert national_ids_in(before + number + after) == (Found(len(before), len(before) + 11),)


@given(BORN, st.integers(0, 499), st.integers(0, 99))
def test_any_possible_date_with_five_digits_is_found_whatever_the_check_digits(
    born: date, serial: int, check: int
) -> None:
    individual = serial if born.year < 2000 else serial + 500
    number = f"{born.day:02}{born.month:02}{born.year % 100:02}{individual:03}{check:02}"
    assert national_ids_in(number) == (Found(0, 11),)


@given(st.text(st.sampled_from("0123456789 .-x"), max_size=60))
def test_what_is_found_is_always_eleven_digits_in_order(text: str) -> None:
    end = 0
    for each in national_ids_in(text):
        assert end <= each.start < each.end <= len(text)
        assert sum(letter.isdigit() for letter in text[each.start : each.end]) == 11
        end = each.end


@given(st.integers(20_000_000, 99_999_999), st.integers(20_000_000, 99_999_999))
def test_two_telephone_numbers_are_hardly_ever_taken_for_one(one: int, other: int) -> None:
    """Run together by the usual pairs they are eight groups, not the eleven digits of one number."""
    pairs = [f"{n:08}"[k : k + 2] for n in (one, other) for k in range(0, 8, 2)]
    assert national_ids_in(" ".join(pairs)) == ()
