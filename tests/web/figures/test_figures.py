"""Every printed figure stands beside ours, and a difference is noticed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from web.figures import __main__ as command
from web.figures.comparing import Answer, agrees, shown
from web.figures.contradictions import contradictions
from web.figures.nation import NationOurs
from web.figures.ours import Use
from web.figures.printed import Printed, printed_figures
from web.figures.report import compare, lines, registry


def test_every_printed_figure_agrees_with_the_nation() -> None:
    compared = compare(NationOurs(1000))
    assert [each for each in compared if not each.agrees] == []
    kinds = Counter(each.kind for each in compared)
    assert kinds["computed"] >= 50
    assert sum(kinds.values()) == len(printed_figures())


def test_the_shares_are_the_same_at_another_scale() -> None:
    assert all(each.agrees for each in compare(NationOurs(100)))


class OneTooMany(NationOurs):
    """A nation in which one more thousand assignments had a qualified interpreter, and one more was
    tested."""

    def use(self, year: int) -> Use:
        """More qualified than printed."""
        use = super().use(year)
        return replace(use, qualified=use.qualified + 4_000)

    def reported(self, year: int, measure: str) -> Mapping[str, int]:
        """One more of everything reported."""
        return {scope: value + 1 for scope, value in super().reported(year, measure).items()}


def test_a_difference_is_found_and_ends_the_command_with_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    different = {each.printed.key for each in compare(OneTooMany(1000)) if not each.agrees}
    assert "use/2020/share_qualified/public sector" in different
    assert "use/2016/assignments/public sector" in different
    monkeypatch.setattr("sys.argv", ["figures"])
    monkeypatch.setattr(command, "NationOurs", OneTooMany)
    assert command.main() == 1
    assert "DIFFERS" in capsys.readouterr().out


def test_the_command_succeeds_prints_origins_and_counts_each_kind(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["figures"])
    assert command.main() == 0
    out = capsys.readouterr().out
    assert "register/2021/actual/B/entries: 234 | 234  [IMDi årsrapport 2021, line 1569-1577]" in out
    assert "carried          budget/2008/kap. 651 post 72/grant: 2000000 | -  [IMDi årsrapport 2008" in out
    assert "different: 0" in out


def test_a_check_of_something_that_is_not_printed_is_an_error() -> None:
    figures = [each for each in printed_figures() if not each.key.startswith("register/2021")]
    with pytest.raises(ValueError, match="not printed"):
        compare(NationOurs(1000), figures)


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


def test_contradictions_inside_the_sources_are_listed_as_such() -> None:
    topics = " ".join(each.topic for each in contradictions())
    for expected in ("guidelines 2016", "women and men", "exam 2021", "press", "languages in the register"):
        assert expected in topics
    for expected in ("assignments 2020", "qualified interpreters 2020", "assignments 2024"):
        assert expected in topics
    report = "\n".join(lines(compare(NationOurs(1000))))
    assert "80/316 is 25.3 per cent, 80/306 is 26.1" in report
    assert "they give 52.9 per cent in all" in report


def test_a_carried_figure_never_differs() -> None:
    (only,) = [
        e for e in compare(NationOurs(1000)) if e.printed.key == "need/2020/new_interpreters_needed_low"
    ]
    assert only.printed == Printed(only.printed.key, "1500", "Tildelingsbrev til IMDi 2020", "555-557")
    assert (only.kind, only.ours, only.agrees) == ("carried", None, True)
