"""The words of addresses and of the API and the codes they stand for, here only; no æ, ø or å."""

from collections.abc import Mapping
from types import MappingProxyType

MODES: Mapping[str, str] = MappingProxyType({"skjerm": "screen", "telefon": "phone", "fremmote": "in_person"})
TYPES: Mapping[str, str] = MappingProxyType(
    {"tale": "speech", "tegn": "sign", "skrive": "speech_to_text", "dovblinde": "deafblind"}
)
GENDERS: Mapping[str, str] = MappingProxyType({"kvinne": "woman", "mann": "man"})
LEVELS: Mapping[str, str] = MappingProxyType(
    {"heltid": "full_time", "deltid": "part_time", "sporadisk": "sporadic"}
)
AVAILABILITY: Mapping[str, str] = MappingProxyType({"ledig": "free", "ikke_oppgitt": "not_stated"})
CATEGORIES = ("A", "B", "C", "D", "E")

# The type of interpreting a language is offered in unless another is asked for.
TYPE_OF_KIND: Mapping[str, str] = MappingProxyType(
    {"spoken": "speech", "sign": "sign", "written": "speech_to_text", "tactile": "deafblind"}
)

_WORDS: Mapping[str, str] = MappingProxyType(
    {code: word for table in (MODES, TYPES, GENDERS, LEVELS, AVAILABILITY) for word, code in table.items()}
)


def word_for(code: str) -> str:
    """The word of a code; raises KeyError for a code that has none, so that none leaks out in English."""
    return _WORDS[code]
