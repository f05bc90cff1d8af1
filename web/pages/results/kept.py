"""The forms about results and bevilling as they are offered back when they were sent too late."""

from collections.abc import Mapping

from web.pages.kept import KeptForm
from web.pages.results.bevilling import CASE, PAGE
from web.pages.results.identity import ONE
from web.view.texts import N_

KEPT_OF_RESULTS: Mapping[str, KeptForm] = {
    "/resultat": KeptForm(N_("Send filen")),
    ONE: KeptForm(N_("Lagre svaret")),
    PAGE: KeptForm(N_("Opprett sak")),
    CASE: KeptForm(N_("Opprett sak om tilbakekall"), number_of=N_("Bevilling")),
}
