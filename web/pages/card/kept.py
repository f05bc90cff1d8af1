"""The forms about cards and systems as they are offered back when they were sent too late."""

from collections.abc import Mapping

from web.pages.card.forms import SystemForm
from web.pages.card.own import CARD
from web.pages.card.photo import PHOTO
from web.pages.card.staff import CARDS
from web.pages.card.systems import SYSTEM, SYSTEMS
from web.pages.kept import KeptForm, questions
from web.pages.public.mismatch import REPORT, MismatchForm
from web.view.texts import N_

KEPT_OF_CARDS: Mapping[str, KeptForm] = {
    REPORT: KeptForm(N_("Send meldingen"), questions(MismatchForm)),
    PHOTO: KeptForm(N_("Send bildet")),
    CARD: KeptForm(
        N_("Endre tolkebeviset"),
        buttons={"lag": N_("Lag tolkebevis"), "bytt": N_("Bytt koden"), "trekk": N_("Trekk beviset tilbake")},
    ),
    CARDS: KeptForm(
        N_("Behandle tolkebevis"),
        buttons={
            "godkjenn": N_("Godkjenn bildet"), "avsla": N_("Avslå bildet"), "lukk": N_("Lukk meldingen"),
            "nokkel": N_("Ny nøkkel"), "trekk": N_("Trekk tilbake alle nøkler"),
        },
    ),
    SYSTEMS: KeptForm(N_("Registrer systemet"), questions(SystemForm)),
    SYSTEM: KeptForm(
        N_("Endre systemet"), number_of=N_("System"),
        buttons={
            "igjen": N_("Send på nytt"), "hemmelighet": N_("Ny hemmelighet"), "avslutt": N_("Avslutt"),
        },
    ),
}  # fmt: skip
