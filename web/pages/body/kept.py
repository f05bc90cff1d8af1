"""The body's forms as they are offered back when they were sent too late."""

from collections.abc import Mapping

from tolkeregister.core.clock import oslo_date
from web.forms.base import Form
from web.forms.telling import Told, told
from web.names import names_now
from web.pages.body.answers import Answers
from web.pages.body.booking import QUEUE, REVIEW, START, TALK
from web.pages.body.cancelling import CANCEL, CancelForm
from web.pages.body.changing import CHANGE
from web.pages.body.changing_form import ChangeForm
from web.pages.body.choosing import ExcludeForm, QueueForm
from web.pages.body.draft import Order, order_of
from web.pages.body.ending import OutcomeForm, WeighForm
from web.pages.body.room import ROOM
from web.pages.body.room_forms import InviteForm, RoomForm, ScreenForm
from web.pages.body.sealed import unseal
from web.pages.kept import Filled, KeptForm, nothing, questions
from web.view.texts import N_

_ORDER = N_("Bestilling")
_GO_ON = N_("Gå videre med bestillingen")


async def _order(filled: Filled, values: Mapping[str, str]) -> Order:
    return await order_of(filled.request, filled.session, filled.actor, Answers(values), now=filled.now)


def _sent(filled: Filled) -> dict[str, str]:
    return {name: filled.first(name) for name in filled.fields}


async def _assignment(filled: Filled) -> tuple[Told, ...]:
    return told((await _order(filled, _sent(filled))).assignment, filled.texts)


async def _conversation(filled: Filled) -> tuple[Told, ...]:
    return told((await _order(filled, _sent(filled))).conversation, filled.texts)


async def _change(filled: Filled) -> tuple[Told, ...]:
    names = await names_now(filled.session, filled.request.app.state, filled.now)
    form = ChangeForm(
        filled.fields, options={"sted": names.municipality_options}, today=oslo_date(filled.now)
    )
    return told(form, filled.texts, but=("versjon",))


async def _choosing(filled: Filled) -> tuple[Told, ...]:
    return (
        *await questions(QueueForm)(filled),
        *await questions(ExcludeForm)(filled),
    )


async def _whole_order(filled: Filled) -> tuple[Told, ...]:
    """The answers are in the address, sealed for the one who gave them."""
    values = unseal(filled.settings, filled.actor.account_id or 0, filled.query.get("b", ""))
    if values is None:
        return ()
    order = await _order(filled, values)
    forms: tuple[Form, ...] = (order.assignment, order.conversation)
    return tuple(each for form in forms for each in told(form, filled.texts))


KEPT_OF_BODY: Mapping[str, KeptForm] = {
    START: KeptForm(_GO_ON, _assignment),
    TALK: KeptForm(_GO_ON, _conversation),
    QUEUE: KeptForm(
        _GO_ON, _choosing,
        buttons={
            "forst": N_("Spør først"), "unnta": N_("Ikke spør"), "tilbake": N_("Ta med igjen"),
            "unnta-nummer": N_("Ikke spør tolken"), "oppdater": N_("Oppdater"),
        },
    ),
    REVIEW: KeptForm(N_("Send bestillingen"), _whole_order),
    CANCEL: KeptForm(N_("Avbestill tolken"), questions(CancelForm, but=("vist",)), _ORDER),
    CHANGE: KeptForm(N_("Endre bestillingen"), _change, _ORDER),
    "/bestilling/{number:str}/endring/trekk": KeptForm(N_("Trekk endringen"), nothing, _ORDER),
    f"{ROOM}/inviter": KeptForm(N_("Lag lenken"), questions(InviteForm), _ORDER),
    f"{ROOM}/trekk": KeptForm(N_("Trekk lenken tilbake"), nothing, _ORDER),
    f"{ROOM}/valg": KeptForm(N_("Lagre valgene"), questions(RoomForm), _ORDER),
    f"{ROOM}/skjermen": KeptForm(N_("Bekreft skjermen"), questions(ScreenForm), _ORDER),
    "/bestilling/{number:str}/etterpa": KeptForm(N_("Send svaret"), questions(OutcomeForm), _ORDER),
    "/bestilling/{number:str}/habilitet": KeptForm(
        N_("Svar om tolken kan brukes"), questions(WeighForm, but=("tilbud",)), _ORDER
    ),
}  # fmt: skip
