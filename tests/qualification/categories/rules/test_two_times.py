"""What the register said at one time about another, against the plain rule on the evidence known then."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from qualification.categories.rules.derive import EvidenceFact, category_for
from qualification.categories.rules.two_times import KnownEvidence, known_history

START = datetime(2020, 1, 1, tzinfo=UTC)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


KINDS = ("bevilling", "bachelor", "grunnemne", "tospraaktest", "tao")
days = st.integers(0, 40)


@st.composite
def known(draw: st.DrawFn) -> KnownEvidence:
    kind = draw(st.sampled_from(KINDS))
    valid_from, recorded_from = draw(days), draw(days)
    valid_to = draw(st.none() | st.integers(valid_from + 1, 60))
    recorded_to = draw(st.none() | st.integers(recorded_from + 1, 60))
    language, type_ = (None, None) if kind == "tao" else ("prs", "speech")
    fact = EvidenceFact(kind, language, type_, day(valid_from), None if valid_to is None else day(valid_to))
    return KnownEvidence(fact, day(recorded_from), None if recorded_to is None else day(recorded_to))


@given(st.lists(known(), max_size=6), days, days)
def test_at_every_point_it_is_the_plain_rule_on_what_was_known(
    evidence: list[KnownEvidence], valid: int, recorded: int
) -> None:
    rows = [
        row for row in known_history(evidence, language="prs", type="speech")
        if row.valid_from <= day(valid) and (row.valid_to is None or day(valid) < row.valid_to)
        and row.recorded_from <= day(recorded) and (row.recorded_to is None or day(recorded) < row.recorded_to)
    ]  # fmt: skip
    facts = [
        e.fact for e in evidence
        if e.recorded_from <= day(recorded) and (e.recorded_to is None or day(recorded) < e.recorded_to)
    ]  # fmt: skip
    plain = category_for(facts, language="prs", type="speech", at=day(valid)).category
    assert [row.category for row in rows] == ([plain] if plain else [])


def test_a_revocation_recorded_late_answers_differently_then_and_now() -> None:
    """Feature 9: revoked from day 60, known on day 400."""
    before = EvidenceFact("bevilling", "prs", "speech", day(0))
    after = EvidenceFact("bevilling", "prs", "speech", day(0), day(60))
    rows = known_history(
        [KnownEvidence(before, day(0), day(400)), KnownEvidence(after, day(400))],
        language="prs",
        type="speech",
    )
    assert [(r.category, r.valid_to, r.recorded_from, r.recorded_to) for r in rows] == [
        ("C", None, day(0), day(400)),
        ("C", day(60), day(400), None),
    ]
