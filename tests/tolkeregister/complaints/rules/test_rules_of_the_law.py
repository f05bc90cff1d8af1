"""The rules of tolkeloven §§ 19–21 about complaints, by their numbers: W2, W5 to W10 and W12."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tolkeregister.complaints.rules.intake import IN_LAW, LEADS_TO, Subject, may_classify, may_merge, may_move
from tolkeregister.complaints.rules.reactions import (
    EFFECTS,
    EXCLUDING,
    SIGNATURES,
    Effect,
    Ending,
    Ground,
    Proposal,
    may_react,
    may_sign_as,
    next_review,
)
from tolkeregister.complaints.rules.returning import Excluded, may_return
from tolkeregister.complaints.rules.terms import TERMS
from tolkeregister.complaints.rules.warnings import Warned, count_warnings, counts_until
from tolkeregister.complaints.rules.words import Basis, Closing, ComplaintState
from tolkeregister.core.rules.dated import in_force

TODAY = date(2026, 3, 2)
RULES = in_force(TERMS, TODAY)
LISTED = Subject(is_known=True, is_listed=True, is_authorised=False)
AUTHORISED = Subject(is_known=True, is_listed=False, is_authorised=True)
NEITHER = Subject(is_known=True, is_listed=False, is_authorised=False)
STRANGER = Subject(is_known=False, is_listed=False, is_authorised=False)
EXCLUSION = Proposal(
    Ending.EXCLUDED_UNTIL, TODAY, is_in_register=True, ground=Ground.MATERIAL_BREACH,
    finding="Brøt taushetsplikten mot betaling.", until=date(2027, 3, 2),
)  # fmt: skip
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize("basis", sorted(IN_LAW))
@pytest.mark.parametrize(
    ("subject", "allowed"), [(LISTED, True), (AUTHORISED, True), (NEITHER, False), (STRANGER, False)]
)
def test_w2_only_the_listed_or_authorised_are_assessed(basis: Basis, subject: Subject, allowed: bool) -> None:
    decision = may_classify(basis, subject)
    assert decision.allowed is allowed
    assert allowed or decision.codes == ("subject_not_listed",)


def test_w2_nobody_who_is_listed_is_turned_away_as_unlisted() -> None:
    for subject in (LISTED, AUTHORISED):
        assert may_classify(Basis.NOT_LISTED, subject).codes == ("subject_is_listed",)
    assert may_classify(Basis.NOT_LISTED, STRANGER).allowed
    assert may_classify(Basis.OUTSIDE, LISTED).allowed
    assert may_classify(Basis.TITLE_MISUSE, STRANGER).allowed, "seed F5: no entry needed"


def test_w2_each_classification_has_its_own_answer() -> None:
    assert len({each.answer for each in LEADS_TO.values()}) == len(Basis)
    assert {basis: LEADS_TO[basis].closing for basis in Basis} == {
        **dict.fromkeys(IN_LAW), Basis.TITLE_MISUSE: None, Basis.OUTSIDE: Closing.OUTSIDE,
        Basis.NOT_LISTED: Closing.NOT_LISTED,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("decided", "on", "counts"),
    [
        (date(2021, 3, 3), TODAY, True),
        (date(2021, 3, 2), TODAY, False),  # five years to the day
        (TODAY, TODAY, True),
        (TODAY + timedelta(days=1), TODAY, False),
        (date(2024, 2, 29), date(2029, 2, 27), True),
        (date(2024, 2, 29), date(2029, 2, 28), False),
    ],
)
def test_w6_a_warning_counts_five_years_from_the_decision(decided: date, on: date, counts: bool) -> None:
    assert bool(count_warnings([Warned(decided)], on, RULES).active) is counts
    assert not count_warnings([Warned(decided, is_reversed=True)], on, RULES).active, "reversed"


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.dates(date(2018, 1, 1), TODAY), st.booleans()), max_size=8))
def test_w7_three_active_warnings_flag_and_a_day_later_they_may_not(rows: list[tuple[date, bool]]) -> None:
    warnings = [Warned(day, is_reversed) for day, is_reversed in rows]
    counted = count_warnings(warnings, TODAY, RULES)
    assert counted.is_flagged is (len(counted.active) >= 3)
    assert all(
        counts_until(each.decided_on, RULES) > TODAY and not each.is_reversed for each in counted.active
    )


def test_w7_nothing_excludes_by_itself_and_a_material_breach_needs_a_reasoned_finding() -> None:
    three = replace(EXCLUSION, ground=Ground.THREE_WARNINGS, finding="", active_warnings=3)
    assert may_react(three, RULES).allowed
    assert may_react(replace(three, active_warnings=2), RULES).codes == ("too_few_warnings",)
    assert may_react(replace(EXCLUSION, finding=" "), RULES).codes == ("finding_missing",)
    assert may_react(replace(three, ground=None), RULES).codes == ("exclusion_ground_missing",), (
        "three alone are no ground"
    )
    warned = Proposal(Ending.WARNING, TODAY, is_in_register=True, active_warnings=9)
    assert may_react(warned, RULES).allowed, "a fourth warning is a warning"


def test_w8_an_exclusion_is_from_to_or_for_good() -> None:
    assert may_react(replace(EXCLUSION, until=None), RULES).codes == ("until_missing",)
    assert may_react(replace(EXCLUSION, until=TODAY), RULES).codes == ("until_before_from",)
    for_good = replace(EXCLUSION, ending=Ending.EXCLUDED_FOR_GOOD)
    assert may_react(for_good, RULES).codes == ("until_unwanted",)
    assert may_react(replace(for_good, until=None), RULES).allowed
    assert may_react(replace(EXCLUSION, is_in_register=False), RULES).codes == ("only_for_listed",)


@pytest.mark.parametrize(
    ("exclusions", "has_category", "is_dead", "is_protected", "codes"),
    [
        ([Excluded(NOW - timedelta(9), NOW)], True, False, False, ()),
        ([Excluded(NOW - timedelta(9), NOW + timedelta(seconds=1))], True, False, False, ("exclusion_runs",)),
        ([Excluded(NOW - timedelta(9), None)], True, False, False, ("excluded_for_good",)),
        ([Excluded(NOW - timedelta(9), NOW)], False, False, False, ("requirements_not_met",)),
        ([], True, True, False, ("person_is_dead",)),
        ([], True, False, True, ("person_is_protected",)),
    ],
)
def test_w8_coming_back_takes_that_the_end_has_passed_and_the_requirements_are_met(
    exclusions: list[Excluded], has_category: bool, is_dead: bool, is_protected: bool, codes: tuple[str, ...]
) -> None:
    decision = may_return(
        exclusions, NOW, has_category=has_category, is_dead=is_dead, is_protected=is_protected
    )
    assert decision.allowed is (not codes)
    assert not codes or decision.codes == codes


def test_w9_a_temporary_exclusion_is_a_leaders_and_is_reviewed() -> None:
    assert may_sign_as(Ending.TEMPORARILY_EXCLUDED, is_leader=False).codes == ("leader_must_sign",)
    assert may_sign_as(Ending.TEMPORARILY_EXCLUDED, is_leader=True).allowed
    assert next_review(TODAY, RULES) == date(2026, 3, 30)


def test_every_reaction_against_somebody_takes_two_people_and_only_one_kind_a_leader() -> None:
    two = {ending for ending, needs in SIGNATURES.items() if needs.people == 2}
    assert two == {Ending.WARNING, *EXCLUDING, Ending.TEMPORARILY_EXCLUDED, Ending.TEMPORARY_ENDED}
    assert [ending for ending in Ending if not may_sign_as(ending, is_leader=False).allowed] == [
        Ending.TEMPORARILY_EXCLUDED
    ]


def test_w12_an_appeal_may_hold_an_exclusion_back_and_let_it_go_on() -> None:
    assert dict(EFFECTS) == {
        "suspended": Effect.HELD_BACK, "suspension_ended": Effect.IN_FORCE, "ministry_annulled": Effect.REVERSED,
    }  # fmt: skip


def test_a_complaint_goes_forwards_and_a_closed_one_stays_closed() -> None:
    assert may_move(ComplaintState.RECEIVED, ComplaintState.HEARING).codes == ("not_assigned",)
    assert may_move(ComplaintState.ASSIGNED, ComplaintState.HEARING).allowed
    assert may_move(ComplaintState.CLOSED, ComplaintState.ASSIGNED).codes == ("complaint_closed",)


def test_a_duplicate_goes_into_one_that_is_handled() -> None:
    assert may_merge(1, 2, ComplaintState.ASSIGNED, None).allowed
    assert may_merge(1, 1, ComplaintState.ASSIGNED, None).codes == ("duplicate_of_itself",)
    assert may_merge(1, 2, ComplaintState.CLOSED, 3).codes == ("duplicate_of_closed",)
