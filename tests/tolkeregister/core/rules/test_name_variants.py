"""Common spellings of one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolkeregister.core.rules.name_variants import _GROUP_OF, _SPELLINGS, spellings_of
from tolkeregister.core.rules.sort_key import fold


@pytest.mark.parametrize(
    ("asked", "registered"),
    [
        ("muhammed haile", "Mohammed Haile"),
        ("Mohammed", "Muhammad"),
        ("Maxamed", "Mohamed"),
        ("Yousef", "Yusuf"),
        ("lukas kowalsky", "Łukasz Kowalski"),
        ("Cabdi Cali", "Abdi Ali"),
        ("Oleksandr", "Aleksandr"),
    ],
)
def test_a_search_for_one_spelling_asks_for_the_other(asked: str, registered: str) -> None:
    wanted = fold(registered).split()[-1]
    assert any(wanted in each.split() for each in spellings_of(asked))


def test_the_name_as_written_comes_first_and_few_changes_before_many() -> None:
    found = spellings_of("Mohammed Ali", most=14)
    assert found[0] == "mohammed ali"
    assert len(found) == 14
    changes = [(each.split()[0] != "mohammed") + (each.split()[1] != "ali") for each in found]
    assert changes == sorted(changes)


def test_a_name_without_variants_is_asked_for_once() -> None:
    assert spellings_of("Kari Solheim") == ("kari solheim",)


@pytest.mark.parametrize("text", ["", "  ", "-"])
def test_nothing_to_search_for_gives_nothing(text: str) -> None:
    assert spellings_of(text) == ()


def test_every_spelling_belongs_to_one_name_only() -> None:
    """A spelling in two lines would join two names; a line of one would say nothing."""
    lines = [{fold(word) for word in line.split()} for line in _SPELLINGS.strip().splitlines()]
    assert sum(len(line) for line in lines) == len(set().union(*lines)) == len(_GROUP_OF)
    assert all(len(line) > 1 for line in lines)


@given(st.sampled_from(sorted(_GROUP_OF)), st.sampled_from(sorted(_GROUP_OF)))
def test_being_a_spelling_of_is_mutual(one: str, other: str) -> None:
    assert (one in spellings_of(other, most=99)) is (other in spellings_of(one, most=99))


@given(st.text(max_size=30), st.integers(1, 20))
def test_the_spellings_are_few_folded_and_different(text: str, most: int) -> None:
    found = spellings_of(text, most=most)
    assert len(found) <= most
    assert len(set(found)) == len(found)
    assert all(fold(each) == each for each in found)
