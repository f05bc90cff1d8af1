"""The forms of exceptions as they are offered back when they were sent too late."""

from collections.abc import Mapping

from booking.exceptions.rules.grounds import GROUNDS
from booking.requests.units import own_units
from tolkeregister.core.clock import oslo_date
from web.forms.options import names_from
from web.forms.telling import Told, told
from web.names import names_now
from web.pages.body.booking import EXCEPTION
from web.pages.exceptions.checks import ONE
from web.pages.exceptions.children import CHILD
from web.pages.exceptions.forms import CheckForm, ChildForm, StatementForm, ground_options
from web.pages.exceptions.ordering import OF_ORDER
from web.pages.kept import Filled, KeptForm, questions
from web.pages.page import written_form
from web.view.texts import N_


async def _statement(filled: Filled) -> tuple[Told, ...]:
    return told(StatementForm(filled.fields, options={"unntak": ground_options(GROUNDS)}), filled.texts)


async def _child(filled: Filled) -> tuple[Told, ...]:
    names = await names_now(filled.session, filled.request.app.state, filled.now)
    units = await own_units(filled.session, filled.actor)
    options = {
        "enhet": names_from((str(each.id), each.name) for each in units),
        "sprak": names.options[written_form(filled.request)],
    }
    return told(ChildForm(filled.fields, options=options, today=oslo_date(filled.now)), filled.texts)


_SAVE = N_("Lagre")
KEPT_OF_EXCEPTIONS: Mapping[str, KeptForm] = {
    EXCEPTION: KeptForm(_SAVE, _statement),
    OF_ORDER: KeptForm(_SAVE, _statement, N_("Bestilling")),
    CHILD: KeptForm(_SAVE, _child),
    ONE: KeptForm(N_("Lagre avgjørelsen"), questions(CheckForm)),
}
