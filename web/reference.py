"""Loading the reference tables: languages and their words, counties and municipalities, sectors.

Facts, not samples: the same in the demo, in the tests and in production. Loading again replaces what is there.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import asyncpg

from tolkeregister.core.rules.sort_key import fold, sort_key

ROOT = Path(__file__).parent.parent / "tolkeregister"
SINCE = date(2000, 1, 1)  # earlier than anything the service records


def _rows(path: str) -> Iterator[dict[str, str]]:
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def languages() -> list[tuple[object, ...]]:
    """Rows of `language`."""
    return [
        (row["tag"], row["iso639_3"] or None, row["name_nb"], row["name_nn"], row["name_en"], row["name_native"],
         row["script"] or None, row["direction"], row["kind"], sort_key(row["name_nb"]), SINCE, None)
        for row in _rows("languages/data/languages.csv")
    ]  # fmt: skip


def language_words() -> list[tuple[str, str, bool]]:
    """Rows of `language_word`. A word that may mean several languages is ambiguous, and each of them is offered."""
    meant: dict[str, set[str]] = {}
    unsure: set[str] = set()
    for row in _rows("languages/data/languages.csv"):
        names = (
            row["name_nb"],
            row["name_nn"],
            row["name_en"],
            row["name_native"],
            *row["aliases"].split("|"),
        )
        loose = row["ambiguous_aliases"].split("|")
        unsure |= {fold(word) for word in loose}
        for word in (*names, *loose):
            if folded := fold(word):
                meant.setdefault(folded, set()).add(row["tag"])
    return sorted(
        (word, tag, word in unsure or len(tags) > 1) for word, tags in meant.items() for tag in tags
    )


def counties() -> list[tuple[object, ...]]:
    """Rows of `county`: one per code and structure."""
    return [
        (row["code"], _day(row["structure_valid_from"]), _day(row["structure_valid_to"]), row["name_nb"],
         row["name_official"], sort_key(row["name_nb"]))
        for row in _rows("places/data/counties.csv")
    ]  # fmt: skip


def municipalities() -> list[tuple[object, ...]]:
    """Rows of `municipality`: today's structure."""
    return [
        (row["code"], row["name_unique"], row["name_official"], row["county_code"], float(row["centre_lat"]),
         float(row["centre_lon"]), int(row["population_2024_01_01"]), sort_key(row["name_unique"]),
         date(2024, 1, 1), None)
        for row in _rows("places/data/municipalities.csv")
    ]  # fmt: skip


def municipality_changes() -> list[tuple[object, ...]]:
    """Rows of `municipality_change`."""
    return [
        (_day(row["change_date"]), row["old_code"], row["new_code"], row["old_name"], row["new_name"],
         row["change_type"])
        for row in _rows("places/data/municipality_changes.csv")
    ]  # fmt: skip


def sectors() -> list[tuple[object, ...]]:
    """Rows of `sector`, parents first."""
    rows = [
        (row["code"], row["parent_code"] or None, row["name_nb"], row["name_nn"], row["name_en"], SINCE, None)
        for row in _rows("organisations/data/sectors.csv")
    ]
    return sorted(rows, key=lambda row: row[1] is not None)


async def load(connection: asyncpg.Connection) -> None:
    """Fill the empty reference tables by COPY; does nothing where they are filled."""
    if await connection.fetchval("SELECT 1 FROM language LIMIT 1"):
        return
    async with connection.transaction():
        for table, rows in (
            ("language", languages()), ("language_word", language_words()), ("county", counties()),
            ("municipality", municipalities()), ("municipality_change", municipality_changes()),
            ("sector", sectors()),
        ):  # fmt: skip
            await connection.copy_records_to_table(table, records=rows)
