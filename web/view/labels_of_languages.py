"""What codes about the list of languages are called on the pages, in bokmål: part of `LABELS`."""

from collections.abc import Mapping

from web.view.texts import N_

LANGUAGES: Mapping[str, Mapping[str, str]] = {
    "language_kind": {
        "spoken": N_("Talespråk"),
        "sign": N_("Tegnspråk"),
        "written": N_("Skrift"),
        "tactile": N_("Taktilt"),
    },
    "direction": {"ltr": N_("Fra venstre"), "rtl": N_("Fra høyre")},
    "language_change": {
        "new": N_("Nytt språk"),
        "renamed": N_("Nytt navn"),
        "words": N_("Flere ord"),
        "merged": N_("Slått sammen"),
    },
    "language_proposal": {
        "proposed": N_("Venter på en annen administrator"),
        "approved": N_("Godkjent"),
        "declined": N_("Ikke gjennomført"),
    },
    "language_name": {
        "name_nb": N_("Navn på bokmål"),
        "name_nn": N_("Navn på nynorsk"),
        "name_en": N_("Navn på engelsk"),
        "name_native": N_("Navn på språket selv"),
    },
    # What is recorded with a language's tag, and what a merge leaves as it is.
    "held": {
        "entries": N_("Oppføringer i registeret"),
        "evidence": N_("Dokumentasjon som gjelder"),
        "open_requests": N_("Bestillinger som søker tolk"),
        "assignments_to_come": N_("Avtalte oppdrag som kommer"),
        "applications": N_("Søknader som ikke er avgjort"),
        "interest": N_("Meldt interesse"),
        "plan": N_("Linjer i språkplanen som ikke er over"),
        "rounds": N_("Prøver og kurs som ikke er over"),
    },
}

LANGUAGE_EVENTS: Mapping[str, str] = {
    "language.proposed": N_("Endring i språklisten foreslått"),
    "language.changed": N_("Språklisten endret"),
    "language.declined": N_("Forslag til språklisten ikke gjennomført"),
}
