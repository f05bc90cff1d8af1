"""The columns of a file of results, and the headers people write above them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tolkeregister.core.spreadsheets.rules import Column, Header, known_header

COLUMNS = (
    Column("candidate", "kandidatnummer", ("kandidat", "kandidatnr", "studentnummer", "studentnr"), True, "K100234"),
    Column("national_id", "fodselsnummer", ("fnr", "personnummer", "d nummer", "f nr"), False, ""),
    Column("given_name", "fornavn", ("fornamn",), True, "Samira"),
    Column("family_name", "etternavn", ("etternamn", "slektsnavn"), True, "Haddad"),
    Column("born_on", "fodselsdato", ("fodt", "fodd"), True, "14.03.1988"),
    Column("test", "prove", ("test", "kurs", "emne", "utdanning"), True, "tospråktest"),
    Column("language", "sprak", ("tolkesprak",), False, "somali"),
    Column("type", "type", ("tolketype",), False, "tale"),
    Column("round", "runde", ("termin", "avvikling", "semester"), True, "2026-2"),
    Column("part", "del", ("delprove", "modul"), False, ""),
    Column("verdict", "resultat", ("utfall", "karakter"), True, "bestått"),
    Column("taken_on", "dato", ("provedato", "avlagt", "dato for proven"), True, "09.10.2026"),
    Column("decided_on", "sensurdato", ("sensur", "fastsatt"), False, "20.10.2026"),
    Column("score", "prosent", ("poeng", "poengsum"), False, ""),
    Column("certificate", "bevisnummer", ("vitnemalsnummer", "bevis", "vitnemal"), False, "B-2026-117"),
)  # fmt: skip
HEADERS: Mapping[str, str] = MappingProxyType({column.code: column.header for column in COLUMNS})
PERSONAL = frozenset({"national_id", "given_name", "family_name", "born_on"})
"""Columns whose content is never shown in a list of what was wrong."""


def read_header(cells: Sequence[str]) -> Header | None:
    """The headers of a line, or None when it is not the line of headers."""
    return known_header(COLUMNS, cells)
