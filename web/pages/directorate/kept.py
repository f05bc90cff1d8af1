"""The directorate's forms as they are offered back when they were sent too late."""

from collections.abc import Mapping

from web.pages.directorate.removal import CONFIRMED, REMOVE
from web.pages.directorate.removal_form import RemovalForm
from web.pages.kept import KeptForm, questions
from web.view.texts import N_

KEPT_OF_DIRECTORATE: Mapping[str, KeptForm] = {
    REMOVE: KeptForm(
        N_("Se hva det får å si"), questions(RemovalForm), N_("Tolkenummer"),
        buttons={CONFIRMED: N_("Fjern fra registeret")},
    ),
    "/sak/epost/{mail_id:int}/send": KeptForm(N_("Send på nytt")),
}  # fmt: skip
