"""The columns of a report, the headers people write above them, and which of them a file must have."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from tolkeregister.core.spreadsheets.rules import Column, Header, known_header

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


def read_header(cells: Sequence[str]) -> Header | None:
    """The headers of a line, or None when it is not the line of headers. Minutes or hours must be there."""
    header = known_header(COLUMNS, cells)
    if header is None or "minutes" in header.columns or "hours" in header.columns:
        return header
    return replace(header, missing=(*header.missing, HEADERS["minutes"]))
