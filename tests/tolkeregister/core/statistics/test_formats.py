"""The files carry every number, flag, decimal and label, and say the same in all three formats (failure mode
26)."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest

from tests.tolkeregister.core.statistics.attack import lines_of_csv, lines_of_jsonstat
from tolkeregister.core.statistics.csv_formats import EXCEL, MACHINE, Dialect, csv_file
from tolkeregister.core.statistics.disclosure import RULES, Edition, protect, publish
from tolkeregister.core.statistics.jsonstat import jsonstat
from tolkeregister.core.statistics.tables import MEASURES, Cell, Dimension, PublishedTable, Table, Value

YEARS = Dimension("aar", "År", (Value("2024", "2024"), Value("2025", "2025")), total=False, role="time")
LANGUAGES = Dimension(
    "sprak", "Språk", (Value("ar", "arabisk"), Value("se", "nordsamisk, «davvi»"), Value("xx", "=SUM(A1;A2)"))
)
CELLS = (
    Cell(("2024", "ar"), 1000, 523),
    Cell(("2024", "se"), 53, 3),
    Cell(("2024", "xx"), 60, 30),
    Cell(("2025", "ar"), 1234, 617),
    Cell(("2025", "se"), 19, 9),
)


def published() -> PublishedTable:
    """A table with a hidden count, a share too small to show, an impossible line and a preliminary year."""
    table = Table("oppdrag", "Oppdrag", (YEARS, LANGUAGES), CELLS, impossible=frozenset({("2025", "xx")}))
    marks = {key: "p" for key in table.published_keys() if key[0] == "2025"}
    edition = Edition("Tolkeregister", date(2026, 1, 15), ("2025 er foreløpig.",), marks)
    return publish(table, protect([table], RULES[0]), RULES[0], edition)


def as_read(file: bytes, dialect: Dialect) -> list[tuple[tuple[str, ...], list[tuple[Decimal | None, str]]]]:
    """Keys, and numbers with flags, read back by the rules of the dialect alone."""
    text = io.StringIO(file.decode(dialect.encoding), newline="")
    rows = list(csv.reader(text, delimiter=dialect.delimiter))[1:]
    return [
        (
            (row[0], row[2]),
            [
                (Decimal(n.replace(dialect.decimal_mark, ".")) if n else None, flags)
                for n, flags in zip(row[4::2], row[5::2], strict=True)
            ],
        )
        for row in rows
    ]


@pytest.mark.parametrize("dialect", [EXCEL, MACHINE])
def test_a_csv_file_read_back_is_the_published_table(dialect: Dialect) -> None:
    table = published()
    expected = [
        (
            cell.key,
            [
                (
                    None if cell.figure(m).value is None else Decimal(str(cell.figure(m).value)),
                    cell.figure(m).flags,
                )
                for m in MEASURES
            ],
        )
        for cell in table.cells
    ]
    assert as_read(csv_file(table, dialect), dialect) == expected


def test_json_stat_and_csv_say_the_same() -> None:
    table = published()
    assert lines_of_jsonstat(jsonstat(table)) == lines_of_csv(csv_file(table, MACHINE))


def test_excel_gets_mark_semicolon_comma_and_windows_lines() -> None:
    file = csv_file(published(), EXCEL)
    first, second, *_ = file.decode("utf-8-sig").split("\r\n")
    assert file.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert first.startswith("aar;aar_navn;sprak;sprak_navn;kvalifisert;kvalifisert_flagg;")
    assert second == "2024;2024;total;I alt;556;;557;;1113;;50,0;"


def test_programs_get_no_mark_comma_point_and_plain_lines() -> None:
    file = csv_file(published(), MACHINE)
    assert not file.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in file
    assert file.splitlines()[1] == b"2024,2024,total,I alt,556,,557,,1113,,50.0,"


def test_a_name_that_a_spreadsheet_would_compute_is_made_text_in_excel_only() -> None:
    assert ";'=SUM" in csv_file(published(), EXCEL).decode("utf-8-sig").replace('"', "")
    assert ",=SUM" in csv_file(published(), MACHINE).decode()


def test_hidden_small_impossible_and_preliminary_numbers_carry_their_flags() -> None:
    lines = {
        (line.at["aar"], line.at["sprak"]): line.flags
        for line in lines_of_csv(csv_file(published(), MACHINE))
    }
    assert lines[("2024", "se")]["kvalifisert"] == ":"
    assert lines[("2025", "se")]["andel"] == "up"
    assert lines[("2025", "xx")]["alle"] == ".p"
    assert lines[("2025", "ar")]["alle"] == "p"


def test_the_dataset_has_what_json_stat_requires() -> None:
    data = json.loads(jsonstat(published()))
    assert (data["version"], data["class"], data["updated"]) == ("2.0", "dataset", "2026-01-15")
    assert data["id"] == ["aar", "sprak", "maaltall"]
    assert data["size"] == [2, 4, 4]
    assert len(data["value"]) == 2 * 4 * 4
    assert data["role"] == {"time": ["aar"], "metric": ["maaltall"]}
    assert data["dimension"]["sprak"]["category"]["index"] == ["total", "ar", "se", "xx"]
    assert data["dimension"]["maaltall"]["category"]["unit"]["andel"] == {"base": "prosent", "decimals": 1}
    assert all(data["value"][int(place)] is None for place, flags in data["status"].items() if flags != "p")
    assert data["note"][0] == "2025 er foreløpig."
    assert ": Vises ikke av hensyn til personvern" in data["note"]


def test_the_same_table_gives_the_same_bytes() -> None:
    assert jsonstat(published()) == jsonstat(published())
    assert csv_file(published(), EXCEL) == csv_file(published(), EXCEL)
