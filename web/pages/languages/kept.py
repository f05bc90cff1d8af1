"""The forms about the list of languages as they are offered back when they were sent too late."""

from collections.abc import Mapping

from tolkeregister.core.clock import oslo_date
from web.forms.telling import Told, told
from web.names import names_now
from web.pages.kept import Filled, KeptForm, Reader
from web.pages.languages.forms import ListForm
from web.pages.languages.governing import FORMS, ONE
from web.pages.page import written_form
from web.view.texts import N_


def _with_languages(form: type[ListForm]) -> Reader:
    async def read(filled: Filled) -> tuple[Told, ...]:
        names = await names_now(filled.session, filled.request.app.state, filled.now)
        found = names.options[written_form(filled.request)]
        asked = form(filled.fields, options={"sprak": found, "inn_i": found}, today=oslo_date(filled.now))
        return told(asked, filled.texts)

    return read


KEPT_OF_LANGUAGES: Mapping[str, KeptForm] = {
    **{path: KeptForm(N_("Foreslå"), _with_languages(form)) for path, (form, _) in FORMS.items()},
    ONE: KeptForm(
        N_("Svar på forslaget"), buttons={"godkjenn": N_("Godkjenn"), "avsla": N_("Ikke gjennomfør")}
    ),
}
