"""Writing a small workbook: rows of text, so that Excel keeps the nought in front of a code and computes nothing."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/styles.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>{sheets}</Types>'
)
_TYPE_OF_SHEET = (
    '<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/>'
    '<xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>'  # 49: text
)
_COLUMNS = f'<cols><col min="1" max="{256}" width="18" style="1" customWidth="1"/></cols>'


def write_workbook(sheets: Sequence[tuple[str, Iterable[Sequence[str]]]]) -> bytes:
    """A workbook with named sheets of rows, every cell text; the same bytes for the same rows."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        names = [name for name, _ in sheets]
        types = "".join(_TYPE_OF_SHEET.format(n=n + 1) for n in range(len(names)))
        _member(file, "[Content_Types].xml", _TYPES.format(sheets=types))
        root = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        _member(file, "_rels/.rels", _RELATIONS.format(each=root))
        _member(file, "xl/workbook.xml", _book(names))
        _member(file, "xl/_rels/workbook.xml.rels", _RELATIONS.format(each=_book_relations(len(names))))
        _member(file, "xl/styles.xml", _STYLES)
        for n, (_, rows) in enumerate(sheets):
            _member(file, f"xl/worksheets/sheet{n + 1}.xml", _sheet(rows))
    return held.getvalue()


def _member(file: zipfile.ZipFile, name: str, content: str) -> None:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    file.writestr(info, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + content)


def _book(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="s{n}"/>' for n, name in enumerate(names, 1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _book_relations(sheets: int) -> str:
    each = "".join(
        f'<Relationship Id="s{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, sheets + 1)
    )
    return each + f'<Relationship Id="st" Type="{_OFFICE}/styles" Target="styles.xml"/>'


def _sheet(rows: Iterable[Sequence[str]]) -> str:
    lines = []
    for cells in rows:
        texts = (
            f'<c s="1" t="inlineStr"><is><t xml:space="preserve">{escape(c)}</t></is></c>' for c in cells
        )
        lines.append(f"<row>{''.join(texts)}</row>")
    return f'<worksheet xmlns="{_MAIN}">{_COLUMNS}<sheetData>{"".join(lines)}</sheetData></worksheet>'
