"""The case about recognising a qualification from the EEA or Switzerland, apart from any listing (rule A7)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from qualification.applications.rules.countries import country_name
from qualification.recognition.rules.clocks import CLOCKS, Clocks
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.rules.dated import in_force
from tolkeregister.decisions.kinds import CaseKind, Lines, Outcome, Words, register_kind
from tolkeregister.decisions.letters.registry import register_folder

RECOGNITION = "recognition"
RECOGNISED, MEASURES, REFUSED = "recognised", "measures", "refused"
LEGAL_BASIS = "yrkeskvalifikasjonsloven og direktiv 2005/36/EF"
_NAMES = {
    "language": Words("Språk", "Språk"),
    "country": Words("Land", "Land"),
    "qualification": Words("Kvalifikasjon", "Kvalifikasjon"),
    "institution": Words("Utstedt av", "Skriven ut av"),
}


def rule_version(at: datetime, table: Sequence[Clocks] = CLOCKS) -> str:
    """The version of the rules of recognition at an instant."""
    return in_force(table, oslo_date(at)).version


def describe(facts: Mapping[str, Any], form: str) -> Lines:
    """Language, country, qualification and who issued it."""
    said = {**facts, "country": country_name(str(facts.get("country", "")), form)}
    return [(name.in_form(form), str(said[key])) for key, name in _NAMES.items() if said.get(key)]


register_kind(
    CaseKind(
        code=RECOGNITION,
        title=Words("Godkjenning av kvalifikasjoner som tolk", "Godkjenning av kvalifikasjonar som tolk"),
        rule="godkjenning av yrkeskvalifikasjoner",
        rule_version=rule_version,
        outcomes=(
            Outcome(
                RECOGNISED,
                Words("Kvalifikasjonen er godkjent", "Kvalifikasjonen er godkjend"),
                Words("Vi har godkjent kvalifikasjonen din som tolk i {language}.",
                      "Vi har godkjent kvalifikasjonen din som tolk i {language}."),
            ),
            Outcome(
                MEASURES,
                Words("Du må gjennomføre et utligningstiltak", "Du må gjennomføre eit utlikningstiltak"),
                Words("Kvalifikasjonen kan godkjennes når du har gjennomført prøven eller prøveperioden vi skriver om.",
                      "Kvalifikasjonen kan godkjennast når du har gjennomført prøva eller prøveperioden vi skriv om."),
                is_negative=True,
            ),
            Outcome(
                REFUSED,
                Words("Søknaden om godkjenning er avslått", "Søknaden om godkjenning er avslått"),
                Words("Vi har ikke godkjent kvalifikasjonen din.", "Vi har ikkje godkjent kvalifikasjonen din."),
                is_negative=True,
            ),
        ),
        describe=describe,
    )
)  # fmt: skip
register_folder(Path(__file__).parent / "letters" / "typst")
