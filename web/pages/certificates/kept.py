"""The forms about police certificates as they are offered back when they were sent too late."""

from collections.abc import Mapping

from tolkeregister.core.clock import oslo_date
from web.forms.telling import Told, told
from web.pages.certificates.body import DEMAND, LIST, RECORD, unit_options
from web.pages.certificates.forms import BodyRequirementForm, OwnRequirementForm, SeenForm, WithdrawForm
from web.pages.certificates.staff import TABLE
from web.pages.kept import Filled, KeptForm, questions
from web.view.texts import N_


async def _own_requirement(filled: Filled) -> tuple[Told, ...]:
    options = await unit_options(filled.session, filled.actor, filled.now)
    return told(OwnRequirementForm(filled.fields, options=options, today=oslo_date(filled.now)), filled.texts)


_SAVE_REQUIREMENT = N_("Lagre kravet")
KEPT_OF_CERTIFICATES: Mapping[str, KeptForm] = {
    f"{LIST}/ny": KeptForm(N_("Registrer at attesten er sett"), questions(SeenForm)),
    RECORD: KeptForm(N_("Trekk registreringen"), questions(WithdrawForm)),
    DEMAND: KeptForm(_SAVE_REQUIREMENT, _own_requirement),
    TABLE: KeptForm(_SAVE_REQUIREMENT, questions(BodyRequirementForm)),
}
