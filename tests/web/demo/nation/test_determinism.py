"""The draws behind the synthetic nation."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.demo.nation import determinism


def test_the_hash_is_the_first_eight_bytes_of_sha_256_over_seed_and_keys() -> None:
    expected = int.from_bytes(sha256(b"tolkeregister-syntetisk-1|person|7").digest()[:8], "big")
    assert determinism.digest("person", 7) == expected


@given(st.integers(0, 10_000), st.lists(st.integers(0, 1000), min_size=1, max_size=30).filter(any))
def test_apportioned_numbers_add_up_and_are_less_than_one_off_the_exact_share(
    total: int, weights: list[int]
) -> None:
    given_out = determinism.apportion(total, weights)
    assert sum(given_out) == total
    for got, weight in zip(given_out, weights, strict=True):
        assert abs(got * sum(weights) - total * weight) < sum(weights)


def test_ties_in_largest_remainder_go_to_the_earlier_key() -> None:
    assert determinism.apportion(1, (1, 1, 1)) == [1, 0, 0]
    assert determinism.apportion(5, (2, 2, 2)) == [2, 2, 1]


@given(st.lists(st.integers(), unique=True, max_size=40))
def test_order_does_not_depend_on_the_order_given(items: list[int]) -> None:
    assert determinism.order("kind", items) == determinism.order("kind", list(reversed(items)))


def test_a_quota_has_exactly_the_sizes_asked_for_and_loses_nobody() -> None:
    parts = determinism.quota("kind", range(100), (7, 0, 93))
    assert [len(part) for part in parts] == [7, 0, 93]
    assert sorted(item for part in parts for item in part) == list(range(100))


def test_a_quota_whose_sizes_do_not_add_up_is_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        determinism.quota("kind", range(10), (4, 5))


def test_no_module_of_the_nation_reads_a_clock_draws_by_chance_or_asks_the_database() -> None:
    forbidden = re.compile(
        r"\b(random|secrets|uuid|sqlmodel|sqlalchemy|asyncpg)\b|\.now\(|\.today\(|time\.time|\bset\(\) *:"
    )
    sources = Path(determinism.__file__).parent.glob("*.py")
    found = {path.name: forbidden.findall(path.read_text(encoding="utf-8")) for path in sources}
    assert {name: hits for name, hits in found.items() if any(hits)} == {}
