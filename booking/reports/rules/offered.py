"""The words a template offers where the list is closed; each is read by `words.py` as what it says."""

from collections.abc import Mapping
from types import MappingProxyType

OFFERED: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType({
    "type": ("type", ("tale", "tegn", "skrive", "døvblinde")),
    "mode": ("metode", ("fremmøte", "skjerm", "telefon")),
    "category": ("kategori", ("A", "B", "C", "D", "E", "ingen")),
    "category_requested": ("kategori", ("A", "B", "C", "D", "E", "ingen")),
    "outcome": ("utfall", (
        "gjennomført", "avlyst av oppdragsgiver", "avlyst av tolk", "avlyst av formidler", "udekket",
        "tolk møtte ikke", "bruker møtte ikke", "oppdragsgiver møtte ikke", "teknisk feil", "trukket",
    )),
    "ground": ("grunnlag", ("ikke forsvarlig å vente", "nødsituasjon", "sterke grunner", "dispensasjon")),
})  # fmt: skip
"""Column → the name of its sheet in the template, and the words."""
