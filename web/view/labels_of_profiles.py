"""What codes about profiles and category rules are called on the pages, in bokmål: part of `LABELS`."""

from collections.abc import Mapping

from web.view.texts import N_

PROFILES: Mapping[str, Mapping[str, str]] = {
    "profile_field": {
        "chosen_name": N_("Navn du bruker"),
        "clearance": N_("Sikkerhetsklarering"),
        "phone": N_("Telefon"),
        "email": N_("E-post"),
        "street_address": N_("Gateadresse"),
        "website": N_("Nettsted"),
        "photo": N_("Bilde"),
        "modes": N_("Tolkemetoder"),
        "subjects": N_("Fagfelt"),
        "availability_level": N_("Tilgjengelighet"),
        "active": N_("Tar oppdrag"),
    },
    "change_answer": {
        "made": N_("Endret"),
        "waiting": N_("Venter på IMDi"),
        "approved": N_("Godkjent"),
        "declined": N_("Avslått"),
        "withdrawn": N_("Trukket"),
    },
    "change_declined": {
        "not_documented": N_("Klareringen er ikke dokumentert"),
        "misleading": N_("Navnet kan forveksles med en annen tolk eller en tittel"),
        "not_a_name": N_("Dette er ikke et navn"),
    },
    "yes_no": {"yes": N_("Ja"), "no": N_("Nei")},
    # What of a person the directorate has opened.
    "look": {
        "interpreter_page": N_("Åpnet tolkesiden din"),
        "case_file": N_("Åpnet en sak om deg"),
        "changes": N_("Åpnet endringer i profilen din"),
    },
    "scheme_state": {
        "draft": N_("Utkast"),
        "in_force": N_("Satt i kraft"),
        "discarded": N_("Forkastet"),
    },
    # Categories 1–5 as they were called in 2017.
    "old_category": {
        "1": N_("Statsautorisasjon og tolkeutdanning"),
        "2": N_("Statsautorisasjon"),
        "3": N_("Tolkeutdanning"),
        "4": N_("Fagoversetter eller translatør med kurs i tolkens ansvarsområde"),
        "5": N_("Bestått tospråklig test med kurs i tolkens ansvarsområde"),
    },
}
PROFILE_COLORS: Mapping[str, str] = {
    "made": "neutral", "waiting": "warning", "approved": "success", "declined": "danger", "withdrawn": "neutral",
}  # fmt: skip
PROFILE_EVENTS: Mapping[str, str] = {
    "consent.given": N_("Samtykke til å vise gitt"),
    "consent.withdrawn": N_("Samtykke til å vise trukket"),
    "profile.contact": N_("Kontaktopplysninger lagret"),
    "profile.change_asked": N_("Endring i profilen bedt om"),
    "profile.change_withdrawn": N_("Endring i profilen trukket"),
    "profile.change_approved": N_("Endring i profilen godkjent"),
    "profile.change_declined": N_("Endring i profilen avslått"),
    "profile.active": N_("Tolken tar oppdrag igjen"),
    "profile.inactive": N_("Tolken tar ikke oppdrag"),
    "profile.confirmed": N_("Tolken bekreftet at profilen stemmer"),
    "scheme.drafted": N_("Utkast til kategoriregler laget"),
    "scheme.changed": N_("Utkast til kategoriregler endret"),
    "scheme.previewed": N_("Virkningen av kategoriregler sett"),
    "scheme.in_force": N_("Kategoriregler satt i kraft"),
    "scheme.discarded": N_("Utkast til kategoriregler forkastet"),
}
