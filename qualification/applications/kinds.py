"""The case that an application becomes: what it may end in, and what its letters say."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from qualification.categories.rules.schemes import SCHEMES, Scheme, scheme_at
from qualification.categories.schemes import schemes_in_force
from tolkeregister.core.database import Session
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
_BECAUSE = Words("Kategori {category} fordi du har", "Kategori {category} fordi du har")
_LACKING = Words("For kategori {category} mangler du", "For kategori {category} manglar du")


def rule_version_at(at: datetime, schemes: Sequence[Scheme] = SCHEMES) -> str:
    """The version of the rules of categories at an instant."""
    return (scheme_at(at, schemes) or schemes[0]).version


async def version_in_force(session: Session, at: datetime) -> str:
    """The same with the rules the directorate has put in force since."""
    return rule_version_at(at, await schemes_in_force(session))


def describe(facts: Mapping[str, Any], form: str) -> Lines:
    """Language, type, category, each thing that was documented, and why the category is what it is and no better."""
    language, type_, category = (each.in_form(form) for each in _NAMES)
    lines = [
        (language, str(facts.get("language", ""))),
        (type_, TYPES[facts.get("type", "speech")].in_form(form)),
    ]
    if facts.get("category"):
        lines.append((category, str(facts["category"])))
    for each in facts.get("held", ()):
        lines.append((_GROUND.in_form(form), EVIDENCE[each].in_form(form)))
    return [line for line in (*lines, *_explained(facts.get("explained", {}), form)) if line[1]]


def listed(codes: Sequence[str], form: str) -> str:
    """«bestått tospråktest og kurset TAO»: kinds of evidence inside a sentence."""
    return _joined([_inside(EVIDENCE[each].in_form(form)) for each in codes], "og")


def _explained(said: Mapping[str, Any], form: str) -> Lines:
    """«B because …; for A you lack …», nearest category first, with every way there."""
    lines = []
    if said.get("category"):
        name = _BECAUSE.in_form(form).format(category=said["category"])
        lines.append((name, listed(said["because"], form)))
    for category, ways in sorted(said.get("lacking", {}).items(), reverse=True):
        name = _LACKING.in_form(form).format(category=category)
        lines.append((name, _joined([listed(way, form) for way in ways], "eller")))
    return lines


def _joined(words: Sequence[str], last: str) -> str:
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def _inside(name: str) -> str:
    return name if name.isupper() else name[:1].lower() + name[1:]


register_kind(
    CaseKind(
        code=LISTING,
        title=Words("Søknad om oppføring i tolkeregisteret", "Søknad om oppføring i tolkeregisteret"),
        rule="kategoriene A til E",
        rule_version=rule_version_at,
        version_in_force=version_in_force,
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
