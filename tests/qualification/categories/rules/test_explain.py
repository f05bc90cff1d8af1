"""Every category says why it is what it is, and what each better one lacks; and rules are independent of language."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualification.categories.rules.derive import EvidenceFact, category_for
from qualification.categories.rules.explain import explain, steps_of
from tests.qualification.categories.rules.evidence import FACTS, INSTANTS, TODAY, held, one


@pytest.mark.parametrize(
    ("names", "category", "because", "lacking"),
    [
        ("AUT GE", "B", ("bevilling", "grunnemne"), {"A": [["bachelor"]]}),
        ("BA", "B", ("bachelor",), {"A": [["bevilling"]]}),
        ("AUT BA", "A", ("bachelor", "bevilling"), {}),
        (
            "TST TAO",
            "E",
            ("tao", "tospraaktest"),
            {"D": [["grunnemne"]], "C": [["bevilling"]], "B": [["bachelor"], ["bevilling", "grunnemne"]]},
        ),
        (
            "TST",
            None,
            (),
            {
                "E": [["tao"]],
                "D": [["grunnemne"]],
                "C": [["bevilling"]],
                "B": [["bachelor"], ["bevilling", "grunnemne"]],
            },
        ),
    ],
)
def test_a_category_says_what_it_rests_on_and_what_the_better_ones_lack(
    names: str, category: str | None, because: tuple[str, ...], lacking: dict[str, list[list[str]]]
) -> None:
    found = explain(held(names), language="ar", type="speech", at=TODAY)
    assert (found.category, found.because) == (category, because)
    assert {key: value for key, value in found.facts()["lacking"].items() if key in lacking} == lacking  # type: ignore[attr-defined]
    assert bool(found.reasons) == (category is None)


def test_an_explanation_names_the_rule_of_the_day() -> None:
    now = explain(held("AUT", language="nsl", type="sign"), language="nsl", type="sign", at=TODAY)
    then = explain(held("AUT", language="nsl", type="sign"), language="nsl", type="sign",
                   at=datetime.fromisoformat("2024-06-01T12:00:00+00:00"))  # fmt: skip
    assert (now.category, now.rule_version) == ("C", "A-E/2025")
    assert (then.category, then.rule_version) == (None, "A-E/2023")


def test_the_ladder_marks_where_one_stands() -> None:
    found = explain(held("GE"), language="ar", type="speech", at=TODAY)
    assert steps_of(found) == (
        ("E", True, False), ("D", True, True), ("C", False, False), ("B", False, False), ("A", False, False),
    )  # fmt: skip
    assert not any(reached for _, reached, _ in steps_of(explain((), language="ar", type="speech", at=TODAY)))


@given(FACTS, INSTANTS, st.sampled_from([("ar", "speech"), ("nsl", "sign")]))
def test_an_explanation_agrees_with_the_category_and_rests_on_what_is_held(
    evidence: list[EvidenceFact], at: datetime, pair: tuple[str, str]
) -> None:
    language, type = pair
    found = explain(evidence, language=language, type=type, at=at)
    decision = category_for(evidence, language=language, type=type, at=at)
    assert (found.category, found.rule_version) == (decision.category, decision.rule_version)
    held_now = {each.kind for each in evidence if each.concerns(language, type) and each.holds_at(at)}
    assert set(found.because) <= held_now
    assert bool(found.because) == (found.category is not None)
    only = [each for each in evidence if each.kind in found.because]
    assert category_for(only, language=language, type=type, at=at).category == found.category, (
        "nothing else is needed"
    )


@given(FACTS, INSTANTS)
def test_what_is_said_of_one_language_depends_on_no_other(evidence: list[EvidenceFact], at: datetime) -> None:
    """Q4: but for what belongs to the person."""
    mine = [each for each in evidence if each.language in (None, "ar")]
    assert category_for(mine, language="ar", type="speech", at=at) == category_for(
        evidence, language="ar", type="speech", at=at
    )


@given(FACTS, INSTANTS)
def test_a_language_by_another_name_has_the_same_category(evidence: list[EvidenceFact], at: datetime) -> None:
    renamed = [
        EvidenceFact(each.kind, "xx" if each.language == "ar" else each.language, each.type, each.valid_from,
                     each.valid_to) for each in evidence
    ]  # fmt: skip
    was = category_for(evidence, language="ar", type="speech", at=at).category
    assert category_for(renamed, language="xx", type="speech", at=at).category == was


VECTORS = [
    ("AUT BA", "speech", "A"), ("BA", "speech", "B"), ("AUT GE", "speech", "B"), ("AUT GE BA", "speech", "A"),
    ("AUT", "speech", "C"), ("AUT TST TAO", "speech", "C"), ("GE", "speech", "D"), ("GE TST TAO", "speech", "D"),
    ("TST TAO", "speech", "E"), ("TRL TAO", "speech", "E"), ("TST", "speech", None), ("TAO", "speech", None),
    ("TRL", "speech", None), ("SGN", "sign", "D"), ("BA", "sign", "B"),
]  # fmt: skip


@pytest.mark.parametrize(("names", "type", "expected"), VECTORS)
def test_the_vectors_of_the_official_table_are_explained(names: str, type: str, expected: str | None) -> None:
    """The fifteen of one language; the one of two languages and the revocations are in `test_derive`."""
    language = "nsl" if type == "sign" else "ar"
    found = explain(held(names, language=language, type=type), language=language, type=type, at=TODAY)
    assert found.category == expected
    assert (found.because, found.reasons) != ((), ())


def test_one_person_may_have_a_category_in_each_language() -> None:
    evidence = (one("AUT", language="ar"), one("TST", language="prs"), one("TAO"))
    told = {tag: explain(evidence, language=tag, type="speech", at=TODAY) for tag in ("ar", "prs")}
    assert {tag: (each.category, each.because) for tag, each in told.items()} == {
        "ar": ("C", ("bevilling",)), "prs": ("E", ("tao", "tospraaktest")),
    }  # fmt: skip
