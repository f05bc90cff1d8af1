"""What results give the register, and what they do not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualification.rounds.rules.criteria import CRITERIA, criteria_for, round_code
from qualification.rounds.rules.earned import MODULES, ResultFact, earned, modules_left


def a_result(id: int, test: str, part: str = "whole", verdict: str = "passed", language: str | None = "so",
             day: int = 1) -> ResultFact:  # fmt: skip
    return ResultFact(id, test, None if test == "tao" else language, "speech", part, verdict,
                      date(2026, 3, day), "OsloMet")  # fmt: skip


@pytest.mark.parametrize("test", ["tospraaktest", "grunnemne", "bachelor"])
def test_what_is_passed_becomes_evidence_in_its_language(test: str) -> None:
    (one,) = earned([a_result(1, test)])
    assert (one.kind, one.language, one.type, one.since, one.results) == (
        test, "so", "speech", date(2026, 3, 1), (1,),
    )  # fmt: skip


@pytest.mark.parametrize("test", ["siling", "practical"])
def test_a_passed_exam_is_no_licence(test: str) -> None:
    """Rule Q9: bevilling is a decision of its own."""
    assert earned([a_result(1, test)]) == ()


@pytest.mark.parametrize("verdict", ["failed", "absent", "annulled", "unknown"])
def test_only_what_is_passed_counts(verdict: str) -> None:
    assert earned([a_result(1, "tospraaktest", verdict=verdict)]) == ()


def test_a_part_of_tospraaktesten_is_not_the_test() -> None:
    assert (
        earned([a_result(1, "tospraaktest", "into_language"), a_result(2, "tospraaktest", "into_norwegian")])
        == ()
    )


def test_tao_is_complete_with_all_four_modules_and_from_the_last_day() -> None:
    """Rule E6."""
    modules = [a_result(n, "tao", part, day=n) for n, part in enumerate(MODULES, 1)]
    assert earned(modules[:3]) == ()
    assert modules_left(modules[:3]) == ("module_4",)
    (one,) = earned(modules)
    assert (one.kind, one.language, one.type, one.since) == ("tao", None, None, date(2026, 3, 4))
    assert one.results == (1, 2, 3, 4)
    assert modules_left(modules) == ()


def test_a_course_before_the_modules_counts_as_a_whole() -> None:
    assert [each.kind for each in earned([a_result(1, "tao")])] == ["tao"]
    assert modules_left([a_result(1, "tao")]) == ()


def test_the_first_time_counts() -> None:
    (one,) = earned([a_result(2, "tospraaktest", day=9), a_result(1, "tospraaktest", day=5)])
    assert one.since == date(2026, 3, 5)


RESULTS = st.lists(st.builds(
    a_result, st.integers(1, 99), st.sampled_from(["tospraaktest", "tao", "siling", "practical", "grunnemne"]),
    st.sampled_from(["whole", *MODULES]), st.sampled_from(["passed", "failed"]), st.sampled_from(["so", "ti"]),
    st.integers(1, 28),
), max_size=12)  # fmt: skip


@given(RESULTS, RESULTS)
def test_more_results_never_give_less(some: list[ResultFact], more: list[ResultFact]) -> None:
    fewer = {(each.kind, each.language) for each in earned(some)}
    assert fewer <= {(each.kind, each.language) for each in earned(some + more)}


@given(RESULTS)
def test_evidence_rests_on_passed_results_alone(results: list[ResultFact]) -> None:
    passed = {each.id for each in results if each.verdict == "passed"}
    assert all(set(each.results) <= passed for each in earned(results))


@pytest.mark.parametrize(("test", "held", "version", "threshold"), [
    ("siling", date(2018, 5, 1), "siling-2018", {"whole": 75}),
    ("siling", date(2021, 10, 8), "siling-2021", {"whole": 80}),
    ("siling", date(2024, 12, 31), "siling-2021", {"whole": 80}),
    ("siling", date(2025, 1, 1), "siling-2025", {}),
    ("practical", date(2021, 6, 18), "practical-2021", {"whole": 85}),
])  # fmt: skip
def test_the_criteria_are_those_of_the_day(
    test: str, held: date, version: str, threshold: dict[str, int]
) -> None:
    """Rule E5; OsloMet's candidate information 2018, 2021 and 2025."""
    criteria = criteria_for(test, held)
    assert (criteria.version, criteria.thresholds) == (version, threshold)


def test_prima_vista_is_a_part_from_2025_on() -> None:
    assert "prima_vista" not in criteria_for("practical", date(2024, 12, 31)).parts
    assert "prima_vista" in criteria_for("practical", date(2025, 1, 1)).parts


def test_versions_are_never_used_twice() -> None:
    named = [each.version for rows in CRITERIA.values() for each in rows]
    assert len(named) == len(set(named))


def test_a_round_is_called_by_its_half_of_the_year() -> None:
    assert [round_code(date(2027, month, 1)) for month in (1, 6, 7, 12)] == [
        "2027-1",
        "2027-1",
        "2027-2",
        "2027-2",
    ]
