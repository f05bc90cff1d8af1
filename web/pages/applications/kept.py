"""The forms of applications as they are offered back when they were sent too late."""

from collections.abc import Mapping

from tolkeregister.core.clock import oslo_date
from web.forms.telling import Told, told
from web.names import names_now
from web.pages.applications.desk import ONE as CASE
from web.pages.applications.documents import DOCUMENTS
from web.pages.applications.forgery import PATH as FORGERY
from web.pages.applications.forms import (
    DocumentForm,
    FindingForm,
    MoreForm,
    ProtectedListingForm,
    RefusalForm,
    ReportForm,
    StartForm,
)
from web.pages.applications.own import ONE, PAGE
from web.pages.applications.parts import PARTS
from web.pages.kept import Filled, KeptForm, questions
from web.pages.page import written_form
from web.view.texts import N_

_NUMBER = N_("Saksnummer")


async def _start(filled: Filled) -> tuple[Told, ...]:
    names = await names_now(filled.session, filled.request.app.state, filled.now)
    options = {"spraak": names.options[written_form(filled.request)]}
    return told(StartForm(filled.fields, options=options), filled.texts)


async def _part(filled: Filled) -> tuple[Told, ...]:
    """The part whose questions were answered: which one it was is not in the form."""
    for each in PARTS.values():
        if not filled.fields.keys().isdisjoint(each.fields):
            return told(each.form(filled.fields, today=oslo_date(filled.now)), filled.texts)
    return ()


KEPT_OF_APPLICATIONS: Mapping[str, KeptForm] = {
    f"{PAGE}/ny": KeptForm(N_("Begynn"), _start),
    f"{ONE}/del/{{part:str}}": KeptForm(N_("Lagre"), _part),
    DOCUMENTS: KeptForm(N_("Legg ved"), questions(DocumentForm)),
    f"{DOCUMENTS}/ferdig": KeptForm(N_("Jeg har ikke flere filer")),
    f"{DOCUMENTS}/{{document_id:int}}/fjern": KeptForm(N_("Fjern")),
    f"{ONE}/se-over": KeptForm(N_("Send søknaden")),
    f"{ONE}/svar": KeptForm(N_("Jeg har lagt ved det dere ba om")),
    f"{ONE}/trekk": KeptForm(N_("Trekk søknaden")),
    f"{CASE}/dokument/{{document_id:int}}/vurder": KeptForm(
        N_("Lagre vurderingen"), questions(FindingForm), _NUMBER
    ),
    FORGERY: KeptForm(N_("Lagre"), questions(ReportForm), _NUMBER),
    f"{CASE}/etterspor": KeptForm(N_("Send brevet"), questions(MoreForm), _NUMBER),
    f"{CASE}/foresla": KeptForm(N_("Lag forslaget"), questions(ProtectedListingForm), _NUMBER),
    f"{CASE}/avslag": KeptForm(N_("Lag forslaget"), questions(RefusalForm), _NUMBER),
}
