"""The cases a complaint may become, and what they may end in (tolkeloven § 21)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tolkeregister.complaints.committee.wording import advice_name
from tolkeregister.complaints.rules.reactions import Ending, Ground
from tolkeregister.decisions.kinds import CaseKind, Lines, Outcome, Words, register_kind
from tolkeregister.decisions.letters.commands import written_date

COMPLAINT, TEMPORARY = "complaint", "temporary_exclusion"
LEGAL_BASIS: Mapping[Ending, str] = {
    Ending.NO_REACTION: "tolkeloven § 19",
    Ending.GUIDANCE: "tolkeloven § 19, forvaltningsloven § 11",
    Ending.REVERSED: "forvaltningsloven § 35",
    **dict.fromkeys(
        (
            Ending.WARNING, Ending.EXCLUDED_UNTIL, Ending.EXCLUDED_FOR_GOOD, Ending.TEMPORARILY_EXCLUDED,
            Ending.TEMPORARY_ENDED,
        ),
        "tolkeloven § 21",
    ),
}  # fmt: skip
_GROUNDS = {
    Ground.MATERIAL_BREACH: Words("Vesentlig brudd på pliktene", "Vesentleg brot på pliktene"),
    Ground.THREE_WARNINGS: Words("Tre advarsler på fem år", "Tre åtvaringar på fem år"),
}
_ADVICE = {
    True: Words("{}. Vedtaket følger rådet.", "{}. Vedtaket følgjer rådet."),
    False: Words("{}. Vedtaket følger ikke rådet: {}", "{}. Vedtaket følgjer ikkje rådet: {}"),
}


def rule_version_at(_: datetime) -> str:
    """The rules about reactions have been the same since the act came into force."""
    return "tolkeloven/2022"


def describe(facts: Mapping[str, Any], form: str) -> Lines:
    """What the decision builds on, as the letter lists it."""
    is_nn = form == "nn"
    lines: list[tuple[str, str]] = []
    if facts.get("ground"):
        lines.append(("Grunnlag", _GROUNDS[Ground(facts["ground"])].in_form(form)))
    if facts.get("until"):
        until = written_date(date.fromisoformat(facts["until"]))
        lines.append(("Til (ikkje med)" if is_nn else "Til (ikke med)", until))
    if facts.get("follows_advice") is not None:
        said = advice_name(facts["advice"], form), facts.get("why_not", "")
        words = _ADVICE[bool(facts["follows_advice"])].in_form(form).format(*said)
        lines.append(("Råd frå utvalet" if is_nn else "Råd fra utvalget", words))
    return lines


register_kind(
    CaseKind(
        code=COMPLAINT,
        opens_to_impartial=True,
        waits_for_appeal=True,
        title=Words("Varsel om brudd på tolkeloven §§ 14–16", "Varsel om brot på tolkelova §§ 14–16"),
        rule="reaksjoner",
        rule_version=rule_version_at,
        describe=describe,
        outcomes=(
            Outcome(
                Ending.NO_REACTION,
                Words("Saken er avsluttet uten reaksjon", "Saka er avslutta utan reaksjon"),
                Words("Vi har vurdert et varsel om deg. Du får ingen reaksjon.",
                      "Vi har vurdert eit varsel om deg. Du får ingen reaksjon."),
            ),
            Outcome(
                Ending.GUIDANCE,
                Words("Veiledning etter et varsel", "Rettleiing etter eit varsel"),
                Words("Vi har vurdert et varsel om deg. Du får ingen reaksjon, men vi gir deg denne veiledningen.",
                      "Vi har vurdert eit varsel om deg. Du får ingen reaksjon, men vi gir deg denne rettleiinga."),
            ),
            Outcome(
                Ending.WARNING,
                Words("Du får en advarsel", "Du får ei åtvaring"),
                Words("Du har brutt pliktene i tolkeloven, og får en skriftlig advarsel. Den teller i fem år.",
                      "Du har brote pliktene i tolkelova, og får ei skriftleg åtvaring. Ho tel i fem år."),
                is_negative=True,
            ),
            Outcome(
                Ending.EXCLUDED_UNTIL,
                Words("Du er utestengt fra registeret i en periode", "Du er utestengd frå registeret i ein periode"),
                Words("Du står ikke i Nasjonalt tolkeregister, og tolkebeviset ditt gjelder ikke, i perioden.",
                      "Du står ikkje i Nasjonalt tolkeregister, og tolkebeviset ditt gjeld ikkje, i perioden."),
                is_negative=True,
            ),
            Outcome(
                Ending.EXCLUDED_FOR_GOOD,
                Words("Du er utestengt fra registeret", "Du er utestengd frå registeret"),
                Words("Du står ikke lenger i Nasjonalt tolkeregister, og tolkebeviset ditt gjelder ikke.",
                      "Du står ikkje lenger i Nasjonalt tolkeregister, og tolkebeviset ditt gjeld ikkje."),
                is_negative=True,
            ),
            Outcome(
                Ending.REVERSED,
                Words("Vedtaket er omgjort", "Vedtaket er gjort om"),
                Words("Vedtaket det er vist til, gjelder ikke. Reaksjonen teller ikke.",
                      "Vedtaket det er vist til, gjeld ikkje. Reaksjonen tel ikkje."),
            ),
        ),
    )
)  # fmt: skip
register_kind(
    CaseKind(
        code=TEMPORARY,
        opens_to_impartial=True,
        waits_for_appeal=True,
        title=Words("Midlertidig utestenging", "Mellombels utestenging"),
        rule="midlertidig utestenging",
        rule_version=rule_version_at,
        describe=describe,
        outcomes=(
            Outcome(
                Ending.TEMPORARILY_EXCLUDED,
                Words("Du er midlertidig utestengt fra registeret", "Du er mellombels utestengd frå registeret"),
                Words("Du står ikke i Nasjonalt tolkeregister, og tolkebeviset ditt gjelder ikke, mens vi behandler "
                      "saken. Vi vurderer jevnlig om utestengingen skal stå.",
                      "Du står ikkje i Nasjonalt tolkeregister, og tolkebeviset ditt gjeld ikkje, medan vi behandlar "
                      "saka. Vi vurderer jamleg om utestenginga skal stå."),
                is_negative=True,
            ),
            Outcome(
                Ending.TEMPORARY_ENDED,
                Words("Den midlertidige utestengingen er slutt", "Den mellombelse utestenginga er slutt"),
                Words("Du står igjen i Nasjonalt tolkeregister for de språkene du fyller kravene i.",
                      "Du står igjen i Nasjonalt tolkeregister for dei språka du fyller krava i."),
            ),
            Outcome(
                Ending.REVERSED,
                Words("Vedtaket er omgjort", "Vedtaket er gjort om"),
                Words("Vedtaket det er vist til, gjelder ikke.", "Vedtaket det er vist til, gjeld ikkje."),
            ),
        ),
    )
)  # fmt: skip
