"""The interpreter's forms as they are offered back when they were sent too late."""

from collections.abc import Mapping

from web.forms.telling import Told, told
from web.pages.interpreter.changes import CHANGE, AnswerForm
from web.pages.interpreter.day_forms import AbsenceForm, OneOffForm
from web.pages.interpreter.hours import COPY
from web.pages.interpreter.hours_form import hours_form, rows_in
from web.pages.interpreter.offer_forms import AcceptForm, DeclineForm, TakeBackForm
from web.pages.interpreter.own_profile import ProfileForm, profile_options
from web.pages.kept import Filled, KeptForm, nothing, questions
from web.pages.page import written_form
from web.view.texts import N_


async def _week(filled: Filled) -> tuple[Told, ...]:
    rows = rows_in({"rader": filled.first("rader")})
    return hours_form(written_form(filled.request), rows)(filled.fields).told(filled.texts)


async def _profile(filled: Filled) -> tuple[Told, ...]:
    options = await profile_options(filled.request, filled.session, filled.now)
    return told(ProfileForm(filled.fields, options=options), filled.texts)


KEPT_OF_INTERPRETER: Mapping[str, KeptForm] = {
    "/min-side/tilbud/{offer_id:int}": KeptForm(N_("Takk ja"), questions(AcceptForm, but=("versjon",))),
    "/min-side/tilbud/{offer_id:int}/likevel": KeptForm(
        N_("Trekk og takk ja"), questions(TakeBackForm, but=("versjon",))
    ),
    "/min-side/tilbud/{offer_id:int}/nei": KeptForm(N_("Takk nei"), questions(DeclineForm)),
    "/min-side/oppdrag/{number:str}/gi-tilbake": KeptForm(N_("Gi tilbake"), nothing, N_("Oppdrag")),
    CHANGE: KeptForm(N_("Svar på endringen"), questions(AnswerForm, but=("endring",)), N_("Oppdrag")),
    "/min-side/ledig/uke": KeptForm(
        N_("Lagre ukeplanen"), _week, buttons={COPY: N_("Kopier til alle hverdager")}
    ),
    "/min-side/ledig/dag": KeptForm(N_("Legg til dagen"), questions(OneOffForm)),
    "/min-side/ledig/fravaer": KeptForm(N_("Lagre fraværet"), questions(AbsenceForm)),
    "/min-side/ledig/{kind:str}/{row_id:int}/fjern": KeptForm(N_("Fjern tiden eller fraværet")),
    "/min-side/profil": KeptForm(N_("Lagre profilen"), _profile),
}
