"""Which page numbers a list shows: the first, the last and those around the current one."""

from collections.abc import Iterable

from web.view.addresses import Query

PARAMETER = "side"


def page_numbers(page: int, pages: int) -> tuple[int | None, ...]:
    """The numbers in order, None where some are left out: (1, None, 4, 5, 6, None, 12)."""
    near = sorted({1, pages, *(each for each in (page - 1, page, page + 1) if 1 <= each <= pages)})
    shown: list[int | None] = []
    for number in near:
        if shown and number - (shown[-1] or 0) == 2:
            shown.append(number - 1)
        elif shown and number - (shown[-1] or 0) > 2:
            shown.append(None)
        shown.append(number)
    return tuple(shown)


def page_query(query: Query, page: int) -> list[tuple[str, object]]:
    """The query of another page of the same list; page 1 has no number in its address."""
    pairs: Iterable[tuple[str, object]] = query.items() if hasattr(query, "items") else query
    kept = [(key, value) for key, value in pairs if key != PARAMETER]
    return [*kept, (PARAMETER, page)] if page > 1 else kept
