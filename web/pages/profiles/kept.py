"""The forms about profiles and rules as they are offered back when they were sent too late."""

from collections.abc import Mapping

from web.pages.kept import KeptForm, questions
from web.pages.profiles.forms import ContactForm, NameForm, RouteForm, SchemeForm
from web.pages.profiles.own import CHANGES, CONTACT, STATUS
from web.pages.profiles.schemes import DRAFT, RULES
from web.pages.profiles.staff import CHANGES as STAFF_CHANGES
from web.view.texts import N_

KEPT_OF_PROFILES: Mapping[str, KeptForm] = {
    CONTACT: KeptForm(N_("Lagre kontakt og samtykker"), questions(ContactForm)),
    CHANGES: KeptForm(
        N_("Be om endring"), questions(NameForm),
        buttons={
            "navn": N_("Be om å vise navnet"), "fjern": N_("Fjern navnet"), "klarering": N_("Endre klarering"),
            "trekk": N_("Trekk endringen"),
        },
    ),
    STATUS: KeptForm(
        N_("Endre status"),
        buttons={"pause": N_("Ta pause"), "aktiv": N_("Ta oppdrag igjen"), "stemmer": N_("Ja, alt stemmer"),
                 "ut": N_("Jeg vil ut av registeret")},
    ),
    STAFF_CHANGES: KeptForm(
        N_("Svar på endringen"), buttons={"godkjenn": N_("Godkjenn"), "avsla": N_("Avslå")}
    ),
    RULES: KeptForm(N_("Lag utkast"), questions(SchemeForm)),
    DRAFT: KeptForm(
        N_("Endre utkastet"), questions(RouteForm), N_("Utkast"),
        buttons={
            "legg": N_("Legg til veien"), "fjern": N_("Fjern veien"), "sett": N_("Jeg har sett virkningen"),
            "kraft": N_("Sett reglene i kraft"), "forkast": N_("Forkast utkastet"),
        },
    ),
}  # fmt: skip
