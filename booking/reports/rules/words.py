"""Words for what has a closed list: type, mode, outcome, ground, category, and the numbers people are known by.

Words for languages, municipalities and sectors are many and change; those are looked up (`lookups.py`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from booking.reports.rules.findings import MISSING, Problem
from tolkeregister.core.rules.national_id import national_ids_in
from tolkeregister.core.rules.sort_key import fold

DISPENSATION_THROUGH = date(2026, 12, 31)
"""The last day an assignment can start and be within the dispensation (tolkeloven § 7 fifth paragraph, rule B5)."""

LONGEST_REFERENCE = 64
LONGEST_NUMBER = 10  # digits of a tolkenummer
_ORGNR_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def _words(table: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({fold(word): code for code, words in table.items() for word in words.split("|")})


_TYPES = _words({
    "speech": "tale|taletolking|talespråk|tolking i talespråk|talt språk",
    "sign": "tegn|tegnspråk|tegnspråktolking|teikn|teiknspråk|teiknspråktolking",
    "speech_to_text": "skrive|skrivetolking",
    "deafblind": "døvblinde|døvblind|døvblindetolking",
})  # fmt: skip
_MODES = _words({
    "in_person": "fremmøte|frammøte|oppmøte|fysisk|fysisk oppmøte|på stedet|fremmøtetolking|frammøtetolking|in_person",
    "screen": "skjerm|skjermtolking|video|videotolking|screen",
    "phone": "telefon|telefontolking|tlf|phone",
})  # fmt: skip
_GROUNDS = _words({
    "not_defensible_to_wait": "ikke forsvarlig å vente|ikkje forsvarleg å vente|kan ikke vente|not_defensible_to_wait",
    "emergency": "nødsituasjon|nødssituasjon|nødstilfelle|akutt|emergency",
    "strong_reasons": "sterke grunner|andre sterke grunner|andre sterke grunnar|strong_reasons",
    "dispensation": "dispensasjon|unntak til 31 12 2026|dispensation",
})  # fmt: skip
_NO_CATEGORY = frozenset(fold(word) for word in (
    "ingen", "uten", "ikke kvalifisert", "ukvalifisert", "ikkje kvalifisert", "ukjent kategori"))  # fmt: skip
_UNLISTED = frozenset(fold(word).replace(" ", "") for word in (
    "ikke oppført", "uoppført", "ikkje oppført", "ikke i registeret", "ingen", "ikke registrert"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went: `delivered`, one of the outcomes that are no fact, or `withdrawn` (the row was a mistake)."""

    code: str
    cause: str | None = None


_OUTCOMES: Mapping[str, Outcome] = MappingProxyType({
    fold(word): outcome
    for words, outcome in (
        ("gjennomført|utført|levert|ok", Outcome("delivered")),
        ("avlyst av bestiller|avlyst av oppdragsgiver|avbestilt|avbestilt av bestiller", Outcome("cancelled", "body")),
        ("avlyst av tolk|avlyst av tolken|avbestilt av tolk", Outcome("cancelled", "interpreter")),
        ("avlyst av formidler|avlyst av tolkeformidler|avlyst av oss", Outcome("cancelled", "agency")),
        ("avlyst|kansellert", Outcome("cancelled")),
        ("udekket|ikke dekket|ikkje dekt|ingen tolk", Outcome("unfilled")),
        ("tolk møtte ikke|tolken møtte ikke|tolken møtte ikkje", Outcome("not_delivered", "interpreter_absent")),
        ("bruker møtte ikke|deltaker møtte ikke|brukar møtte ikkje", Outcome("not_delivered", "participant_absent")),
        ("bestiller møtte ikke|oppdragsgiver møtte ikke", Outcome("not_delivered", "body_absent")),
        ("teknisk feil|teknisk svikt", Outcome("not_delivered", "technical_failure")),
        ("feilført|slettes|trukket|trekt", Outcome("withdrawn")),
    )
    for word in words.split("|")
})  # fmt: skip
DELIVERED = Outcome("delivered")


def read_type(text: str) -> str | Problem | None:
    """The type of interpreting; None when nothing is said."""
    folded = fold(text)
    return _TYPES.get(folded, Problem("type_unknown")) if folded else None


def read_mode(text: str) -> str | Problem:
    """How the interpreter took part. «Fjerntolking» is either screen or telephone, so it is unknown."""
    folded = fold(text)
    return _MODES.get(folded, Problem("mode_unknown")) if folded else Problem(MISSING)


def read_outcome(text: str) -> Outcome | Problem:
    """How it went; delivered when nothing is said."""
    folded = fold(text)
    return _OUTCOMES.get(folded, Problem("outcome_unknown")) if folded else DELIVERED


def read_category(text: str) -> str | Problem | None:
    """A–E, also as «Kategori C»; None when there is none or nothing is said."""
    folded = fold(text).removeprefix("kategori ").removeprefix("kat ")
    if not folded or folded in _NO_CATEGORY:
        return None
    return folded.upper() if re.fullmatch("[a-e]", folded) else Problem("category_unknown")


def read_ground(text: str, year: str) -> str | Problem | None:
    """The ground of § 7 for using somebody not qualified; None when nothing is said.

    The law asks the body, not the reporter, to know its ground, so an empty cell is no mistake: it is unknown. The
    dispensation is judged by the day the assignment started, given here by its year.
    """
    folded = fold(text)
    if not folded:
        return None
    ground = _GROUNDS.get(folded)
    if ground is None:
        return Problem("ground_unknown")
    if ground == "dispensation" and year > str(DISPENSATION_THROUGH.year):
        return Problem("ground_ended")
    return ground


@dataclass(frozen=True, slots=True)
class InterpreterSaid:
    """Whom a row says interpreted: a number, somebody outside the register, or nothing."""

    number: str | None = None
    is_unlisted: bool = False


def read_interpreter(text: str) -> InterpreterSaid | Problem:
    """A tolkenummer, «ikke oppført», or nothing. Never a name, and never a national identity number (rule P1)."""
    text = "".join(text.split())
    if not text or text in ("-", "–"):
        return InterpreterSaid()
    if text.isascii() and text.isdigit():
        if len(text) > LONGEST_NUMBER:
            return Problem("national_id" if len(text) == 11 else "number_wrong")
        return InterpreterSaid(text)
    if fold(text) in _UNLISTED:
        return InterpreterSaid(is_unlisted=True)
    return Problem("number_is_a_name" if any(letter.isalpha() for letter in text) else "number_wrong")


def read_reference(text: str) -> str | Problem:
    """The reporter's own name for the assignment: one line, at most LONGEST_REFERENCE signs, about no person."""
    text = text.strip()
    if not text:
        return Problem(MISSING)
    if len(text) > LONGEST_REFERENCE:
        return Problem("too_long")
    if not text.isprintable():
        return Problem("not_printable")
    return Problem("national_id") if national_ids_in(text) else text


def read_orgnr(text: str) -> str | Problem:
    """An organisation number with its check digit (modulus 11), also in groups of three."""
    digits = "".join(text.split())
    if not (digits.isascii() and digits.isdigit() and len(digits) == 9):
        return Problem("orgnr_wrong")
    check = -sum(w * int(d) for w, d in zip(_ORGNR_WEIGHTS, digits, strict=False)) % 11
    return digits if check == int(digits[8]) else Problem("orgnr_wrong")
