"""Words institutions write for tests, parts, verdicts and types, folded, and dates as spreadsheets write them."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from tolkeregister.core.rules.sort_key import fold


def _table(lines: Mapping[str, str]) -> Mapping[str, str]:
    return {fold(word): code for code, words in lines.items() for word in words.split("|")}


TESTS = _table({
    "tospraaktest": "tospråktest|tospråktesten|tospraaktest|tospråkstest",
    "tao": "tao|tolkens ansvarsområde|kurset tao",
    "grunnemne": "grunnemne|tolking i offentlig sektor|tolking i offentleg sektor|grunnemne i tolking",
    "bachelor": "bachelor|bachelorgrad|bachelor i tolking|bachelorgrad i tolking",
    "siling": "siling|silingsprøve|silingsprøven|autorisasjonsprøven siling",
    "practical": "praktisk|praktisk prøve|autorisasjonsprøven|autorisasjonsprøven praktisk|muntlig",
})  # fmt: skip
PARTS = _table({
    "whole": "hele|samlet|alt|heile|whole",
    "into_language": "fra norsk|frå norsk|til tolkespråket|into language",
    "into_norwegian": "til norsk|into norwegian",
    "module_1": "modul 1|1|module 1", "module_2": "modul 2|2|module 2", "module_3": "modul 3|3|module 3",
    "module_4": "modul 4|4|module 4",
    "monologue": "monolog", "dialogue": "dialog", "prima_vista": "prima vista", "ethics": "etikk",
})  # fmt: skip
VERDICTS = _table({
    "passed": "bestått|bestatt|greidd|b|passed",
    "failed": "ikke bestått|ikkje bestått|stryk|ikke greidd|ib|failed",
    "absent": "ikke møtt|ikkje møtt|fravær|im|absent",
    "annulled": "annullert|annulled",
})  # fmt: skip
TYPES = _table({
    "speech": "tale|talespråk|tolking", "sign": "tegn|teikn|tegnspråk|teiknspråk",
    "speech_to_text": "skrive|skrivetolking", "deafblind": "døvblinde|døvblindetolking",
})  # fmt: skip
PARTS_OF: Mapping[str, frozenset[str]] = {
    "tospraaktest": frozenset({"whole", "into_language", "into_norwegian"}),
    "tao": frozenset({"whole", "module_1", "module_2", "module_3", "module_4"}),
    "grunnemne": frozenset({"whole"}),
    "bachelor": frozenset({"whole"}),
    "siling": frozenset({"whole"}),
    "practical": frozenset({"whole", "monologue", "dialogue", "prima_vista", "ethics"}),
}

_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?")
_SERIAL = re.compile(r"[1-6]\d{4}")
_SERIAL_ZERO = date(1899, 12, 30)


@lru_cache(maxsize=65_536)
def read_date(text: str) -> date | None:
    """`9.10.2026`, `2026-10-09` or Excel's serial number; None for what is none of them or no day at all."""
    text = text.strip()
    try:
        if found := _ISO_DAY.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
    return _SERIAL_ZERO + timedelta(days=int(text)) if _SERIAL.fullmatch(text) else None
