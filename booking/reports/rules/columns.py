"""The columns of a report, the headers people write above them, and which of them a file must have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from tolkeregister.core.rules.sort_key import fold


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its code, the header of the template, other headers that mean the same, and an example."""

    code: str
    header: str
    also: tuple[str, ...]
    is_required: bool
    example: str


COLUMNS = (
    Column("reference", "referanse", ("ref", "oppdragsnummer", "oppdragsnr", "oppdrag", "id"), True, "A-100234"),
    Column("day", "dato", ("oppdragsdato", "startdato", "dato for oppdrag"), True, "15.09.2026"),
    Column("time", "klokkeslett", ("tid", "starttid", "start", "kl", "klokken"), False, "09:30"),
    Column("minutes", "minutter", ("varighet minutter", "varighet min", "varighet i minutter", "antall minutter"),
           False, "60"),
    Column("hours", "timer", ("varighet timer", "varighet i timer", "antall timer"), False, ""),
    Column("language", "sprak", ("tolkesprak",), True, "arabisk"),
    Column("type", "type", ("tolketype", "tolking"), False, "tale"),
    Column("mode", "metode", ("tolkemetode", "leveringsform"), True, "telefon"),
    Column("sector", "sektor", ("sektorkode",), True, "HELSE"),
    Column("body", "oppdragsgiver", ("orgnr", "organisasjonsnummer", "oppdragsgiver orgnr", "kunde orgnr", "org nr"),
           False, "974760673"),
    Column("unit", "enhet", ("avdeling",), False, ""),
    Column("municipality", "kommune", ("kommunenummer", "kommunenr", "kommunekode"), True, "0301"),
    Column("interpreter", "tolkenummer", ("tolkenr", "tolke id", "tolk nr"), True, "100482"),
    Column("category", "kategori", ("tolkens kategori", "levert kategori"), False, "C"),
    Column("category_requested", "bestilt_kategori", ("minste kategori", "onsket kategori"), False, "D"),
    Column("ordered", "bestilt", ("bestilt tidspunkt", "bestillingstidspunkt", "bestillingsdato", "bestilt dato"),
           False, "12.09.2026 14:05"),
    Column("outcome", "utfall", ("resultat",), False, "gjennomført"),
    Column("ground", "grunnlag", ("unntaksgrunn", "grunnlag etter 7", "grunn etter 7"), False, ""),
)  # fmt: skip
HEADERS: Mapping[str, str] = MappingProxyType({column.code: column.header for column in COLUMNS})
_BY_WORD = {fold(word): column.code for column in COLUMNS for word in (column.header, *column.also)}

LEAST_TO_KNOW_A_HEADER = 3
"""A line with at least so many known headers is the line of headers; titles and dates above it are passed over."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the line of headers said: the code of each column (None: not ours), and what was wrong with it."""

    columns: tuple[str | None, ...]
    ignored: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()  # headers, as in the template
    twice: tuple[str, ...] = ()


def read_header(cells: Sequence[str]) -> Header | None:
    """The headers of a line, or None when it is not the line of headers."""
    codes = [_BY_WORD.get(fold(cell)) for cell in cells]
    found = [code for code in codes if code]
    if len(set(found)) < LEAST_TO_KNOW_A_HEADER:
        return None
    missing = [column.header for column in COLUMNS if column.is_required and column.code not in found]
    if "minutes" not in found and "hours" not in found:
        missing.append(HEADERS["minutes"])
    return Header(
        tuple(codes),
        tuple(
            cell.strip()[:60]
            for cell, code in zip(cells, codes, strict=True)
            if code is None and cell.strip()
        ),
        tuple(missing),
        tuple(sorted({HEADERS[code] for code in found if found.count(code) > 1})),
    )
