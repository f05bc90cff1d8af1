"""What is hidden cannot be worked out from what is published (rule T5, decisions 12 and 13)."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tolkeregister.core.statistics.attack import (
    Line,
    lines_of_csv,
    lines_of_jsonstat,
    pinned_down,
)
from tests.tolkeregister.core.statistics.realistic import linked_tables
from tolkeregister.core.statistics.bounds import groups
from tolkeregister.core.statistics.csv_formats import MACHINE, csv_file
from tolkeregister.core.statistics.disclosure import (
    RULES,
    DisclosureRule,
    Earlier,
    Protection,
    exposed,
    protect,
    publish,
    rule_on,
)
from tolkeregister.core.statistics.jsonstat import jsonstat
from tolkeregister.core.statistics.relations import link
from tolkeregister.core.statistics.tables import Cell, Dimension, Table, Value

RULE = RULES[0]


def one_view(name: str, numbers: Sequence[tuple[int, int]], *, total: bool = True) -> Table:
    """A table with one dimension; every pair is (qualified, not qualified)."""
    values = tuple(Value(f"{name}{place}", f"{name} {place}") for place in range(len(numbers)))
    cells = tuple(Cell((f"{name}{place}",), q + u, q) for place, (q, u) in enumerate(numbers))
    return Table(f"tabell-{name}", name, (Dimension(name, name, values, total=total),), cells)


def files(tables: Sequence[Table], protection: Protection) -> list[list[Line]]:
    """What the public gets, read back from the CSV files."""
    return [lines_of_csv(csv_file(publish(table, protection, RULE), MACHINE)) for table in tables]


def primary_only(tables: Sequence[Table]) -> Protection:
    """The small counts hidden and nothing else: what the rule would be without secondary suppression."""
    system = link(tables)
    small = {n for n, value in enumerate(system.values) if system.printed[n] and RULE.is_small(value)}
    return Protection(system, frozenset(small), frozenset())


small_tables = st.tuples(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=4),
    st.integers(0, 40),
    st.booleans(),
)


def two_views(numbers: Sequence[tuple[int, int]], cut: int, total: bool) -> list[Table]:
    """Two tables over the same facts: as given, and divided in two at `cut`."""
    qualified, unqualified = (sum(column) for column in zip(*numbers, strict=True))
    first = (min(cut, qualified), min(cut // 2, unqualified))
    second = (qualified - first[0], unqualified - first[1])
    return [one_view("a", numbers, total=total), one_view("b", [first, second])]


@settings(max_examples=25, deadline=None)
@given(small_tables)
def test_no_hidden_count_can_be_narrowed_from_the_published_files(
    drawn: tuple[list[tuple[int, int]], int, bool],
) -> None:
    tables = two_views(*drawn)
    assert pinned_down(files(tables, protect(tables, RULE))) == []


def test_the_attacker_wins_when_secondary_suppression_is_off() -> None:
    tables = linked_tables(6_000, years=[2025], languages=30)
    assert pinned_down(files(tables, primary_only(tables)))


@pytest.mark.parametrize("total", [300, 3_000, 20_000])
def test_five_linked_tables_withstand_the_attack_in_both_formats(total: int) -> None:
    tables = linked_tables(total, years=[2025], languages=30)
    protection = protect(tables, RULE)
    read_back = files(tables, protection)
    assert read_back == [lines_from_jsonstat(table, protection) for table in tables]
    assert protection.hidden
    assert pinned_down(read_back) == []


def lines_from_jsonstat(table: Table, protection: Protection) -> list[Line]:
    """The same lines from the other format."""
    return lines_of_jsonstat(jsonstat(publish(table, protection, RULE)))


def test_three_dimensions_withstand_the_attack() -> None:
    years = Dimension("aar", "År", (Value("2024", "2024"), Value("2025", "2025")))
    counties = Dimension("fylke", "Fylke", tuple(Value(f"f{n}", f"Fylke {n}") for n in range(3)), role="geo")
    languages = Dimension("sprak", "Språk", tuple(Value(f"s{n}", f"Språk {n}") for n in range(4)))
    keys = [(y.code, f.code, s.code) for y in years.values for f in counties.values for s in languages.values]
    cells = tuple(Cell(key, n * n * 7 % 43, min(n * n * 7 % 43, n * 5 % 23)) for n, key in enumerate(keys))
    tables = [Table("alt", "Alt", (years, counties, languages), cells)]
    assert pinned_down(files(tables, primary_only(tables)), knows_rule=False)
    assert pinned_down(files(tables, protect(tables, RULE)), knows_rule=False) == []


masks = st.lists(st.booleans(), min_size=11, max_size=11)
no_small_counts = DisclosureRule(valid_from=date(2022, 1, 1), smallest=1, largest=0)


def places_of(table: Table) -> list[int]:
    """Where the eleven counts of a table with three values stand: parts and wholes, and the totals of the
    parts."""
    system = link([table])
    keys = [(value.code,) for value in table.dimensions[0].values]
    inner = [system.place(table, key, part) for part in ("qualified", "unqualified", "count") for key in keys]
    totals = [system.place(table, ("total",), part) for part in ("qualified", "unqualified")]
    return [place for place in (*inner, *totals) if place is not None]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=6, max_size=6), masks)
def test_the_attack_finds_exactly_what_trying_every_table_finds(inner: list[int], mask: list[bool]) -> None:
    """Every table with the published sum is tried, whatever the pattern of hidden counts (the rule set
    aside)."""
    table = one_view("a", list(zip(inner[:3], inner[3:], strict=True)))
    places = places_of(table)
    hidden = {place for place, hide in zip(places, mask, strict=True) if hide}
    solutions = np.array(list(compositions(sum(inner), 6)))
    parts, rest = solutions[:, :3], solutions[:, 3:]
    figures = np.column_stack([solutions, parts + rest, parts.sum(axis=1), rest.sum(axis=1)])
    truth = figures[(solutions == inner).all(axis=1)][0]
    seen = [number for number, place in enumerate(places) if place not in hidden]
    same = figures[(figures[:, seen] == truth[seen]).all(axis=1)]
    narrow = {place for n, place in enumerate(places) if place in hidden and np.ptp(same[:, n]) < RULE.width}
    assert {each.place for each in exposed(link([table]), hidden, no_small_counts)} == narrow


def compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to write `total` as a sum of whole numbers, nought included, in order."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in compositions(total - first, parts - 1):
            yield (first, *rest)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=6, max_size=6), masks)
def test_the_attack_agrees_with_the_independent_one_that_knows_the_rule(
    inner: list[int], mask: list[bool]
) -> None:
    table = one_view("a", list(zip(inner[:3], inner[3:], strict=True)))
    system = link([table])
    small = {place for place in places_of(table) if RULE.is_small(system.values[place])}
    hidden = {place for place, hide in zip(places_of(table), mask, strict=True) if hide} | small
    groups_with_a_small_count = all(small & set(group.members) for group in groups(system, hidden))
    protection = Protection(system, frozenset(hidden), frozenset())
    attacker = pinned_down(files([table], protection), knows_rule=groups_with_a_small_count)
    ours = RULE if groups_with_a_small_count else no_small_counts
    assert len(exposed(system, hidden, ours)) == len(attacker)


def test_the_rule_itself_is_something_an_attacker_knows() -> None:
    """Two hidden counts with the sum 6: one of them is 1-4, so neither can be 0 or 6; a third must be
    hidden."""
    table = one_view("a", [(3, 0), (3, 0), (0, 0), (50, 0), (60, 0)])
    system = link([table])
    pair = {
        place
        for key in (("a0",), ("a1",))
        for part in ("qualified", "count")
        if (place := system.place(table, key, part)) is not None
    }
    assert exposed(system, pair, no_small_counts) == []
    assert {(each.least, each.greatest) for each in exposed(system, pair, RULE)} == {(1, 5)}
    assert protect([table], RULE).secondary


def test_nought_is_published_and_a_small_complement_is_not() -> None:
    table = one_view("a", [(0, 40), (47, 3), (60, 60), (70, 80)])
    lines = {
        line.at["a"]: line.flags | {"tall": line.numbers["kvalifisert"]}
        for line in files([table], protect([table], RULE))[0]
    }
    assert lines["a0"]["tall"] == "0"
    assert lines["a1"]["ikke_kvalifisert"] == ":"
    assert lines["a1"]["andel"] == ":"
    assert ":" in (lines["a1"]["kvalifisert"], lines["a1"]["alle"])


def test_a_share_of_fewer_than_twenty_is_not_shown_although_its_counts_are() -> None:
    table = one_view("a", [(9, 10), (10, 10), (0, 0)])
    published = publish(table, protect([table], RULE), RULE)
    shares = {cell.key[0]: cell.share for cell in published.cells}
    assert (shares["a0"].value, shares["a0"].flags) == (None, "u")
    assert shares["a1"].value == Decimal("50.0")
    assert (shares["a2"].value, shares["a2"].flags) == (None, ".")


def test_what_an_earlier_release_hid_stays_hidden_and_what_it_showed_stays_shown() -> None:
    table = one_view("a", [(9, 9), (20, 20), (30, 30), (40, 40)])
    assert protect([table], RULE).hidden == frozenset()
    once_hidden = frozenset({((("a", "a0"),), "qualified")})
    shown = frozenset({((("a", "a1"),), part) for part in ("qualified", "unqualified", "count")})
    again = protect([table], RULE, Earlier(once_hidden, shown))  # type: ignore[arg-type]
    assert once_hidden <= again.names()
    assert not shown & again.names()
    assert pinned_down(files([table], again), knows_rule=False) == []


def test_earlier_releases_that_leave_no_way_out_are_refused() -> None:
    table = one_view("a", [(2, 9), (20, 20)])
    names = link([table]).unknowns
    with pytest.raises(ValueError, match="no way to protect"):
        protect(
            [table],
            RULE,
            Earlier(frozenset(), frozenset(n for n in names if n != ((("a", "a0"),), "qualified"))),
        )


def test_an_impossible_cell_is_known_to_be_empty_and_hides_nobody() -> None:
    values = tuple(Value(f"a{n}", f"a {n}") for n in range(3))
    dimension = Dimension("a", "a", values)
    cells = (Cell(("a0",), 53, 3), Cell(("a1",), 80, 40))
    table = Table("tabell", "a", (dimension,), cells, impossible=frozenset({("a2",)}))
    protection = protect([table], RULE)
    lines = files([table], protection)
    assert [line.flags["alle"] for line in lines[0] if line.at["a"] == "a2"] == ["."]
    assert pinned_down(lines) == []


def test_the_same_tables_give_the_same_answer() -> None:
    tables = linked_tables(6_000, years=[2024, 2025], languages=40)
    assert protect(tables, RULE) == protect(tables, RULE)


def test_years_without_a_common_total_do_not_affect_each_other() -> None:
    both, one = (
        protect(linked_tables(6_000, years=years, languages=40), RULE) for years in ([2024, 2025], [2025])
    )
    assert {name for name in both.names() if ("aar", "2025") in name[0]} == set(one.names())


def test_a_list_that_forms_a_cycle_is_refused() -> None:
    dimensions = {
        name: Dimension(name, name, (Value(f"{name}1", "1"), Value(f"{name}2", "2"))) for name in "abc"
    }
    tables = [
        Table(pair, pair, (dimensions[pair[0]], dimensions[pair[1]]), ()) for pair in ("ab", "bc", "ac")
    ]
    assert protect(tables[:2], RULE).hidden == frozenset()
    with pytest.raises(ValueError, match="cycle"):
        protect(tables, RULE)


def test_tables_that_disagree_are_refused() -> None:
    with pytest.raises(ValueError, match="disagrees"):
        protect([one_view("a", [(9, 9), (9, 9)]), one_view("b", [(9, 9), (9, 10)])], RULE)


def test_the_rule_is_the_one_in_force_on_the_day_of_publication() -> None:
    stricter = DisclosureRule(valid_from=date(2028, 1, 1), largest=9, width=10)
    rules = (*RULES, stricter)
    assert rule_on(date(2027, 12, 31), rules) == RULES[0]
    assert rule_on(date(2028, 1, 1), rules) == stricter
    assert rule_on(date(2020, 1, 1), rules) == RULES[0]
