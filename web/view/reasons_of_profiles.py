"""The sentences for reasons about profiles and category rules, in bokmål: part of `REASONS`."""

from collections.abc import Mapping

from web.view.texts import N_

PROFILE_REASONS: Mapping[str, str] = {
    "inactive": N_("Tolken tar ikke oppdrag nå"),
    "change_not_found": N_("Vi finner ikke endringen"),
    "change_decided": N_("Endringen er alt besvart eller trukket"),
    "no_routes": N_("Reglene må ha minst én vei til en kategori"),
    "too_many_routes": N_("Reglene kan ha opptil %(most)s veier"),
    "same_route_twice": N_("Denne veien finnes alt i reglene"),
    "route_not_found": N_("Vi finner ikke veien i utkastet. Last inn siden på nytt."),
    "scheme_not_found": N_("Vi finner ikke reglene"),
    "scheme_not_previewed": N_("Se først hva reglene gjør, og bekreft at du har sett det"),
    "scheme_starts_in_the_past": N_("Velg en dag som kommer. Historien følger reglene som gjaldt da."),
    "newer_scheme_in_force": N_("Nyere regler er alt satt i kraft. Velg en senere dag."),
    "scheme_decided": N_("Reglene er alt satt i kraft eller forkastet"),
    "scheme_changed": N_("En annen har endret utkastet. Last inn siden på nytt."),
    "same_requirement": N_("Samme krav som dagens kategori %(category)s"),
    "education_not_told": N_("Kan ikke sammenlignes: «tolkeutdanning» kunne være av ulik lengde"),
}
