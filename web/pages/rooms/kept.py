"""The forms of a room's door as they are offered back when they were sent too late. A code is shown to nobody."""

from collections.abc import Mapping

from web.pages.kept import KeptForm, questions
from web.pages.rooms.door import CODE, LINK
from web.pages.rooms.forms import CodeForm
from web.pages.rooms.reaching import NUMBER
from web.pages.rooms.times import BODY_TIMES, OWN_TIMES
from web.pages.rooms.times_form import TimesForm
from web.pages.rooms.trying import TRY, TRY_LINK
from web.view.texts import N_

KEPT_OF_ROOMS: Mapping[str, KeptForm] = {
    CODE: KeptForm(N_("Gå inn i venterommet"), questions(CodeForm, but=("kode",))),
    LINK: KeptForm(N_("Gå inn i venterommet")),
    NUMBER: KeptForm(N_("Gå inn"), number_of=N_("Oppdragsnummer")),
    **{
        path: KeptForm(N_("Bekreft tiden"), questions(TimesForm), N_("Oppdragsnummer"))
        for path in (BODY_TIMES, OWN_TIMES)
    },
    TRY: KeptForm(N_("Prøv utstyret"), number_of=N_("Oppdragsnummer")),
    TRY_LINK: KeptForm(N_("Prøv utstyret")),
}
