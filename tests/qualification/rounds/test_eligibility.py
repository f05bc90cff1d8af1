"""Who may take part in which round (rules E1, E4, E6 and E8)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualification.rounds.rules.eligibility import CandidateFacts, RoundFacts, may_take_part

OPENS, CLOSES = date(2026, 8, 10), date(2026, 9, 19)
ON = date(2026, 9, 1)
VERIFIED = date(2026, 8, 20)


def a_round(test: str, language: str | None = "so", code: str = "2026-2", **rest: bool) -> RoundFacts:
    return RoundFacts(test, None if test == "tao" else language, code, OPENS, CLOSES, **rest)


READY = CandidateFacts(norwegian_verified_on=VERIFIED)


@pytest.mark.parametrize(
    ("of", "who", "codes"),
    [
        (a_round("tospraaktest"), READY, ()),
        (a_round("tospraaktest"), CandidateFacts(), ("norwegian_not_shown",)),
        (a_round("siling"), READY, ()),
        (a_round("siling"), CandidateFacts(), ("norwegian_not_shown",)),
        (a_round("grunnemne"), CandidateFacts(), ()),
        (a_round("tospraaktest", is_cancelled=True), READY, ("round_cancelled",)),
        (a_round("practical"), READY, ("siling_missing",)),
        (a_round("tao"), CandidateFacts(), ("tao_after_the_test",)),
        (a_round("tao"), CandidateFacts(passed=frozenset({("tospraaktest", "ti")})), ()),
        (a_round("tao"), CandidateFacts(passed=frozenset({("siling", "ti")})), ("tao_after_the_test",)),
        (a_round("tao"), CandidateFacts(translator=frozenset({"de"})), ()),
    ],
)
def test_the_rule_says_every_hindrance(of: RoundFacts, who: CandidateFacts, codes: tuple[str, ...]) -> None:
    decision = may_take_part(of, who, on=ON)
    assert decision.codes == codes
    assert decision.allowed is (not codes)


@pytest.mark.parametrize(("day", "code"), [
    (OPENS - timedelta(days=1), "round_opens_later"), (OPENS, None), (CLOSES, None),
    (CLOSES + timedelta(days=1), "round_closed"),
])  # fmt: skip
def test_both_days_of_the_window_are_included(day: date, code: str | None) -> None:
    who = CandidateFacts(norwegian_verified_on=date(2020, 1, 1))
    assert may_take_part(a_round("tospraaktest"), who, on=day).codes == ((code,) if code else ())


def test_norwegian_verified_on_the_last_day_is_in_time_and_on_the_next_is_late() -> None:
    """Rule E8: verified before the deadline, no exceptions."""
    for verified, late in ((CLOSES, False), (CLOSES + timedelta(days=1), True)):
        codes = may_take_part(
            a_round("tospraaktest"), CandidateFacts(norwegian_verified_on=verified), on=verified
        ).codes
        assert ("norwegian_shown_late" in codes) is late


@pytest.mark.parametrize(
    ("passed", "degrees", "codes"),
    [
        ({("siling", "so")}, set(), ()),
        ({("siling", "ti")}, set(), ("siling_missing",)),
        (set(), {"so"}, ("siling_exempt",)),
        (set(), {"ti"}, ("siling_missing",)),
        ({("siling", "so")}, {"so"}, ()),
    ],
)
def test_the_practical_exam_follows_siling_or_a_degree_in_the_same_language(
    passed: set[tuple[str, str | None]], degrees: set[str], codes: tuple[str, ...]
) -> None:
    """Rule E4; regulations of 28 April 2022."""
    who = CandidateFacts(VERIFIED, frozenset(passed), frozenset(degrees))
    decision = may_take_part(a_round("practical"), who, on=ON)
    assert decision.codes == codes
    assert decision.allowed is ("siling_missing" not in codes)


def test_one_language_in_each_authorisation_round() -> None:
    """Rule E1: the other part in the same language is fine, so is another language in another round."""
    who = CandidateFacts(VERIFIED, authorisation=(("2026-1", "ti"), ("2026-2", "so")))
    assert may_take_part(a_round("siling", "so"), who, on=ON).allowed
    assert may_take_part(a_round("siling", "ti"), who, on=ON).codes == ("one_language_each_round",)
    assert may_take_part(a_round("siling", "ti", "2026-1"), who, on=ON).allowed
    assert may_take_part(a_round("tospraaktest", "ti"), who, on=ON).allowed


FACTS = st.builds(
    CandidateFacts, st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.frozensets(st.tuples(st.sampled_from(["tospraaktest", "siling", "bachelor"]), st.sampled_from(["so", "ti"]))),
    st.frozensets(st.sampled_from(["so", "ti"])), st.frozensets(st.sampled_from(["so", "ti"])),
    st.lists(st.tuples(st.sampled_from(["2026-1", "2026-2"]), st.sampled_from(["so", "ti"])), max_size=3).map(tuple),
)  # fmt: skip


@given(st.sampled_from(["tospraaktest", "tao", "siling", "practical", "grunnemne", "bachelor"]), FACTS,
       st.dates(date(2026, 7, 1), date(2026, 10, 31)))  # fmt: skip
def test_nobody_comes_in_past_a_rule(test: str, who: CandidateFacts, on: date) -> None:
    decision = may_take_part(a_round(test), who, on=on)
    if not decision.allowed:
        assert decision.reasons
        return
    assert OPENS <= on <= CLOSES
    if test in ("tospraaktest", "siling", "practical"):
        assert who.norwegian_verified_on is not None
        assert who.norwegian_verified_on <= min(on, CLOSES)
    if test in ("siling", "practical"):
        assert not any(code == "2026-2" and tag != "so" for code, tag in who.authorisation)
    if test == "practical":
        assert ("siling", "so") in who.passed or "so" in who.bachelor_documented
    if test == "tao":
        assert who.translator or any(each == "tospraaktest" for each, _ in who.passed)
