"""The record's forms as they are offered back when they were sent too late."""

from collections.abc import Mapping

from web.pages.kept import KeptForm, questions
from web.pages.record.deletion import HOLD, LIFT, HoldForm
from web.pages.record.disclosure import DISCLOSE, RequestForm
from web.view.texts import N_

KEPT_OF_RECORD: Mapping[str, KeptForm] = {
    HOLD: KeptForm(N_("Vern mot sletting"), questions(HoldForm)),
    DISCLOSE: KeptForm(N_("Lag innsynet (PDF)"), questions(RequestForm), N_("Nummeret på saken")),
    LIFT: KeptForm(N_("Opphev vernet"), number_of=N_("Nummeret på vernet")),
}
