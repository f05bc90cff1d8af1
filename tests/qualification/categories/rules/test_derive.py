"""Category A–E from evidence: the official table, its traps, and properties that hold for any evidence."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualification.categories.rules.derive import EvidenceFact, category_for, history_for
from qualification.categories.rules.schemes import CATEGORIES, SCHEMES, scheme_at
from tests.qualification.categories.rules.evidence import FACTS, INSTANTS, LONG_AGO, TODAY, facts, held, one

SIGN_EXAM = datetime(2025, 1, 1, tzinfo=UTC) - timedelta(hours=1)  # midnight in Oslo


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("AUT BA", "A"),
        ("AUT EEA", "A"),
        ("AUT GE BA", "A"),
        ("BA", "B"),
        ("EEA", "B"),
        ("AUT GE", "B"),
        ("AUT", "C"),
        ("AUT TST TAO", "C"),
        ("GE", "D"),
        ("GE TST TAO", "D"),
        ("TST TAO", "E"),
        ("TRL TAO", "E"),
        ("TST", None),
        ("TAO", None),
        ("TRL", None),
        ("TST TRL", None),
        ("SGN", None),
        ("", None),
    ],
)
def test_speech_follows_the_official_table(names: str, expected: str | None) -> None:
    """IMDi, Om Nasjonalt tolkeregister; Q1, Q3."""
    assert category_for(held(names), language="ar", type="speech", at=TODAY).category == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [("SGN", "D"), ("BA", "B"), ("BA SGN", "B"), ("GE", None), ("TST TAO", None), ("TRL TAO", None)],
)
def test_sign_has_its_own_way_to_d_and_none_to_e(names: str, expected: str | None) -> None:
    """Q5."""
    evidence = held(names, language="nsl", type="sign")
    assert category_for(evidence, language="nsl", type="sign", at=TODAY).category == expected


@pytest.mark.parametrize(
    ("names", "before", "after"),
    [("AUT BA", "B", "A"), ("AUT GE", None, "B"), ("AUT", None, "C"), ("AUT SGN", "D", "C")],
)
def test_the_licence_counts_for_sign_only_from_the_start_of_the_sign_exam(
    names: str, before: str | None, after: str | None
) -> None:
    """Q5: A, C and B by way of the licence are unreachable for sign before the exam exists."""
    evidence = held(names, language="nsl", type="sign")
    last = category_for(evidence, language="nsl", type="sign", at=SIGN_EXAM - timedelta(seconds=1))
    first = category_for(evidence, language="nsl", type="sign", at=SIGN_EXAM)
    assert (last.category, first.category) == (before, after)
    assert before is not None or "authorisation_exam_not_open" in last.codes


@pytest.mark.parametrize("type", ["speech_to_text", "deafblind"])
def test_speech_to_text_and_deafblind_have_b_and_d_only(type: str) -> None:
    best = category_for(held("AUT BA", language="nb", type=type), language="nb", type=type, at=TODAY)
    old = category_for(held("AUT SGN", language="nb", type=type), language="nb", type=type, at=TODAY)
    assert (best.category, old.category) == ("B", "D")


def test_the_visual_types_open_in_april_2023() -> None:
    evidence = held("BA", language="nsl", type="sign")
    march = datetime(2023, 3, 31, 21, 59, tzinfo=UTC)
    closed = category_for(evidence, language="nsl", type="sign", at=march)
    assert (closed.category, closed.codes) == (None, ("type_not_open",))
    opened = category_for(evidence, language="nsl", type="sign", at=march + timedelta(minutes=1))
    assert opened.category == "B"


def test_each_language_has_its_own_category_and_tao_serves_them_all() -> None:
    """Q4: vector {AUT(ar), TST(prs), TAO} gives C in arabisk and E in dari."""
    evidence = (one("AUT", language="ar"), one("TST", language="prs"), one("TAO"))
    found = {
        tag: category_for(evidence, language=tag, type="speech", at=TODAY).category for tag in ("ar", "prs")
    }
    assert found == {"ar": "C", "prs": "E"}


def test_a_degree_in_another_language_does_not_count() -> None:
    evidence = (one("AUT", language="ar"), one("BA", language="so"))
    assert category_for(evidence, language="ar", type="speech", at=TODAY).category == "C"


def test_evidence_of_one_type_does_not_count_for_another() -> None:
    evidence = held("BA", language="nsl", type="sign")
    assert category_for(evidence, language="nsl", type="deafblind", at=TODAY).category is None


def test_evidence_without_a_type_is_speech() -> None:
    fact = EvidenceFact("grunnemne", "ar", None, LONG_AGO)
    assert category_for([fact], language="ar", type="speech", at=TODAY).category == "D"
    assert category_for([fact], language="ar", type="sign", at=TODAY).category is None


@pytest.mark.parametrize(("rest", "expected"), [("GE", "D"), ("", None)])
def test_a_revoked_licence_counts_no_more_from_that_instant(rest: str, expected: str | None) -> None:
    """Q9: revoked with grunnemne gives D, revoked alone gives no entry."""
    revoked = datetime(2021, 2, 28, 23, tzinfo=UTC)
    evidence = (one("AUT", valid_to=revoked), *held(rest))
    before = category_for(evidence, language="ar", type="speech", at=revoked - timedelta(microseconds=1))
    assert before.category == ("B" if rest else "C")
    assert category_for(evidence, language="ar", type="speech", at=revoked).category == expected


def test_nothing_lapses_by_time_alone() -> None:
    """Q10."""
    far = datetime(2090, 1, 1, tzinfo=UTC)
    assert category_for(held("TST TAO"), language="ar", type="speech", at=far).category == "E"


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        ("", ("no_evidence",)),
        ("TST", ("tao_missing",)),
        ("TRL", ("tao_missing",)),
        ("TAO", ("language_evidence_missing",)),
        ("SGN", ("evidence_not_for_type",)),
        ("AUT BA", ("state_authorisation_and_bachelor",)),
    ],
)
def test_the_answer_says_why(names: str, codes: tuple[str, ...]) -> None:
    assert category_for(held(names), language="ar", type="speech", at=TODAY).codes == codes


def test_the_pair_must_have_another_language_than_norwegian() -> None:
    """Q6."""
    decision = category_for(held("AUT BA", language="nb"), language="nb", type="speech", at=TODAY)
    assert (decision.category, decision.codes) == (None, ("norwegian_is_one_side",))


def test_before_2020_the_letters_did_not_exist() -> None:
    at = datetime(2019, 12, 31, 22, 59, tzinfo=UTC)
    decision = category_for(held("AUT BA"), language="ar", type="speech", at=at)
    assert (decision.category, decision.rule_version, decision.codes) == (None, None, ("no_scheme_in_force",))


def test_schemes_follow_each_other_without_gap_or_overlap() -> None:
    for earlier, later in pairwise(SCHEMES):
        assert earlier.valid_to == later.valid_from
    assert SCHEMES[-1].valid_to is None
    assert len({scheme.version for scheme in SCHEMES}) == len(SCHEMES)
    for scheme in SCHEMES:
        assert scheme_at(scheme.valid_from) is scheme
        assert list(scheme.routes) == sorted(scheme.routes, key=lambda route: route.category)


@pytest.mark.parametrize(
    ("kind", "type", "at"),
    [("diploma", "speech", LONG_AGO), ("tao", "tactile", LONG_AGO), ("tao", None, datetime(2020, 1, 1))],  # noqa: DTZ001
)
def test_unknown_kinds_types_and_naive_instants_are_refused(
    kind: str, type: str | None, at: datetime
) -> None:
    with pytest.raises(ValueError, match=r"unknown|time zone"):
        EvidenceFact(kind, "ar", type, at)


def test_an_unknown_type_of_entry_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown type"):
        category_for((), language="ar", type="tactile", at=TODAY)


def test_history_tells_every_step_of_one_career() -> None:
    year = [datetime(y, 6, 1, tzinfo=UTC) for y in range(2020, 2026)]
    career = (
        one("TST", valid_from=year[0]),
        one("TAO", valid_from=year[1]),
        one("GE", valid_from=year[2]),
        one("AUT", valid_from=year[3], valid_to=year[5]),
    )
    spans = history_for(career, language="ar", type="speech")
    assert [(s.category, s.valid_from, s.valid_to) for s in spans] == [
        ("E", year[1], year[2]),
        ("D", year[2], year[3]),
        ("B", year[3], year[5]),
        ("D", year[5], None),
    ]
    assert [s.rule_version for s in spans] == ["A-E/2020", "A-E/2020", "A-E/2023", "A-E/2025"]


def test_the_same_category_on_another_ground_is_a_new_span() -> None:
    """B by degree is another decision than B by licence and grunnemne, and an appeal must see which."""
    turn = datetime(2022, 6, 1, tzinfo=UTC)
    career = (*held("AUT GE"), one("BA", valid_from=turn))
    changed = (one("BA", valid_to=turn), one("AUT", valid_from=turn), one("GE", valid_from=turn))
    assert [s.category for s in history_for(career, language="ar", type="speech")] == ["B", "A"]
    spans = history_for(changed, language="ar", type="speech")
    assert [(s.category, s.valid_to, s.reasons[0].code) for s in spans] == [
        ("B", turn, "bachelor"),
        ("B", None, "state_authorisation_and_grunnemne"),
    ]


def test_a_new_version_of_the_rules_that_changes_nothing_is_no_new_span() -> None:
    spans = history_for(held("AUT BA"), language="ar", type="speech")
    assert [(s.category, s.valid_from, s.valid_to) for s in spans] == [("A", SCHEMES[0].valid_from, None)]


@given(FACTS, facts(), INSTANTS, st.sampled_from([("ar", "speech"), ("nsl", "sign")]))
def test_more_evidence_never_lowers_the_category(
    evidence: list[EvidenceFact], more: EvidenceFact, at: datetime, pair: tuple[str, str]
) -> None:
    language, type = pair
    before = category_for(evidence, language=language, type=type, at=at).category
    after = category_for([*evidence, more], language=language, type=type, at=at).category
    order: list[str | None] = [*CATEGORIES, None]
    assert order.index(after) <= order.index(before)


@given(FACTS, st.permutations(range(6)), INSTANTS)
def test_the_order_of_evidence_means_nothing(
    evidence: list[EvidenceFact], places: list[int], at: datetime
) -> None:
    shuffled = [evidence[place] for place in places if place < len(evidence)]
    assert category_for(shuffled, language="ar", type="speech", at=at) == category_for(
        evidence, language="ar", type="speech", at=at
    )


@given(FACTS, st.lists(INSTANTS, max_size=4), st.sampled_from([("ar", "speech"), ("nsl", "sign")]))
def test_the_history_equals_the_category_at_every_instant(
    evidence: list[EvidenceFact], instants: list[datetime], pair: tuple[str, str]
) -> None:
    """Also just before and at every instant where something changes."""
    language, type = pair
    spans = history_for(evidence, language=language, type=type)
    edges = [e for f in evidence for e in (f.valid_from, f.valid_to) if e] + [s.valid_from for s in SCHEMES]
    for at in instants + edges + [edge - timedelta(microseconds=1) for edge in edges]:
        covering = [s for s in spans if s.valid_from <= at and (s.valid_to is None or at < s.valid_to)]
        decision = category_for(evidence, language=language, type=type, at=at)
        assert [s.category for s in covering] == [c for c in (decision.category,) if c is not None]


@given(FACTS)
def test_neighbouring_spans_differ(evidence: list[EvidenceFact]) -> None:
    spans = history_for(evidence, language="ar", type="speech")
    for earlier, later in pairwise(spans):
        assert earlier.valid_to is not None
        assert earlier.valid_to <= later.valid_from
        if earlier.valid_to == later.valid_from:
            assert [r.code for r in earlier.reasons] != [r.code for r in later.reasons]
