"""The forms about reports as they are offered back when they were sent too late."""

from collections.abc import Mapping

from web.pages.kept import KeptForm
from web.pages.reports.upload import PAGE
from web.pages.reports.words import ALL, OWN
from web.pages.statistics.doubles import DOUBLES
from web.view.texts import N_

KEPT_OF_REPORTS: Mapping[str, KeptForm] = {
    PAGE: KeptForm(N_("Send filen")),
    f"{OWN}/{{word_id:int}}": KeptForm(N_("Hva betyr ordet?")),
    f"{ALL}/{{word_id:int}}": KeptForm(N_("Hva betyr ordet?")),
    f"{DOUBLES}/{{match_id:int}}": KeptForm(N_("Mulig dublett")),
}
