"""The forms about cases as they are offered back when they were sent too late."""

from collections.abc import Mapping

from tolkeregister.core.clock import oslo_date
from tolkeregister.decisions.kinds import all_kinds
from web.forms.options import names_from, options_from
from web.forms.telling import Told, told
from web.pages.decisions.appeals import PAPER, STEP
from web.pages.decisions.forms import (
    DraftForm,
    HabilitetForm,
    NoticeForm,
    OwnAppealForm,
    PaperAppealForm,
    RemarkForm,
    ReplyForm,
    StepForm,
)
from web.pages.decisions.own import NOTICE, ONE
from web.pages.decisions.staff import CASE
from web.pages.kept import Filled, KeptForm, questions
from web.pages.page import written_form
from web.view.labels_of_decisions import DECISIONS
from web.view.texts import N_

_CASE_NUMBER, _DECISION_NUMBER = N_("Saksnummer"), N_("Vedtaksnummer")


async def _draft(filled: Filled) -> tuple[Told, ...]:
    """The outcomes of every kind: which kind the case is of is not in the form."""
    form = written_form(filled.request)
    known = {each.code: each.title.in_form(form) for kind in all_kinds() for each in kind.outcomes}
    options = {"utfall": names_from(known.items())}
    return told(DraftForm(filled.fields, options=options, today=oslo_date(filled.now)), filled.texts)


async def _step(filled: Filled) -> tuple[Told, ...]:
    options = {"steg": options_from(DECISIONS["appeal_state"])}
    return told(StepForm(filled.fields, options=options), filled.texts)


KEPT_OF_DECISIONS: Mapping[str, KeptForm] = {
    f"{CASE}/ta": KeptForm(N_("Ta saken"), number_of=_CASE_NUMBER),
    f"{CASE}/avslutt": KeptForm(N_("Avslutt saken"), number_of=_CASE_NUMBER),
    f"{CASE}/habilitet": KeptForm(N_("Erklær habilitet"), questions(HabilitetForm), _CASE_NUMBER),
    f"{CASE}/varsel": KeptForm(N_("Send varselet"), questions(NoticeForm), _CASE_NUMBER),
    f"{CASE}/utkast": KeptForm(N_("Legg fram utkastet"), _draft, _CASE_NUMBER),
    f"{CASE}/godkjenn": KeptForm(N_("Godkjenn utkastet"), number_of=_CASE_NUMBER),
    f"{CASE}/send-tilbake": KeptForm(N_("Send tilbake"), questions(RemarkForm), _CASE_NUMBER),
    f"{CASE}/signer": KeptForm(N_("Signer og send"), number_of=_CASE_NUMBER),
    PAPER: KeptForm(N_("Registrer klagen"), questions(PaperAppealForm), _CASE_NUMBER),
    STEP: KeptForm(N_("Lagre steget"), _step, _CASE_NUMBER),
    ONE: KeptForm(N_("Send klagen"), questions(OwnAppealForm), _DECISION_NUMBER),
    NOTICE: KeptForm(N_("Send svaret"), questions(ReplyForm)),
}
