"""The way up: what is missing for the next category."""

from datetime import datetime

import pytest
from hypothesis import given

from qualification.categories.rules.derive import EvidenceFact, category_for
from qualification.categories.rules.next_step import next_step, ways_up
from tests.qualification.categories.rules.evidence import FACTS, INSTANTS, TODAY, held


@pytest.mark.parametrize(
    ("names", "current", "following", "ways"),
    [
        ("", None, "E", [("missing_tao", "missing_tospraaktest"), ("missing_tao", "missing_translator")]),
        ("TAO", None, "E", [("missing_tospraaktest",), ("missing_translator",)]),
        ("TST", None, "E", [("missing_tao",)]),
        ("TST TAO", "E", "D", [("missing_grunnemne",)]),
        ("GE", "D", "B", [("missing_bachelor",), ("missing_bevilling",)]),
        ("AUT", "C", "B", [("missing_grunnemne",)]),
        ("BA", "B", "A", [("missing_bevilling",)]),
        ("EEA", "B", "A", [("missing_bevilling",)]),
        ("AUT GE", "B", "A", [("missing_bachelor",)]),
        ("AUT BA", "A", None, []),
    ],
)
def test_the_next_category_and_every_way_to_it(
    names: str, current: str | None, following: str | None, ways: list[tuple[str, ...]]
) -> None:
    step = next_step(held(names), language="ar", type="speech", at=TODAY)
    assert (step.current, step.next, [way.codes for way in step.ways]) == (current, following, ways)


def test_the_highest_category_says_so() -> None:
    step = next_step(held("AUT BA"), language="ar", type="speech", at=TODAY)
    assert [each.code for each in step.reasons] == ["highest_category"]


def test_a_type_without_an_authorisation_exam_ends_at_b() -> None:
    step = next_step(held("BA", language="nb", type="deafblind"), language="nb", type="deafblind", at=TODAY)
    assert (step.current, step.next) == ("B", None)
    assert [each.code for each in step.reasons] == ["no_higher_category_open"]


def test_there_is_no_way_to_an_entry_in_norwegian_speech() -> None:
    step = next_step((), language="nb", type="speech", at=TODAY)
    assert (step.next, [each.code for each in step.reasons]) == (None, ["norwegian_is_one_side"])


@given(FACTS, INSTANTS)
def test_getting_what_is_missing_gives_exactly_the_category_promised(
    evidence: list[EvidenceFact], at: datetime
) -> None:
    for way in ways_up(evidence, language="ar", type="speech", at=at):
        kinds = [each.code.removeprefix("missing_") for each in way.missing]
        gained = [
            EvidenceFact(kind, None if kind == "tao" else "ar", None if kind == "tao" else "speech", at)
            for kind in kinds
        ]
        with_all = category_for([*evidence, *gained], language="ar", type="speech", at=at)
        assert with_all.category == way.category
        for left_out in range(len(gained)):
            fewer = [*evidence, *gained[:left_out], *gained[left_out + 1 :]]
            short = category_for(fewer, language="ar", type="speech", at=at).category
            assert short is None or short > way.category
