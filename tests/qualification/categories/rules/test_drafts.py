"""Rules as data: what may be rules, when they may be put in force, and that history keeps the rules of its day."""

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualification.categories.rules.before_2020 import HIGHEST, may_be_compared, same_requirement
from qualification.categories.rules.comparing import Subject, compare
from qualification.categories.rules.derive import EvidenceFact, category_for, category_under, history_for
from qualification.categories.rules.drafts import (
    as_data,
    code_of,
    may_be_put_in_force,
    may_be_routes,
    one_after_the_other,
    routes_of,
    starts_at,
    version_of,
)
from qualification.categories.rules.schemes import CATEGORIES, KINDS, SCHEMES, TYPES, Scheme
from tests.qualification.categories.rules.evidence import FACTS, INSTANTS, TODAY, facts, held

DAY = date(2027, 7, 1)
NEWEST = SCHEMES[-1]


def drafted(*routes: dict[str, Any], valid_from: date = DAY) -> Scheme:
    return Scheme(version_of(valid_from), starts_at(valid_from), None, routes_of(routes), "proposal")


ROUTES = st.lists(
    st.builds(
        lambda category, types, needs: {"category": category, "code": code_of(needs), "types": sorted(types),
                                        "needs": [sorted(need) for need in needs]},
        st.sampled_from(CATEGORIES), st.sets(st.sampled_from(sorted(TYPES)), min_size=1),
        st.lists(st.sets(st.sampled_from(sorted(KINDS)), min_size=1), min_size=1, max_size=3),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda each: each.version)
def test_the_schemes_of_the_code_survive_being_data(scheme: Scheme) -> None:
    assert routes_of(as_data(scheme.routes)) == tuple(route for route in scheme.routes if route.types)
    assert may_be_routes(as_data(scheme.routes)).allowed


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"category": "F"}, "unknown_category"),
        ({"types": []}, "unknown_type"),
        ({"types": ["tactile"]}, "unknown_type"),
        ({"needs": []}, "unknown_evidence_kind"),
        ({"needs": [[]]}, "unknown_evidence_kind"),
        ({"needs": [["diploma"]]}, "unknown_evidence_kind"),
    ],
)
def test_what_cannot_be_a_rule_is_refused(change: dict[str, Any], code: str) -> None:
    route = {"category": "B", "code": "x", "types": ["speech"], "needs": [["bachelor"]]} | change
    assert may_be_routes([route]).codes == (code,)


def test_no_rules_and_the_same_rule_twice_are_refused() -> None:
    route = as_data(NEWEST.routes)[0]
    assert may_be_routes([]).codes == ("no_routes",)
    assert may_be_routes([route, dict(route)]).codes == ("same_route_twice",)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, ()),
        ({"is_previewed": False}, ("scheme_not_previewed",)),
        ({"is_own": True}, ("same_person_twice",)),
        ({"today": DAY}, ("scheme_starts_in_the_past",)),
        ({"latest": DAY}, ("newer_scheme_in_force",)),
        ({"is_previewed": False, "is_own": True}, ("scheme_not_previewed", "same_person_twice")),
    ],
)
def test_rules_are_put_in_force_when_seen_by_another_and_for_days_to_come(
    change: dict[str, Any], codes: tuple[str, ...]
) -> None:
    """Rules A9 and Q8."""
    asked = {
        "is_previewed": True,
        "is_own": False,
        "valid_from": DAY,
        "today": date(2026, 11, 21),
        "latest": None,
    }
    decision = may_be_put_in_force(**{**asked, **change})
    assert (decision.allowed, decision.codes) == (not codes, codes)


@given(ROUTES, FACTS, INSTANTS)
def test_a_new_scheme_changes_nothing_before_its_day(
    routes: list[dict[str, Any]], evidence: list[EvidenceFact], at: datetime
) -> None:
    """Every instant that is drawn lies before 2027-07-01."""
    line = one_after_the_other([drafted(*routes)])
    assert category_for(evidence, language="ar", type="speech", at=at, schemes=line) == category_for(
        evidence, language="ar", type="speech", at=at
    )


