"""The values of published tables that are the same every year: what the database calls them, and what is printed."""

from collections.abc import Mapping

from tolkeregister.core.statistics.tables import Value

OTHER_LANGUAGES = "andre"
NO_CATEGORY = "ingen"
NOT_STATED = "uoppgitt"
QUALIFIED = "kvalifisert"
CATEGORIES = ("A", "B", "C", "D", "E")

MODES = {
    "in_person": Value("fremmote", "Fremmøte"),
    "screen": Value("skjerm", "Skjerm"),
    "phone": Value("telefon", "Telefon"),
}
SOURCES = {
    "booking": Value("bestilt", "Bestilt her"),
    "report": Value("rapportert", "Rapportert"),
    "history": Value("historikk", "Overført fra før tjenesten"),
}
SUPPLY_MODELS = {
    "platform": Value("plattform", "Bestilt her, uten formidler"),
    "own_register": Value("eget_register", "Eget register"),
    "municipal_service": Value("kommunal", "Kommunal tolketjeneste"),
    "private_agency": Value("privat", "Privat tolkeformidler"),
}
GROUNDS = {
    QUALIFIED: Value(QUALIFIED, "Kvalifisert tolk", implies="qualified"),
    "not_defensible_to_wait": Value("vente", "Uforsvarlig å vente", implies="unqualified"),
    "emergency": Value("nod", "Nødsituasjon", implies="unqualified"),
    "strong_reasons": Value("sterke_grunner", "Sterke grunner", implies="unqualified"),
    "dispensation": Value("dispensasjon", "Dispensasjon til 31.12.2026", implies="unqualified"),
    NOT_STATED: Value(NOT_STATED, "Grunn ikke oppgitt", implies="unqualified"),
}
"""Why no qualified interpreter was used (tolkeloven § 7), so that the lines add up to all assignments."""

OUTCOMES = {
    "unfilled": Value("udekket", "Ingen tolk funnet"),
    "cancelled": Value("avlyst", "Avlyst"),
    "not_delivered": Value("ikke_gjennomfort", "Ikke gjennomført"),
}

FIXED: Mapping[str, Mapping[str, Value]] = {
    "metode": MODES, "kilde": SOURCES, "leveringsform": SUPPLY_MODELS, "grunn": GROUNDS, "utfall": OUTCOMES,
}  # fmt: skip
"""By column; all values are printed, also those without assignments."""
