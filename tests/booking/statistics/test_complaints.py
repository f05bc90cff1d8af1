"""Complaints are divided as a whole or not at all, so that no small number can be worked out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from booking.statistics.complaints import as_allowed
from tolkeregister.core.statistics.disclosure import RULES

COUNTS = st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 12), min_size=1)


@settings(max_examples=100)
@given(COUNTS)
def test_a_small_number_is_neither_shown_nor_worked_out(counts: dict[str, int]) -> None:
    shown = as_allowed(2025, counts, RULES[0])
    known = [each for each in (shown.total, *shown.counts.values()) if each is not None]
    assert not any(1 <= each <= 4 for each in known)
    assert len({each is None for each in shown.counts.values()}) == 1, "never one part beside a hidden one"
    if all(each == 0 or each > 4 for each in counts.values()):
        assert shown.counts == counts
