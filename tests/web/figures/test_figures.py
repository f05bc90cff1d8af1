"""How a printed figure and ours are set beside each other, without a database."""

from fractions import Fraction

import pytest

from web.figures.checks_register import in_words
from web.figures.comparing import Answer, agrees, computed, generated, given, ranked, shown
from web.figures.contradictions import contradictions
from web.figures.nation import NationTables
from web.figures.ours import Ours, Service
from web.figures.printed import printed_figures
from web.figures.report import compare, registry

NOTHING = Service({}, {}, {}, {}, {}, [], {})


def test_a_check_of_something_that_is_not_printed_is_an_error() -> None:
    figures = [each for each in printed_figures() if not each.key.startswith("register/2021")]
    with pytest.raises(ValueError, match="not printed"):
        compare(Ours(NOTHING, NationTables()), figures)


def test_where_there_is_nothing_to_count_the_figure_differs() -> None:
    compared = {each.printed.key: each for each in compare(Ours(NOTHING, NationTables()))}
    for key, check in registry().items():
        if check.in_database:
            assert not compared[key].agrees, key
    assert compared["register/2021/actual/A/entries"].ours == "nothing"


def test_what_is_computed_is_read_in_the_database() -> None:
    def one(_: Ours) -> int:
        return 1

    kinds = [(check.kind, check.in_database) for check in (computed(one), given(one), generated(one))]
    assert kinds == [("computed", True), ("by construction", True), ("by construction", False)]
    assert {check.kind for check in registry().values() if not check.in_database} == {"by construction"}


def test_every_printed_figure_has_a_key_of_its_own_and_an_origin() -> None:
    figures = printed_figures()
    assert len({each.key for each in figures}) == len(figures)
    assert all(each.title for each in figures)
    assert all(each.line for each in figures if not each.key.startswith("public/"))
    assert registry().keys() <= {each.key for each in figures}


@pytest.mark.parametrize(
    ("answer", "printed", "same"),
    [
        (Fraction(5681, 100), "57", True),
        (Fraction(565, 10), "57", True),
        (Fraction(564, 10), "57", False),
        (Fraction(5240, 100), "52.4", True),
        (Fraction(5246, 100), "52.4", False),
        (Fraction(7, 10), "<1", True),
        (1, "<1", False),
        (100, ">100", False),
        (("a", "b"), "a|b", True),
        (("b", "a"), "a|b", False),
        (frozenset({"b", "a"}), "a|b", True),
        (frozenset({"a"}), "a|b", False),
    ],
)
def test_figures_are_compared_at_the_printed_precision(answer: Answer, printed: str, same: bool) -> None:
    assert agrees(answer, printed) is same
    assert shown(answer, printed)


def test_names_are_ranked_by_count_and_then_by_name() -> None:
    assert ranked({"b": 1, "c": 2, "a": 1}) == ("c", "a", "b")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([{"bevilling", "bachelor"}, {"bevilling", "foreign_bachelor"}], "Statsautorisasjon og bachelorgrad"),
        ([{"grunnemne"}, {"grunnemne", "tao"}], "Grunnemne"),
        ([{"bevilling", "grunnemne"}, {"bachelor"}], "Bachelorgrad eller statsautorisasjon og grunnemne"),
        ([{"bevilling"}, set()], ""),
        ([], ""),
    ],
)
def test_the_least_evidence_behind_a_category_is_put_in_words(found: list[set[str]], words: str) -> None:
    assert in_words(frozenset(frozenset(each) for each in found)) == words


def test_contradictions_inside_the_sources_are_listed_as_such() -> None:
    topics = " ".join(each.topic for each in contradictions())
    for expected in ("guidelines 2016", "women and men", "exam 2021", "press", "languages in the register"):
        assert expected in topics
    for expected in ("assignments 2020", "interpreters 2020", "interpreters 2022", "assignments 2024"):
        assert expected in topics
    findings = " ".join(each.finding for each in contradictions())
    assert "80/316 is 25.3 per cent, 80/306 is 26.1" in findings
    assert "they give 52.9 per cent in all" in findings
