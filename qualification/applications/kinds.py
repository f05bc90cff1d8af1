"""The case that an application becomes: what it may end in, and what its letters say."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from qualification.categories.rules.schemes import SCHEMES, scheme_at
from tolkeregister.decisions.kinds import CaseKind, Lines, Outcome, Words, register_kind
from tolkeregister.decisions.letters.registry import register_folder

LISTING = "listing"
LISTED, REFUSED, REJECTED = "listed", "refused", "rejected"
LEGAL_BASIS = "tolkeloven § 17 og tolkeforskriften § 10"

TYPES: Mapping[str, Words] = {
    "speech": Words("Talespråk", "Talespråk"),
    "sign": Words("Tegnspråk", "Teiknspråk"),
    "speech_to_text": Words("Skrivetolking", "Skrivetolking"),
    "deafblind": Words("Tolking for døvblinde", "Tolking for døvblinde"),
}
EVIDENCE: Mapping[str, Words] = {
    "bevilling": Words("Statsautorisasjon", "Statsautorisasjon"),
    "bachelor": Words("Bachelorgrad i tolking", "Bachelorgrad i tolking"),
    "foreign_bachelor": Words("Godkjent utdanning fra utlandet", "Godkjend utdanning frå utlandet"),
    "grunnemne": Words("Grunnemne i tolking", "Grunnemne i tolking"),
    "sign_education": Words("Tegnspråktolkutdanning", "Teiknspråktolkutdanning"),
    "tospraaktest": Words("Bestått tospråktest", "Bestått tospråktest"),
    "tao": Words("Kurset TAO", "Kurset TAO"),
    "translator": Words("Statsautorisert translatør", "Statsautorisert translatør"),
}
_NAMES = (
    Words("Språk", "Språk"),
    Words("Hva slags tolking", "Kva slags tolking"),
    Words("Kategori", "Kategori"),
)
_GROUND = Words("Dokumentert", "Dokumentert")


def rule_version_at(at: datetime) -> str:
    """The version of the rules of categories at an instant."""
    return (scheme_at(at) or SCHEMES[0]).version


def describe(facts: Mapping[str, Any], form: str) -> Lines:
    """Language, type, category, and each thing that was documented."""
    language, type_, category = (each.in_form(form) for each in _NAMES)
    lines = [
        (language, str(facts.get("language", ""))),
        (type_, TYPES[facts.get("type", "speech")].in_form(form)),
    ]
    if facts.get("category"):
        lines.append((category, str(facts["category"])))
    for each in facts.get("held", ()):
        lines.append((_GROUND.in_form(form), EVIDENCE[each].in_form(form)))
    return [line for line in lines if line[1]]


register_kind(
    CaseKind(
        code=LISTING,
        title=Words("Søknad om oppføring i tolkeregisteret", "Søknad om oppføring i tolkeregisteret"),
        rule="kategoriene A til E",
        rule_version=rule_version_at,
        outcomes=(
            Outcome(
                LISTED,
                Words("Du er ført opp i tolkeregisteret", "Du er ført opp i tolkeregisteret"),
                Words("Du er ført opp i Nasjonalt tolkeregister i kategori {category} for {language}.",
                      "Du er ført opp i Nasjonalt tolkeregister i kategori {category} for {language}."),
            ),
            Outcome(
                REFUSED,
                Words("Søknaden er avslått", "Søknaden er avslått"),
                Words("Du blir ikke ført opp i Nasjonalt tolkeregister for {language}.",
                      "Du blir ikkje ført opp i Nasjonalt tolkeregister for {language}."),
                is_negative=True,
            ),
            Outcome(
                REJECTED,
                Words("Søknaden er avvist", "Søknaden er avvist"),
                Words("Vi har ikke fått det vi trenger for å avgjøre søknaden for {language}. Derfor er den avvist.",
                      "Vi har ikkje fått det vi treng for å avgjere søknaden for {language}. Difor er han avvist."),
                is_negative=True,
            ),
        ),
        describe=describe,
    )
)  # fmt: skip
register_folder(Path(__file__).parent / "letters" / "typst")
