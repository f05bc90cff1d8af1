"""Numbers, dates and times are written as the design guide (docs/design.md) says."""

from datetime import UTC, date, datetime, time

import pytest

from web.view import formats
from web.view.addresses import Form

START = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
END = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("nb", "torsdag 26.\xa0november 2026 kl.\xa010.00–\u206011.00"),
        ("nn", "torsdag 26.\xa0november 2026 kl.\xa010.00–\u206011.00"),
        ("en", "Thursday 26 November 2026, 10:00–\u206011:00"),
    ],
)
def test_an_appointment_is_shown_in_oslo_time(form: Form, shown: str) -> None:
    assert formats.when(START, END, form) == shown


@pytest.mark.parametrize(
    ("day", "form", "shown"),
    [
        (date(2026, 11, 24), "nn", "tysdag 24.\xa0november 2026"),
        (date(2026, 11, 28), "nn", "laurdag 28.\xa0november 2026"),
        (date(2026, 11, 28), "nb", "lørdag 28.\xa0november 2026"),
        (date(2026, 2, 3), "en", "Tuesday 3 February 2026"),
    ],
)
def test_weekdays_and_months_follow_the_written_form(day: date, form: Form, shown: str) -> None:
    assert formats.long_date(day, form) == shown


@pytest.mark.parametrize(
    ("locale", "shown", "range_", "lasts"),
    [
        ("ar", "الخميس، 26 نوفمبر 2026، ", "\u206610:00–\u206011:00\u2069", "45 دقيقة"),
        ("pl", "czwartek, 26 listopada 2026 ", "10:00–\u206011:00", "45 minut"),
        ("uk", "четвер, 26 листопада 2026 р., ", "10:00–\u206011:00", "45 хвилин"),
    ],
)
def test_a_further_language_has_its_own_months_and_times_that_read_from_the_left(
    locale: str, shown: str, range_: str, lasts: str
) -> None:
    assert formats.when(START, END, locale).replace("\u202f", " ") == shown + range_
    assert formats.duration(45, locale) == lasts
    assert formats.plain_date(START, locale) == formats.short_date(START, locale)
    assert formats.plain_date(START, locale).replace("\u202f", " ") in shown
    assert ("<bdi" in str(formats.left_to_right("26-004182", locale))) == (locale == "ar")


def test_a_moment_late_in_the_evening_in_utc_is_the_next_day_in_oslo() -> None:
    assert formats.short_date(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == "01.07.2026"


def test_an_appointment_that_ends_at_midnight_ends_at_24() -> None:
    end = datetime(2026, 11, 26, 23, 0, tzinfo=UTC)
    assert formats.clock_range(START, end) == "kl.\xa010.00–\u206024.00"


def test_an_appointment_past_midnight_names_the_day_it_ends() -> None:
    end = datetime(2026, 11, 27, 1, 30, tzinfo=UTC)
    assert formats.clock_range(START, end) == "kl.\xa010.00 – fredag 27.\xa0november kl.\xa002.30"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        formats.clock(START.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("value", "decimals", "form", "shown"),
    [
        (2423, None, "nb", "2\xa0423"),
        (1234567.25, None, "nn", "1\xa0234\xa0567,25"),
        (2423, None, "en", "2,423"),
        (68.45, 1, "nb", "68,5"),
        (68.44, 1, "nb", "68,4"),
        (2.5, 0, "nb", "3"),
        (0, 1, "nb", "0,0"),
    ],
)
def test_numbers_have_hard_spaces_and_a_decimal_comma(
    value: float, decimals: int | None, form: Form, shown: str
) -> None:
    assert formats.number(value, form, decimals) == shown


def test_a_percentage_has_a_hard_space_in_norwegian_and_none_in_english() -> None:
    assert formats.percent(68.4) == "68,4\xa0%"
    assert formats.percent(68.4, "en") == "68.4%"


@pytest.mark.parametrize(
    ("minutes", "form", "shown"),
    [
        (45, "nb", "45\xa0minutter"),
        (60, "nb", "1\xa0time"),
        (150, "nb", "2\xa0timer 30\xa0minutter"),
        (121, "nn", "2\xa0timar 1\xa0minutt"),
        (0, "nb", "0\xa0minutter"),
        (90, "en", "1\xa0hour 30\xa0minutes"),
    ],
)
def test_durations_are_spelt_out(minutes: int, form: Form, shown: str) -> None:
    assert formats.duration(minutes, form) == shown


def test_small_counts_are_words() -> None:
    assert [formats.count_word(each) for each in (1, 2, 12, 13)] == ["én", "to", "tolv", "13"]
    assert formats.count_word(1, "nn") == "éin"
    assert formats.count_word(11, "en") == "11"


def test_machine_times_carry_the_offset_of_the_season() -> None:
    assert formats.machine_time(START) == "2026-11-26T10:00:00+01:00"
    assert formats.machine_time(datetime(2026, 7, 1, 8, tzinfo=UTC)) == "2026-07-01T10:00:00+02:00"


def test_a_time_of_day_is_shown_without_a_date() -> None:
    assert formats.at_clock(time(9, 5)) == "kl.\xa009.05"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("+4722000000", "+47 22 00 00 00"), ("+46812345678", "+46812345678"), ("+47220000001", "+47220000001"),
        ("22 00 00 00", "22 00 00 00"),
    ],
)  # fmt: skip
def test_a_norwegian_telephone_number_is_shown_in_pairs(stored: str, shown: str) -> None:
    assert formats.phone_number(stored).replace("\xa0", " ") == shown
