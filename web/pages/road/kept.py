"""The forms of the road into the register as they are offered back when they were sent too late."""

from collections.abc import Mapping

from web.forms.telling import Told, told
from web.names import names_now
from web.pages.kept import Filled, KeptForm
from web.pages.page import written_form
from web.pages.road.drafting import DRAFT, NEW, PUBLISH, REMOVE, offer_options
from web.pages.road.own import BEVILLING, INTEREST, NEWS, WITHDRAW
from web.pages.road.own_forms import InterestForm
from web.pages.road.planning_forms import OfferForm
from web.view.texts import N_


async def _interest(filled: Filled) -> tuple[Told, ...]:
    names = await names_now(filled.session, filled.request.app.state, filled.now)
    options = {"valgt": names.options[written_form(filled.request)]}
    return told(InterestForm(filled.fields, options=options), filled.texts)


async def _offer(filled: Filled) -> tuple[Told, ...]:
    options = await offer_options(filled.request, filled.session, filled.now)
    return told(OfferForm(filled.fields, options=options), filled.texts)


KEPT_OF_ROAD: Mapping[str, KeptForm] = {
    INTEREST: KeptForm(N_("Meld interesse"), _interest),
    WITHDRAW: KeptForm(N_("Trekk interessen")),
    BEVILLING: KeptForm(N_("Søk om bevilling")),
    NEWS: KeptForm(N_("Velg e-post om prøver"), buttons={"ja": N_("Ja takk"), "nei": N_("Nei takk")}),
    DRAFT: KeptForm(N_("Begynn på et utkast")),
    NEW: KeptForm(N_("Legg til i utkastet"), _offer),
    REMOVE: KeptForm(N_("Ta ut av utkastet")),
    PUBLISH: KeptForm(N_("Publiser språkplanen")),
}
