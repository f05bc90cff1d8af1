"""Who a candidate is. Failure modes 5 and 24: nobody gets a twin's, a namesake's or a stranger's result."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.matching import LEAST_FIRST, LEAST_RECALL, measured
from qualification.imports.rules.matching import Known, Said, Verdict, judge, likeness
from tests.qualification.imports.files import BORN, number_for

ON = date(2026, 11, 21)
SAMIRA = Known(1, number_for(), (), "Samira", "Haddad", BORN)
AMAL = Known(2, number_for(nth=1), (), "Amal", "Haddad", BORN)
SAID = Said(SAMIRA.national_id, "Samira", "Haddad", BORN)


def test_precision_and_recall_on_the_labelled_set_stay_above_their_floors() -> None:
    """Twins, their swapped numbers, name changes, D-numbers, typos and other spellings; seed in the file."""
    total, by_kind = measured()
    assert total.linked_wrong == 0, "a wrong link is never acceptable"
    assert total.precision == 1
    assert total.recall >= LEAST_RECALL
    assert total.asked_first / (total.asked_right + total.asked_wrong) >= LEAST_FIRST
    assert by_kind["the twin's number"].linked_right == 0, "a contradiction is for a person to see"
    assert by_kind["a twin nobody knows"].strangers_asked == 0
    assert {kind for kind, each in by_kind.items() if each.said < 100} == set(), (
        "every difficulty is in the set"
    )


def test_the_number_and_the_name_together_are_certain() -> None:
    found = judge(SAID, [SAMIRA, AMAL], on=ON)
    assert (found.verdict, found.options[0].person_id) == (Verdict.CERTAIN, 1)


def test_a_former_d_number_is_as_certain_as_the_number() -> None:
    d_number = number_for(is_d=True)
    known = replace(SAMIRA, former_ids=(d_number,))
    found = judge(replace(SAID, national_id=d_number), [known], on=ON)
    assert found.verdict is Verdict.CERTAIN
    assert "former_number" in found.options[0].reasons


@pytest.mark.parametrize(
    ("said", "verdict", "people"),
    [
        (replace(SAID, national_id=""), Verdict.UNSURE, [1]),  # likeness alone is never certain
        (replace(SAID, family_name="Berg"), Verdict.CERTAIN, [1]),  # married
        (replace(SAID, national_id=AMAL.national_id), Verdict.UNSURE, [2, 1]),  # the sister's number
        (replace(SAID, given_name="Rania", national_id=""), Verdict.NOBODY, []),  # a third sister
        (replace(SAID, given_name="Rania", national_id=number_for(nth=5)), Verdict.NOBODY, []),
        (
            replace(SAID, national_id=number_for(is_d=True)),
            Verdict.UNSURE,
            [1],
        ),  # a D-number nobody has linked
        (replace(SAID, given_name="Sameera", national_id=""), Verdict.UNSURE, [1]),
        (Said("", "Haddad", "Samira", BORN), Verdict.UNSURE, [1]),
    ],
)
def test_what_follows_from_what_was_said(said: Said, verdict: Verdict, people: list[int]) -> None:
    found = judge(said, [SAMIRA, AMAL], on=ON)
    assert (found.verdict, [each.person_id for each in found.options]) == (verdict, people)


def test_a_number_with_another_given_name_is_asked_about_also_when_nobody_else_is_known() -> None:
    found = judge(replace(SAID, national_id=AMAL.national_id), [AMAL], on=ON)
    assert (found.verdict, [each.person_id for each in found.options]) == (Verdict.UNSURE, [2])


def test_a_number_is_not_certain_while_somebody_elses_given_name_is_nearer() -> None:
    cousin = replace(AMAL, given_name="Samirah")
    found = judge(replace(SAID, national_id=AMAL.national_id), [SAMIRA, cousin], on=ON)
    assert "given_name_agrees" in found.options[0].reasons
    assert found.verdict is Verdict.UNSURE


@given(given_name=st.text(max_size=20), family_name=st.text(max_size=20), born=st.dates(date(1900, 1, 1), ON))
def test_without_the_number_nothing_is_ever_certain(given_name: str, family_name: str, born: date) -> None:
    found = judge(Said("", given_name, family_name, born), [SAMIRA, AMAL], on=ON)
    assert found.verdict is not Verdict.CERTAIN


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_lies_between_nothing_and_the_same(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1


def test_every_answer_says_by_which_version_of_the_rule() -> None:
    assert judge(SAID, [], on=ON).rule_version == date(2022, 1, 1)
