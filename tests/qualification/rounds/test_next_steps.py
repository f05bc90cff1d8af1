"""What comes next: the course after the test, the licence after the exam, and never past either."""

import pytest

from qualification.rounds.rules.next_steps import next_steps

NONE: frozenset[str] = frozenset()
SO = frozenset({"so"})
TEST, SILING, PRACTICAL = ("tospraaktest", "so"), ("siling", "so"), ("practical", "so")


@pytest.mark.parametrize(("passed", "has_tao", "licensed", "listed", "codes"), [
    ([], False, NONE, NONE, ["take_tospraaktest"]),
    ([TEST], False, NONE, NONE, ["take_tao"]),
    ([TEST], True, NONE, NONE, ["apply_for_listing"]),
    ([TEST], True, NONE, SO, []),
    ([], True, NONE, NONE, []),
    ([SILING], False, NONE, SO, ["take_practical"]),
    ([SILING, PRACTICAL], False, NONE, SO, ["apply_for_bevilling"]),
    ([SILING, PRACTICAL], False, SO, SO, []),
    ([], False, NONE, SO, []),
])  # fmt: skip
def test_the_road_goes_on_from_where_one_stands(
    passed: list[tuple[str, str | None]], has_tao: bool, licensed: frozenset[str], listed: frozenset[str],
    codes: list[str],
) -> None:  # fmt: skip
    steps = next_steps(passed, has_tao=has_tao, licensed=licensed, listed=listed)
    assert [each.code for each in steps] == codes


def test_one_language_does_not_finish_another() -> None:
    steps = next_steps([("siling", "so"), ("practical", "ti")], has_tao=False, licensed=NONE, listed=SO)
    assert [(each.code, each.language) for each in steps] == [
        ("apply_for_bevilling", "ti"),
        ("take_practical", "so"),
    ]
