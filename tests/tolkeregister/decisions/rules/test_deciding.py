"""Two pairs of eyes, habilitet, notice: every combination, and the table of which decisions take two."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolkeregister.decisions.rules.deciding import Draft, Notice, Officer, is_impartial, may_review, may_sign
from tolkeregister.decisions.rules.two_people import TABLE, TwoPeople, why_two_people

TODAY = date(2026, 11, 23)
PROPOSER, SECOND = Officer(1, False, "none"), Officer(2, False, "none")
DRAFT = Draft(
    is_negative=False, four_eyes=True, rule_version="1", proposed_by=1, verdict="approved", reviewed_by=2
)
ANSWERED = Notice(date(2026, 12, 14), True, False)

officers = st.builds(
    Officer,
    account_id=st.sampled_from([1, 2, 3]),
    is_own_case=st.booleans(),
    tie=st.sampled_from([None, "none", "relative", "former_trainee", "other", "self"]),
    earlier_tie=st.sampled_from([None, None, "relative"]),
    is_system=st.booleans(),
)
drafts = st.builds(
    Draft,
    is_negative=st.booleans(), four_eyes=st.booleans(), rule_version=st.sampled_from(["1", "2"]),
    proposed_by=st.sampled_from([None, 1, 2]), verdict=st.sampled_from([None, "approved", "returned"]),
    reviewed_by=st.sampled_from([None, 1, 2, 3]), is_newest=st.booleans(), is_signed=st.booleans(),
)  # fmt: skip
notices = st.none() | st.builds(
    Notice,
    reply_by=st.dates(date(2026, 11, 1), date(2026, 12, 24)),
    is_answered=st.booleans(),
    is_urgent=st.booleans(),
)


def sign(draft: Draft, officer: Officer, notice: Notice | None = ANSWERED) -> bool:
    return may_sign(draft, officer, notice, current_rule_version="1", today=TODAY).allowed


@given(drafts, officers, notices)
def test_whatever_is_signed_is_signed_by_an_impartial_person(
    draft: Draft, officer: Officer, notice: Notice | None
) -> None:
    if sign(draft, officer, notice):
        assert not officer.is_system
        assert not officer.is_own_case
        assert officer.tie == "none"
        assert officer.earlier_tie is None


@given(drafts, officers, notices)
def test_whatever_is_signed_is_the_newest_under_todays_rule_and_not_yet_signed(
    draft: Draft, officer: Officer, notice: Notice | None
) -> None:
    if sign(draft, officer, notice):
        assert draft.is_newest
        assert not draft.is_signed
        assert draft.verdict != "returned"
        assert draft.rule_version == "1"


@given(drafts, officers, notices)
def test_nothing_against_somebody_is_signed_before_they_were_heard(
    draft: Draft, officer: Officer, notice: Notice | None
) -> None:
    if draft.is_negative and sign(draft, officer, notice):
        assert notice is not None
        assert notice.is_answered or notice.is_urgent or (notice.reply_by and notice.reply_by < TODAY)


@given(drafts, officers)
def test_two_different_people_stand_behind_what_takes_two(draft: Draft, officer: Officer) -> None:
    """The signer may be the proposer or the approver, but never both, also where the system proposed."""
    approved = replace(draft, verdict=None, reviewed_by=None)
    reviewer = officer
    if may_review(approved, reviewer, "1").allowed:
        assert reviewer.account_id != approved.proposed_by
    if draft.four_eyes and sign(draft, officer):
        assert draft.verdict == "approved"
        assert draft.proposed_by is not None or draft.reviewed_by != officer.account_id


@pytest.mark.parametrize(
    ("draft", "officer", "code"),
    [
        (DRAFT, PROPOSER, None),
        (DRAFT, SECOND, None),
        (replace(DRAFT, verdict=None), PROPOSER, "approval_missing"),
        (replace(DRAFT, verdict="returned"), PROPOSER, "draft_returned"),
        (replace(DRAFT, proposed_by=None), SECOND, "same_person_twice"),
        (replace(DRAFT, is_newest=False), PROPOSER, "newer_draft"),
        (replace(DRAFT, is_signed=True), PROPOSER, "already_signed"),
        (replace(DRAFT, rule_version="0"), PROPOSER, "draft_out_of_date"),
        (DRAFT, replace(PROPOSER, tie=None), "habilitet_not_declared"),
        (DRAFT, replace(PROPOSER, tie="relative"), "not_impartial"),
        (DRAFT, replace(PROPOSER, earlier_tie="former_trainee"), "not_impartial_before"),
        (DRAFT, replace(PROPOSER, is_own_case=True), "own_case"),
        (DRAFT, replace(PROPOSER, is_system=True), "only_a_person_decides"),
    ],
)
def test_each_hindrance_is_named(draft: Draft, officer: Officer, code: str | None) -> None:
    answer = may_sign(draft, officer, None, current_rule_version="1", today=TODAY)
    assert (answer.codes[0] if not answer.allowed else None) == code


def test_every_hindrance_is_told_at_once() -> None:
    draft = replace(DRAFT, is_negative=True, verdict=None, rule_version="0")
    answer = may_sign(draft, replace(PROPOSER, tie=None), None, current_rule_version="1", today=TODAY)
    assert set(answer.codes) == {
        "habilitet_not_declared", "draft_out_of_date", "approval_missing", "notice_missing",
    }  # fmt: skip


def test_the_last_day_to_reply_is_the_persons_to_its_end() -> None:
    draft = replace(DRAFT, is_negative=True)
    assert not sign(draft, PROPOSER, Notice(TODAY, False, False))
    assert sign(draft, PROPOSER, Notice(date(2026, 11, 22), False, False))


def test_the_system_may_propose_without_a_declaration() -> None:
    assert is_impartial(Officer(None, False, None, is_system=True)).allowed


@pytest.mark.parametrize(
    ("kind", "is_negative", "category", "codes"),
    [
        ("application", False, "A", ["two_people_for_category"]),
        ("application", False, "B", ["two_people_for_category"]),
        ("application", False, "C", ["two_people_for_category"]),
        ("application", False, "D", []),
        ("application", False, "E", []),
        ("application", False, None, []),
        ("application", True, "E", ["two_people_for_negative"]),
        ("exclusion", True, None, ["two_people_for_kind", "two_people_for_negative"]),
        ("temporary_exclusion", False, None, ["two_people_for_kind"]),
        ("bevilling", False, None, ["two_people_for_kind"]),
    ],
)
def test_the_table_says_what_takes_two(
    kind: str, is_negative: bool, category: str | None, codes: list[str]
) -> None:
    """ux 3.6; rule A9."""
    found = why_two_people(kind, is_negative=is_negative, category=category, on=TODAY)
    assert [each.code for each in found] == codes


def test_the_table_is_read_by_date() -> None:
    later = (*TABLE, TwoPeople(date(2027, 1, 1), frozenset("ABCDE"), frozenset(), True))
    for day, two in ((date(2026, 12, 31), False), (date(2027, 1, 1), True)):
        assert bool(why_two_people("x", is_negative=False, category="E", on=day, table=later)) is two
