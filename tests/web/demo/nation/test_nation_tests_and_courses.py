"""Tests, exams, courses and degrees as printed (docs/syntetisk-nasjon.md, section 4)."""

from collections import Counter, defaultdict

import pytest

from web.demo.nation.days import at
from web.demo.nation.register import register


@pytest.mark.parametrize(
    ("year", "tongues", "passed", "candidates"),
    [
        (2017, 11, 112, 259),
        (2018, 13, 151, 317),
        (2019, 27, 170, 390),
        (2020, 24, 187, 415),
        (2021, 37, 205, 511),
    ],
)
def test_tospraaktesten_by_year_is_as_printed(year: int, tongues: int, passed: int, candidates: int) -> None:
    rows = [row for row in register().tests if row.programme == "tospraaktest" and row.year == year]
    assert len({row.language_tag for row in rows}) == tongues
    assert (sum(row.passed is True for row in rows), len(rows)) == (passed, candidates)


def test_women_were_63_per_cent_of_the_candidates_of_2021() -> None:
    rows = [row for row in register().tests if row.programme == "tospraaktest" and row.year == 2021]
    assert sum(row.gender == "woman" for row in rows) == 322


def test_the_authorisation_exam_of_2021_is_as_printed() -> None:
    written = [row for row in register().tests if row.programme == "authorisation_written"]
    oral = [row for row in register().tests if row.programme == "authorisation_oral"]
    assert (len(written), len({row.language_tag for row in written})) == (80, 7)
    assert (len(oral), len({row.language_tag for row in oral})) == (48, 6)
    assert len({row.language_tag for row in written + oral}) == 11
    passed = [row for row in oral if row.passed]
    assert (len(passed), len({row.language_tag for row in passed})) == (13, 5)
    assert sorted(Counter(row.taken_on for row in passed).values()) == [6, 7]
    assert len({row.language_tag for row in oral} - {row.language_tag for row in written}) == 4


def test_bachelor_graduates_of_2021_are_60_in_eight_languages_and_25_were_registered() -> None:
    rows = register().graduates
    assert (len(rows), len({row.language_tag for row in rows})) == (60, 8)
    assert sum(row.registered for row in rows) == 25


def test_the_basic_course_at_hvl_has_the_printed_funnel() -> None:
    steps = ("applied", "qualified", "offered", "passed")
    rows = [row for row in register().courses if row.programme == "grunnemne_hvl"]
    reached = [sum(steps.index(row.outcome) >= place for row in rows) for place in range(4)]
    assert reached == [134, 56, 34, 32]
    assert {row.language_tag for row in rows} == {"ar", "prs", "ti", "pl"}
    assert all(row.person_id is not None for row in rows if row.outcome == "passed")


def test_tao_participants_by_year() -> None:
    rows = [row for row in register().courses if row.programme == "tao"]
    assert Counter(row.held_on.year for row in rows) == {
        2017: 119,
        2018: 145,
        2019: 160,
        2020: 70,
        2021: 300,
        2022: 38,
    }
    assert len({row.course for row in rows if row.held_on.year == 2017}) == 6


def test_interest_is_826_notices_over_83_languages_with_at_least_one_each() -> None:
    rows = register().interests
    assert (len(rows), sum(row.notices for row in rows)) == (83, 826)
    assert all(row.notices >= 1 for row in rows)


def test_every_new_e_entry_of_2021_rests_on_a_passed_test_of_the_same_person_and_language_before_it() -> None:
    passed = {(t.person_id, t.language_tag): t.taken_on for t in register().tests if t.passed and t.person_id}
    listed = {row.entry_id: row.valid_from for row in register().listings if row.recorded_to is None}
    by_person: dict[int, list[str]] = defaultdict(list)
    new = 0
    for holder in register().holders:
        by_person[holder.interpreter_id].append(holder.language_tag)
        first_day, category = holder.steps[0]
        if category == "E" and first_day.year == 2021:
            new += 1
            assert at(passed[holder.interpreter_id, holder.language_tag]) < listed[holder.entry_id]
    assert new == 290


def test_a_linked_test_has_the_gender_of_its_person() -> None:
    gender = {row.id: row.gender for row in register().persons}
    assert all(row.gender == gender[row.person_id] for row in register().tests if row.person_id)
