"""Menus and page numbers."""

import pytest

from web.view.navigation import active_path
from web.view.pages_of_results import page_numbers, page_query


@pytest.mark.parametrize(
    ("menu", "path", "expected"),
    [
        ("public", "/", "/finn-tolk"),
        ("public", "/k/10427", "/k"),
        ("public", "/kategorier", ""),
        ("directorate", "/sak", "/sak"),
        ("directorate", "/sak/epost", "/sak"),
        ("directorate", "/sak/tolk/10427", "/sak"),
        ("directorate", "/rapport/dubletter", "/sak"),
        ("agency", "/rapport/dubletter", "/rapport"),
        ("interpreter_home", "/min-side/tilbud/7", "/min-side/tilbud"),
    ],
)
def test_a_page_belongs_to_the_entry_with_the_longest_path(menu: str, path: str, expected: str) -> None:
    assert active_path(menu, path) == expected


@pytest.mark.parametrize(
    ("page", "pages", "expected"),
    [
        (1, 1, (1,)),
        (1, 3, (1, 2, 3)),
        (1, 12, (1, 2, None, 12)),
        (5, 12, (1, None, 4, 5, 6, None, 12)),
        (3, 12, (1, 2, 3, 4, None, 12)),
        (4, 12, (1, 2, 3, 4, 5, None, 12)),
        (12, 12, (1, None, 11, 12)),
    ],
)
def test_the_first_the_last_and_the_near_pages_are_shown(
    page: int, pages: int, expected: tuple[int | None, ...]
) -> None:
    assert page_numbers(page, pages) == expected


def test_another_page_keeps_the_rest_of_the_query() -> None:
    pairs = [("sprak", "ar"), ("side", "3")]
    assert page_query(pairs, 4) == [("sprak", "ar"), ("side", 4)]
    assert page_query(pairs, 1) == [("sprak", "ar")]
