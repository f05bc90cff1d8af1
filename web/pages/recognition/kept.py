"""The forms about recognition as they are offered back when they were sent too late."""

from collections.abc import Mapping

from tolkeregister.core.clock import oslo_date
from web.forms.base import Form
from web.forms.telling import Told, told
from web.names import names_now
from web.pages.kept import Filled, KeptForm, Reader, questions
from web.pages.page import written_form
from web.pages.recognition.forms import ExtendForm, NewForm, OutcomeForm, ProvisionForm
from web.pages.recognition.staff import LIST, ONE
from web.view.texts import N_

_NUMBER = N_("Saksnummer")


def _with_languages(form: type[Form]) -> Reader:
    async def read(filled: Filled) -> tuple[Told, ...]:
        names = await names_now(filled.session, filled.request.app.state, filled.now)
        options = {"spraak": names.options[written_form(filled.request)]}
        return told(form(filled.fields, options=options, today=oslo_date(filled.now)), filled.texts)

    return read


KEPT_OF_RECOGNITION: Mapping[str, KeptForm] = {
    f"{LIST}/ny": KeptForm(N_("Opprett saken"), _with_languages(NewForm)),
    f"{LIST}/midlertidig": KeptForm(N_("Lagre"), _with_languages(ProvisionForm)),
    f"{ONE}/mottatt": KeptForm(N_("Send brev om at søknaden er mottatt"), number_of=_NUMBER),
    f"{ONE}/komplett": KeptForm(N_("Alle dokumenter er kommet"), number_of=_NUMBER),
    f"{ONE}/forleng": KeptForm(N_("Forleng med en måned"), questions(ExtendForm), _NUMBER),
    f"{ONE}/foresla": KeptForm(N_("Lag forslaget"), questions(OutcomeForm), _NUMBER),
}