@given(ROUTES, FACTS, facts(), st.sampled_from([("ar", "speech"), ("nsl", "sign")]))
def test_by_any_rules_more_evidence_never_lowers(
    routes: list[dict[str, Any]], evidence: list[EvidenceFact], more: EvidenceFact, pair: tuple[str, str]
) -> None:
    """Whatever the directorate writes: a draft cannot make a rule that punishes somebody for knowing more."""
    language, type = pair
    scheme = drafted(*routes)
    order: list[str | None] = [*CATEGORIES, None]
    at = starts_at(DAY)
    before = category_under(scheme, evidence, language=language, type=type, at=at).category
    after = category_under(scheme, [*evidence, more], language=language, type=type, at=at).category
    assert order.index(after) <= order.index(before)


@given(ROUTES, FACTS)
def test_history_equals_the_category_also_across_a_new_scheme(
    routes: list[dict[str, Any]], evidence: list[EvidenceFact]
) -> None:
    line = one_after_the_other([drafted(*routes)])
    for at in (TODAY, starts_at(DAY), starts_at(date(2029, 1, 1))):
        spans = [span for span in history_for(evidence, language="ar", type="speech", schemes=line)
                 if span.valid_from <= at and (span.valid_to is None or at < span.valid_to)]  # fmt: skip
        said = category_for(evidence, language="ar", type="speech", at=at, schemes=line).category
        assert [span.category for span in spans] == ([said] if said else [])


def test_schemes_put_in_force_follow_those_of_the_code_without_a_gap() -> None:
    later = date(2028, 1, 1)
    line = one_after_the_other(
        [drafted(*as_data(NEWEST.routes), valid_from=later), drafted(*as_data(NEWEST.routes))]
    )
    assert [each.version for each in line[-2:]] == ["A-E/2027-07-01", "A-E/2028-01-01"]
    assert all(a.valid_to == b.valid_from for a, b in pairwise(line))
    assert line[-1].valid_to is None


def test_two_versions_of_the_rules_give_two_dated_answers() -> None:
    """The licence in sign language counts from 2025: 2024 by the rules of 2025 has another answer."""
    subjects = [
        Subject("70001", "Kari Tegn", "nsl", "sign", 1),
        Subject("70002", "Ali Tale", "ar", "speech", 2),
    ]
    evidence = {1: held("AUT BA", language="nsl", type="sign"), 2: held("AUT BA")}
    found = compare(
        subjects, evidence, before=SCHEMES[1], after=SCHEMES[2], at=datetime(2024, 6, 1, tzinfo=UTC)
    )
    assert [(each.subject.number, each.before, each.after) for each in found.differences] == [
        ("70001", "B", "A")
    ]
    assert (found.entries, found.moves, found.lower, found.people) == (2, (("B", "A", 1),), 0, 1)


def test_those_who_lose_by_a_draft_come_first() -> None:
    harder = [each for each in as_data(NEWEST.routes) if each["code"] != "translator_and_tao"]
    easier = {"category": "D", "code": "tospraaktest", "types": ["speech"], "needs": [["tospraaktest"]]}
    subjects = [Subject("1", "A", "ar", "speech", 1), Subject("2", "B", "ar", "speech", 2)]
    found = compare(
        subjects,
        {1: held("TST TAO"), 2: held("TRL TAO")},
        before=NEWEST,
        after=drafted(*harder, easier),
        at=TODAY,
    )
    assert [(each.subject.number, each.before, each.after) for each in found.differences] == [
        ("2", "E", None), ("1", "E", "D"),
    ]  # fmt: skip
    assert found.lower == 1


@pytest.mark.parametrize(("old", "letter"), [(1, None), (2, "C"), (3, None), (4, "E"), (5, "E")])
def test_of_the_old_categories_1_and_3_are_never_converted(old: int, letter: str | None) -> None:
    """The old scheme said «tolkeutdanning» and not which: A or B, B or D, and nobody may guess (seed B2)."""
    assert same_requirement(old) == letter
    assert may_be_compared(old).allowed == (letter is not None)
    assert letter is not None or may_be_compared(old).codes == ("education_not_told",)


def test_only_five_old_categories_are_known() -> None:
    assert {1, 2, 3} == HIGHEST
    with pytest.raises(ValueError, match="no category 6"):
        may_be_compared(6)
