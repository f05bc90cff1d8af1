"""The forms about campaigns as they are offered back when they were sent too late."""

from collections.abc import Mapping

from tolkeregister.core.clock import oslo_date
from web.forms.telling import Told, told
from web.pages.campaigns.following import ONE
from web.pages.campaigns.forms import CampaignForm
from web.pages.campaigns.starting import REVIEW, language_options
from web.pages.kept import Filled, KeptForm
from web.view.texts import N_


async def _asked(filled: Filled) -> tuple[Told, ...]:
    options = await language_options(filled.request, filled.session, filled.now)
    return told(CampaignForm(filled.fields, options=options, today=oslo_date(filled.now)), filled.texts)


KEPT_OF_CAMPAIGNS: Mapping[str, KeptForm] = {
    REVIEW: KeptForm(N_("Start kampanjen"), _asked),
    ONE: KeptForm(
        N_("Endre kampanjen"), buttons={"stans": N_("Stans kampanjen"), "unnta": N_("Unnta tolken")}
    ),
}
