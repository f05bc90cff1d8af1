"""The cases about a bevilling: given, and later suspended, given back or revoked, each a decision of its own (W10)."""

from collections.abc import Collection

from qualification.bevilling.held import newest_bevilling, steps_of
from qualification.bevilling.rules import outcomes_after, rule_version_at
from tolkeregister.core.database import Session
from tolkeregister.decisions.kinds import CaseKind, Outcome, Subject, Words, register_kind

GRANTING, REVOCATION = "bevilling", "bevilling_revocation"
GRANTED, REFUSED = "granted", "refused"
REVOKED, SUSPENDED, REINSTATED, KEPT = "revoked", "suspended", "reinstated", "kept"
LEGAL_BASIS = "tolkeloven § 18"


async def possible_now(session: Session, about: Subject) -> Collection[str]:
    """What the case can end in, by where the bevilling stands."""
    if about.language_tag is None:
        return frozenset()
    held = await newest_bevilling(session, about.person_id, about.language_tag, about.type or "speech")
    return outcomes_after(await steps_of(session, held) if held else None)


register_kind(
    CaseKind(
        code=GRANTING,
        title=Words("Bevilling som statsautorisert tolk", "Løyve som statsautorisert tolk"),
        rule="statsautorisasjon",
        rule_version=rule_version_at,
        outcomes=(
            Outcome(
                GRANTED,
                Words("Du har fått bevilling som statsautorisert tolk", "Du har fått løyve som statsautorisert tolk"),
                Words("Du har rett til tittelen statsautorisert tolk for {language}.",
                      "Du har rett til tittelen statsautorisert tolk for {language}."),
            ),
            Outcome(
                REFUSED,
                Words("Du får ikke bevilling", "Du får ikkje løyve"),
                Words("Du får ikke bevilling som statsautorisert tolk for {language}.",
                      "Du får ikkje løyve som statsautorisert tolk for {language}."),
                is_negative=True,
            ),
        ),
    )
)  # fmt: skip
register_kind(
    CaseKind(
        code=REVOCATION,
        title=Words("Tilbakekall av bevilling", "Tilbakekalling av løyve"),
        rule="tilbakekall",
        rule_version=rule_version_at,
        possible=possible_now,
        waits_for_appeal=True,
        outcomes=(
            Outcome(
                REVOKED,
                Words("Bevillingen din er kalt tilbake", "Løyvet ditt er kalla tilbake"),
                Words("Du har ikke lenger rett til tittelen statsautorisert tolk for {language}.",
                      "Du har ikkje lenger rett til tittelen statsautorisert tolk for {language}."),
                is_negative=True,
            ),
            Outcome(
                SUSPENDED,
                Words("Bevillingen din er satt ut av kraft", "Løyvet ditt er sett ut av kraft"),
                Words("Bevillingen for {language} gjelder ikke før vi har gitt deg beskjed.",
                      "Løyvet for {language} gjeld ikkje før vi har gitt deg beskjed."),
                is_negative=True,
            ),
            Outcome(
                REINSTATED,
                Words("Bevillingen din gjelder igjen", "Løyvet ditt gjeld igjen"),
                Words("Du har igjen rett til tittelen statsautorisert tolk for {language}.",
                      "Du har igjen rett til tittelen statsautorisert tolk for {language}."),
            ),
            Outcome(
                KEPT,
                Words("Du beholder bevillingen", "Du held på løyvet"),
                Words("Vi har vurdert bevillingen for {language}. Den gjelder som før.",
                      "Vi har vurdert løyvet for {language}. Det gjeld som før."),
            ),
        ),
    )
)  # fmt: skip
