"""The synthetic register reproduces every printed figure (docs/syntetisk-nasjon.md, section 1)."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from functools import cache

import pytest
from stdnum.no import fodselsnummer

from qualification.categories.rules.derive import EvidenceFact, category_for
from web.demo.nation.days import at, end_of
from web.demo.nation.later import ENTRIES
from web.demo.nation.register import register
from web.demo.nation.tables import languages, register_languages, synthetic

DAYS = {2020: date(2020, 12, 31), 2021: date(2021, 12, 31)}
CATEGORIES = ("A", "B", "C", "D", "E")


@cache
def _facts() -> dict[int, list[tuple[datetime, datetime | None, EvidenceFact]]]:
    found = defaultdict(list)
    for row in register().evidence:
        fact = EvidenceFact(row.kind, row.language_tag, row.type, row.valid_from, row.valid_to)
        found[row.person_id].append((row.recorded_from, row.recorded_to, fact))
    return found


def _known(person: int, known_at: datetime) -> list[EvidenceFact]:
    return [
        f for since, until, f in _facts()[person] if since <= known_at and (until is None or known_at < until)
    ]


@cache
def categories(valid_at: datetime, known_at: datetime) -> dict[int, str | None]:
    """Derived category by entry, of the entries listed at an instant as known at another."""
    listed = {
        row.entry_id
        for row in register().listings
        if row.recorded_from <= known_at
        and (row.recorded_to is None or known_at < row.recorded_to)
        and row.valid_from <= valid_at
        and (row.valid_to is None or valid_at < row.valid_to)
    }
    found: dict[int, str | None] = {}
    for entry in register().entries:
        if entry.id in listed:
            evidence = _known(entry.interpreter_id, known_at)
            decision = category_for(evidence, language=entry.language_tag, type=entry.type, at=valid_at)
            found[entry.id] = decision.category
    return found


def _on(year: int) -> dict[int, str | None]:
    return categories(end_of(DAYS[year]), end_of(DAYS[year]))


def _entry(number: int) -> tuple[str, int]:
    row = register().entries[number - 1]
    assert row.id == number
    return row.language_tag, row.interpreter_id


@pytest.mark.parametrize(
    ("year", "entries", "persons", "expected"),
    [
        (2020, 1653, 1439, {"A": 18, "B": 217, "C": 43, "D": 745, "E": 630}),
        (2021, 1948, 1636, {"A": 26, "B": 234, "C": 45, "D": 814, "E": 829}),
    ],
)
def test_entries_persons_and_categories_are_as_printed(
    year: int, entries: int, persons: int, expected: dict[str, int]
) -> None:
    found = _on(year)
    assert len(found) == entries
    assert Counter(found.values()) == expected
    assert len({_entry(number)[1] for number in found}) == persons


@pytest.mark.parametrize("year", [2020, 2021])
def test_all_370_cells_of_language_and_category_come_out(year: int) -> None:
    found = Counter((_entry(number)[0], category) for number, category in _on(year).items())
    expected = {
        (each.tag, category): count
        for each in languages()
        for category, count in zip(CATEGORIES, each.entries[year], strict=True)
        if count
    }
    assert found == expected


def test_the_same_74_languages_are_held_on_both_dates() -> None:
    held = [{_entry(number)[0] for number in _on(year)} for year in (2020, 2021)]
    assert held[0] == held[1] == {each.tag for each in register_languages()}
    assert len(held[0]) == 74


@pytest.mark.parametrize(
    ("year", "expected"), [(2020, {1: 1249, 2: 166, 3: 24}), (2021, {1: 1360, 2: 240, 3: 36})]
)
def test_persons_with_one_two_and_three_languages(year: int, expected: dict[int, int]) -> None:
    held = Counter(_entry(number)[1] for number in _on(year))
    assert Counter(held.values()) == expected


@pytest.mark.parametrize("year", [2020, 2021])
def test_every_combination_of_languages_has_its_number_of_persons(year: int) -> None:
    held: dict[int, set[str]] = defaultdict(set)
    for number in _on(year):
        tag, person = _entry(number)
        held[person].add(tag)
    found = Counter("+".join(sorted(tags)) for tags in held.values() if len(tags) > 1)
    expected = {
        "+".join(sorted(row["tags"].split("+"))): int(row[f"persons_{year}"])
        for row in synthetic("multilingual")
        if row["row_type"] == "count" and row["languages"] != "1" and int(row[f"persons_{year}"])
    }
    assert found == expected


def test_exactly_the_printed_small_languages_grew() -> None:
    before, after = (Counter(_entry(number)[0] for number in _on(year)) for year in (2020, 2021))
    grew = {tag for tag, count in before.items() if count <= 5 and after[tag] > count}
    assert grew == {"ber", "ja", "yue", "ne", "se", "tl", "ce", "ug"}


def test_women_are_58_per_cent_at_both_dates() -> None:
    gender = {row.id: row.gender for row in register().persons}
    for year, women in ((2020, 835), (2021, 949)):
        persons = {_entry(number)[1] for number in _on(year)}
        assert sum(gender[person] == "woman" for person in persons) == women


def test_persons_per_county_are_as_modelled_at_both_dates() -> None:
    home = {row.id: row.municipality_code[:2] for row in register().persons}
    for year in (2020, 2021):
        found = Counter(home[person] for person in {_entry(number)[1] for number in _on(year)})
        assert found == {
            row["county_code_2024"]: int(row[f"persons_{year}"]) for row in synthetic("counties")
        }


def test_the_seven_languages_announced_for_the_exam_had_239_interpreters() -> None:
    announced = {r["tag"] for r in synthetic("tests") if r["programme"] == "authorisation_written"}
    assert sum(_entry(number)[0] in announced for number in _on(2020)) == 239


def test_one_dari_licence_is_revoked_from_march_2021_and_known_in_february_2022() -> None:
    then, before, after = end_of(date(2021, 12, 31)), at(date(2022, 2, 14)), at(date(2022, 2, 15))
    changed = {n for n, c in categories(then, before).items() if categories(then, after)[n] != c}
    assert len(changed) == 1
    entry = changed.pop()
    assert _entry(entry)[0] == "prs"
    assert (categories(then, before)[entry], categories(then, after)[entry]) == ("B", "D")
    assert categories(at(date(2021, 2, 28)), after)[entry] == "B"
    assert categories(at(date(2021, 3, 1)), after)[entry] == "D"


def test_the_register_of_2021_stands_today_but_for_the_revocation_and_the_twelve_of_2023() -> None:
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    today = categories(now, now)
    added = today.keys() - _on(2021).keys()
    assert sorted((_entry(n)[0], today[n]) for n in added) == sorted(
        (tag, category) for tag, _, category in ENTRIES
    )
    assert sum(today[number] != category for number, category in _on(2021).items()) == 1


def test_the_category_an_assignment_uses_is_the_derived_one_on_every_day_it_changes() -> None:
    for holder in register().holders:
        for day, category in holder.steps:
            instant = end_of(day)
            evidence = _known(holder.interpreter_id, instant)
            derived = category_for(
                evidence, language=holder.language_tag, type=holder.type, at=instant
            ).category
            listed = holder.entry_id in categories(instant, instant) if not category else True
            assert (derived if listed else None) == (category or None)


def test_nothing_is_known_before_it_is_valid_and_courses_follow_tests() -> None:
    tests: dict[int, datetime] = {}
    for row in register().evidence:
        assert row.valid_from <= row.recorded_from
        if row.kind in ("tospraaktest", "translator"):
            tests[row.person_id] = min(row.valid_from, tests.get(row.person_id, row.valid_from))
    for row in register().evidence:
        if row.kind == "tao":
            assert tests[row.person_id] < row.valid_from


def test_identity_numbers_are_synthetic_with_valid_check_digits_and_unique() -> None:
    numbers = [row.national_id for row in register().persons]
    assert len(set(numbers)) == len(numbers)
    for row in register().persons:
        number = row.national_id
        assert number[:4] == f"{row.born_on.day:02}{row.born_on.month + 80:02}"
        assert number[9] == fodselsnummer.calc_check_digit1(number)
        assert number[10] == fodselsnummer.calc_check_digit2(number)
        assert fodselsnummer.get_gender(number) == {"woman": "F", "man": "M"}[row.gender]


def test_contact_points_lie_outside_every_real_series() -> None:
    assert all(row.email.isascii() and row.email.endswith(".example") for row in register().persons)
    assert all(row.phone.startswith("+471") and len(row.phone) == 11 for row in register().persons)
    assert len({row.email for row in register().persons}) == len(register().persons)


def test_interpreter_numbers_are_consecutive_from_100001() -> None:
    numbers = sorted(int(row.number) for row in register().interpreters)
    assert numbers == list(range(100_001, 100_001 + len(numbers)))


def test_a_thousand_entries_opened_with_the_register_in_march_2020() -> None:
    opened = at(date(2020, 3, 25))
    assert len({row.entry_id for row in register().listings if row.valid_from == opened}) == 1000
    assert min(row.valid_from for row in register().listings) == opened


def test_the_named_demonstration_interpreters_hold_the_best_category_of_their_language() -> None:
    people = {row.id: row for row in register().persons}
    samira = people[register().named["ar"]]
    assert (samira.given_name, samira.family_name, samira.gender) == ("Samira", "Haddad", "woman")
    best = {
        tag: min(c for n, c in _on(2021).items() if c and _entry(n)[0] == tag)
        for tag in ("ar", "so", "pl", "vi")
    }
    for tag, category in best.items():
        held = {_on(2021)[n] for n in _on(2021) if _entry(n) == (tag, register().named[tag])}
        assert held == {category}
