"""Workbooks that lie: bombs, entities, broken parts, passwords; and what a cell of each kind becomes."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from booking.reports.rules.columns import read_header
from tolkeregister.core.spreadsheets import convert, guard
from tolkeregister.core.spreadsheets.convert import text_of_workbook
from tolkeregister.core.spreadsheets.opening import CELL_MARK
from tolkeregister.core.spreadsheets.rules import RefusedFile
from tolkeregister.core.spreadsheets.workbook import Workbook
from tolkeregister.core.spreadsheets.write_workbook import write_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRINGS = "xl/sharedStrings.xml"
SHEET = "xl/worksheets/sheet1.xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>
{{more}}
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>"""
MORE = {
    f"xl/{name}.xml": f'<Override PartName="/xl/{name}.xml" ContentType="{_KIND}.{name}+xml"/>'
    for name in ("styles", "sharedStrings")
}
RELATIONS = f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""
HEAD = '<row r="1">{}</row>'.format(
    "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("referanse", "dato", "sprak"))
)


def book(rows: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    """A workbook with one sheet; `parts` replace or add members."""
    members = {
        "[Content_Types].xml": TYPES.format(more="".join(MORE[name] for name in parts or {} if name in MORE)),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": RELATIONS,
        SHEET: f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        **(parts or {}),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return held.getvalue()


def rows_of(content: bytes) -> list[tuple[int, list[str]]]:
    with Workbook(content) as opened:
        return list(opened.rows(opened.sheets[0]))


def refusal(content: bytes) -> str:
    with pytest.raises(RefusedFile) as refused:
        list(text_of_workbook(content, 1 << 20, read_header))
    return refused.value.code


STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="170" formatCode="[h]:mm"/>
<numFmt numFmtId="171" formatCode='dd"."mm"."yyyy "kl." hh:mm'/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="170"/><xf numFmtId="171"/>
<xf numFmtId="49"/></cellXfs></styleSheet>"""


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<c><v>301</v></c>", "301"), ("<c><v>1.5</v></c>", "1.5"), ("<c><v>0.1</v></c>", "0.1"),
        ("<c><v>974760673</v></c>", "974760673"), ("<c><v>1E+2</v></c>", "100"),
        ("<c><v>0.30000000000000004</v></c>", "0.3"),
        ('<c s="1"><v>46280</v></c>', "2026-09-15"), ('<c s="2"><v>0.39583333333333331</v></c>', "09:30"),
        ('<c s="3"><v>1.0625</v></c>', "25:30"), ('<c s="4"><v>46280.395833333336</v></c>', "2026-09-15 09:30"),
        ('<c s="1"><v>46280.999999</v></c>', "2026-09-16"), ('<c s="99"><v>5</v></c>', "5"),
        ('<c s="1"><v>-5</v></c>', "1899-12-25"), ('<c s="1"><v>99999999</v></c>', "#VALUE!"),
        ('<c t="b"><v>1</v></c>', "1"), ('<c t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c t="d"><v>2026-09-15</v></c>', "2026-09-15"),
        ('<c t="str"><f>A1&amp;""</f><v>tale</v></c>', "tale"), ("<c><f>SUM(A1:A2)</f><v>60</v></c>", "60"),
        ('<c t="str"><f>A1&amp;""</f><v></v></c>', ""), ("<c/>", ""),
        ('<c t="inlineStr"><is><r><t>ara</t></r><r><t>bisk</t></r></is></c>', "arabisk"),
        ('<c t="inlineStr"><is><t>to_x000D_\nlinjer</t></is></c>', "to\r\nlinjer"),
    ],
)  # fmt: skip
def test_what_a_cell_becomes(cell: str, text: str) -> None:
    found = rows_of(book(f'<row r="1">{cell}<c><v>9</v></c></row>', {"xl/styles.xml": STYLES}))
    assert found == [(1, [text, "9"])]


def test_cells_and_rows_that_are_left_out_keep_their_place() -> None:
    found = rows_of(
        book(
            '<row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c></row><row r="5"><c r="A5"><v>3</v></c></row>'
        )
    )
    assert found == [(2, ["", "1", "", "2"]), (5, ["3"])]
    text = b"".join(
        text_of_workbook(book(HEAD + '<row r="4"><c r="A4"><v>3</v></c></row>'), 1 << 20, read_header)
    ).decode()
    assert text == f"referanse{CELL_MARK}dato{CELL_MARK}sprak\n\n\n3\n"


def test_line_breaks_and_marks_in_a_cell_become_spaces() -> None:
    row = f'<row r="2"><c t="inlineStr"><is><t>a\nb_x000D_{CELL_MARK.encode().hex()}</t></is></c></row>'
    text = b"".join(text_of_workbook(book(HEAD + row), 1 << 20, read_header)).decode()
    assert text.splitlines()[1] == "a b 1f"


def test_a_template_is_read_back_as_it_was_written() -> None:
    table = [["referanse", "dato", "sprak"], ["=1+1", "0301", "  to  <&> "]]
    content = write_workbook([("Forside", [["hei"]]), ("oppdrag", table)])
    text = b"".join(text_of_workbook(content, 1 << 20, read_header)).decode()
    assert [line.split(CELL_MARK) for line in text.splitlines()] == table


def test_a_sheet_that_opens_to_much_more_than_it_is_packed_is_refused() -> None:
    """A zip bomb: a megabyte that becomes a gigabyte."""
    bomb = book(HEAD + '<row r="2"><c><v>' + "0" * 60_000_000 + "</v></c></row>")
    assert len(bomb) < 100_000
    assert refusal(bomb) == "workbook_too_large"


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(book(HEAD + "<row><c><v>" + "0" * 30_000_000 + "</v></c></row>"))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = -1
        while (place := bomb.find(mark, place + 1)) >= 0:
            bomb[place + at : place + at + 4] = (1000).to_bytes(4, "little")
    assert refusal(bytes(bomb)) in ("workbook_too_large", "workbook_broken")


def test_entities_that_grow_are_refused() -> None:
    """Billion laughs."""
    lol = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    sheet = f'{lol}<worksheet xmlns="{MAIN}"><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>'
    assert refusal(book(parts={SHEET: sheet})) == "workbook_broken"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/workbook.xml": "<workbook><sheets/></workbook>"}, "workbook_broken"),
        ({"xl/workbook.xml": "ikke xml"}, "workbook_broken"),
        ({SHEET: "<worksheet><row>"}, "workbook_broken"),
        ({"xl/_rels/workbook.xml.rels": "<R><Relationship Id='r1' Target='../../etc/passwd'/></R>"}, "workbook_broken"),
        ({SHEET: "<worksheet/>"}, "header_missing"),
        ({STRINGS: "<sst><si>" + "<r/>" * 200_000 + "</si></sst>"}, "workbook_too_large"),
        ({f"{n}.xml": "" for n in range(3000)}, "workbook_too_large"),
        ({SHEET: "<worksheet><row>" + "<c/>" * 200_000 + "</row></worksheet>"}, "workbook_too_large"),
        ({SHEET: f"<worksheet><row><c><v>{'x ' * 3_000_000}</v></c></row></worksheet>"}, "workbook_too_large"),
    ],
)  # fmt: skip
def test_broken_and_hostile_workbooks_are_refused(parts: dict[str, str], code: str) -> None:
    assert refusal(book(parts=parts)) == code


def test_a_row_of_endless_cells_is_cut_where_excel_would_never_come() -> None:
    found = rows_of(book("<row>" + "<c><v>1</v></c>" * 40_000 + "</row>"))
    assert [len(cells) for _, cells in found] == [256]


@pytest.mark.parametrize("cell", ['<c s="x"><v>5</v></c>', '<c t="s"><v>7</v></c>', "<c><v>NaN?</v></c>"])
def test_a_cell_that_is_none_is_a_broken_workbook(cell: str) -> None:
    assert refusal(book(HEAD + f'<row r="2">{cell}</row>')) == "workbook_broken"


@pytest.mark.parametrize(
    "cell", ["<c><f>A1+1</f></c>", "<c><f>A1+1</f><v></v></c>", "<c><f>A1+1</f><v/></c>"]
)
def test_a_formula_without_its_value_is_never_taken_for_an_empty_cell(cell: str) -> None:
    assert refusal(book(f'<row r="1">{cell}</row>')) == "formulas_not_computed"
    assert refusal(book('<row r="1"><c><f>A1+1</f><v>2</v></c></row>')) == "header_missing"


def test_a_row_further_down_than_there_are_any_ends_the_reading() -> None:
    with pytest.raises(RefusedFile):
        rows_of(book('<row r="99999999999"><c><v>1</v></c></row>'))


def test_a_workbook_with_a_damaged_member_is_refused() -> None:
    content = bytearray(
        write_workbook([("a", [["referanse", "dato", "sprak"]] + [[str(n)] * 3 for n in range(9999)])])
    )
    content[len(content) // 2] ^= 0xFF
    assert refusal(bytes(content)) == "workbook_broken"


def test_more_rows_than_a_workbook_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "MOST_WORKBOOK_ROWS", 5)
    assert refusal(book(HEAD + '<row r="6"><c><v>1</v></c></row>')) == "too_many_rows"
    assert refusal(book(HEAD + '<row r="1048576"><c><v>1</v></c></row>')) == "too_many_rows"


@pytest.mark.parametrize("part", ["<worksheet a='{}'/>", "<worksheet><!--{}--></worksheet>", "{}"])
def test_one_tag_is_bounded_for_the_parser_starts_it_again_with_every_piece(part: str) -> None:
    """A hundred megabytes without an end to the first tag kept a worker busy for many minutes."""
    assert refusal(book(parts={SHEET: part.format("0" * 3_000_000)})) == "workbook_too_large"


def test_shared_strings_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_STRINGS", 3)
    strings = f'<sst xmlns="{MAIN}">{"<si/>" * 4}</sst>'
    assert refusal(book(HEAD, {"xl/sharedStrings.xml": strings})) == "workbook_too_large"


def test_hidden_sheets_are_not_read() -> None:
    sheets = f'<workbook xmlns:r="{OFFICE}"><sheets><sheet state="hidden" r:id="r1"/></sheets></workbook>'
    assert refusal(book(HEAD, {"xl/workbook.xml": sheets})) == "workbook_broken"
