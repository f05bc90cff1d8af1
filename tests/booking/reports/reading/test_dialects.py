"""Files as Excel and its relatives really write them: the same three assignments in all of them."""

from pathlib import Path

import pytest

from tests.booking.reports.reading.known import read_file
from tolkeregister.core.spreadsheets.rules import RefusedFile

FOLDER = Path(__file__).parents[3] / "fixtures/reports"
FILES = sorted(path.name for path in FOLDER.iterdir())
EXPECTED = {  # day, start, minutes, language, mode, sector, municipality then and now, number
    "A-1": (
        "2026-09-15",
        "2026-09-15 07:30:00+00",
        "90",
        "ar",
        "in_person",
        "HELSE",
        "0301",
        "0301",
        "100482",
    ),
    "A-2": ("2026-12-31", "2026-12-31 22:30:00+00", "60", "se", "screen", "HELSE", "1806", "1806", "100483"),
    "Å-3": ("2026-01-01", "2026-01-01 07:05:00+00", "45", "so", "phone", "BARNEVERN", "1818", "1818", r"\N"),
}
PLACES = (1, 2, 3, 4, 6, 7, 8, 9, 14)  # in the row: without type, county, body


def test_there_is_a_file_of_every_kind() -> None:
    assert len(FILES) >= 14


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("part", [600, 1 << 20])
def test_every_dialect_gives_the_same_assignments(name: str, part: int) -> None:
    read = read_file((FOLDER / name).read_bytes(), part=part)
    assert {each[0]: tuple(each[place] for place in PLACES) for each in read.rows} == EXPECTED
    assert read.refused == read.waiting == 0


@pytest.mark.parametrize("name", FILES)
def test_lines_are_numbered_as_the_reader_sees_them(name: str) -> None:
    above = {"excel_sep.csv": 2, "excel_titles.csv": 4, "xlsxwriter.xlsx": 3}.get(name, 1)
    assert read_file((FOLDER / name).read_bytes()).lines == [above + 1, above + 2, above + 3]


HEAD = "referanse;dato;klokkeslett;minutter;sprak;metode;sektor;oppdragsgiver;kommune;tolkenummer\r\n"
GOOD = "A-{};15.09.2026;09:30;60;arabisk;telefon;HELSE;974760673;0301;100482\r\n"


def codes(content: str, encoding: str = "cp1252") -> list[tuple[int, str]]:
    return [(each.line, each.code) for each in read_file(content.encode(encoding)).findings]


def test_a_line_break_in_a_cell_is_refused_with_its_line_and_the_rest_is_read() -> None:
    broken = 'A-2;15.09.2026;09:30;60;"arab\r\nisk";telefon;HELSE;974760673;0301;100482\r\n'
    read = read_file((HEAD + GOOD.format(1) + broken + GOOD.format(3)).encode())
    assert [(each.line, each.code) for each in read.findings] == [
        (3, "line_break_in_cell"),
        (4, "line_break_in_cell"),
    ]
    assert [each[0] for each in read.rows] == ["A-1", "A-3"]
    assert read.lines == [2, 5]


def test_lines_that_are_too_long_too_wide_or_wrongly_quoted_are_refused() -> None:
    wide, quoted = GOOD.format(2).replace("\r\n", ";;x\r\n"), GOOD.format(3).replace("A-3", '"A"-"3"')
    long = GOOD.format("4" * 70_000)
    assert codes(HEAD + wide + quoted + long) == [
        (2, "too_many_cells"), (3, "quotes_wrong"), (4, "line_too_long"),
    ]  # fmt: skip


def test_short_lines_are_filled_and_empty_ones_are_no_rows() -> None:
    head = HEAD.replace("\r\n", ";utfall\r\n")
    read = read_file((head + GOOD.format(1) + "\r\n;;;\r\n" + GOOD.format(2)).encode())
    assert (read.lines, read.findings) == ([2, 5], [])


def test_letters_that_are_none_are_refused_line_by_line() -> None:
    content = (HEAD + GOOD.format(1)).encode() + b"A-2;\x81\x8d;;;;;;;;\r\n" + GOOD.format(3).encode()
    read = read_file(content)
    assert [(each.line, each.code) for each in read.findings] == [(3, "unreadable_letters")]
    assert read.lines == [2, 4]


def test_a_file_without_an_end_of_line_at_its_end_is_whole() -> None:
    assert read_file((HEAD + GOOD.format(1)).rstrip().encode()).lines == [2]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x00\x01\x02" * 400, "not_a_table"), (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 32)) * 99, "not_a_table"),
        (b"%PDF-1.7\n" * 50, "header_missing"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "old_or_locked_workbook"),
        (b"PK\x03\x04 not really", "workbook_broken"), (b"hei;hopp\n1;2\n", "header_missing"),
        (HEAD.replace("dato;", "").encode(), "columns_missing"),
        (HEAD.replace("dato", "referanse").encode(), "column_twice"),
        (b"\n" * 100 + HEAD.encode(), "header_missing"), (b"<html><body>", "header_missing"),
        (b"referanse;dato;sprak", "columns_missing"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused_as_a_whole(content: bytes, code: str) -> None:
    with pytest.raises(RefusedFile) as refused:
        read_file(content)
    assert refused.value.code == code


def test_missing_columns_are_named_as_in_the_template() -> None:
    with pytest.raises(RefusedFile) as refused:
        read_file(b"referanse;dato;sprak;metode\n")
    assert refused.value.facts["columns"] == ["sektor", "kommune", "tolkenummer", "minutter"]


def test_a_line_that_never_ends_costs_itself_and_nothing_else() -> None:
    content = HEAD.encode() + GOOD.format(1).encode() + b"x" * 900_000 + b"\r\n" + GOOD.format(3).encode()
    read = read_file(content, part=100_000)
    assert [(each.line, each.code) for each in read.findings] == [(3, "line_too_long")]
    assert read.lines == [2, 4]
