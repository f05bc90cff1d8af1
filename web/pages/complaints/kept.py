"""The forms about complaints as they are offered back when they were sent too late."""

from collections.abc import Mapping

from tolkeregister.core.clock import oslo_date
from web.forms.telling import Told, told
from web.pages.complaints.actions import ACTIONS
from web.pages.complaints.asked import ASKED
from web.pages.complaints.file_access import ACCESS, DOCUMENT
from web.pages.complaints.forms import AnswerForm, VerdictForm
from web.pages.complaints.staff import ONE
from web.pages.decisions.forms import HabilitetForm
from web.pages.kept import Filled, KeptForm, questions
from web.view.texts import N_

_NUMBER = N_("Nummeret på varselet")


async def _action(filled: Filled) -> tuple[Told, ...]:
    """Which form it was stands in its address, which is not told; its fields show it."""
    names = set(filled.fields) - {"sikkerhet"}
    for each in ACTIONS.values():
        if names and names <= {name for name, _ in each.fields}:
            return told(each.form(filled.fields, today=oslo_date(filled.now)), filled.texts)
    return ()


KEPT_OF_COMPLAINTS: Mapping[str, KeptForm] = {
    f"{ONE}/habilitet": KeptForm(N_("Erklær habilitet"), questions(HabilitetForm), _NUMBER),
    ASKED: KeptForm(N_("Send svaret"), questions(AnswerForm)),
    ACCESS: KeptForm(N_("Send svaret om innsyn"), number_of=_NUMBER),
    DOCUMENT: KeptForm(N_("Lagre"), questions(VerdictForm, but=("filer",)), _NUMBER),
    f"{ONE}/gjor/{{action:str}}": KeptForm(N_("Lagre"), _action, _NUMBER),
}
