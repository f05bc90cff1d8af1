"""The forms about the committee as they are offered back when they were sent too late."""

from collections.abc import Mapping

from tolkeregister.core.clock import oslo_date
from web.forms.options import options_from
from web.forms.telling import Told, told
from web.pages.committee import forms
from web.pages.committee.meetings import plan_options
from web.pages.committee.minutes import MINUTES
from web.pages.committee.own import TIES
from web.pages.committee.papers import ONE_PAPER
from web.pages.committee.shared import ALL, CASE, ONE_MEETING, OWN_CASE, OWN_MEETING, SEATS
from web.pages.kept import Filled, KeptForm, questions
from web.view.texts import N_

_NUMBER = N_("Nummeret på varselet")


async def _meeting(filled: Filled) -> tuple[Told, ...]:
    options = await plan_options(filled.session)
    return told(forms.MeetingForm(filled.fields, options=options, today=oslo_date(filled.now)), filled.texts)


async def _habilitet(filled: Filled) -> tuple[Told, ...]:
    return told(forms.MemberHabilitetForm(filled.fields, options=TIES), filled.texts)


async def _agenda(filled: Filled) -> tuple[Told, ...]:
    """The meeting by its number: when it is, stands on its page."""
    options = {"mote": options_from({filled.first("mote"): filled.first("mote")})}
    return told(forms.AgendaForm(filled.fields, options=options), filled.texts)


async def _minutes(filled: Filled) -> tuple[Told, ...]:
    items = [int(name[4:]) for name in filled.fields if name.startswith("sak-") and name[4:].isdigit()]
    return told(forms.minutes_form(items)(filled.fields), filled.texts)


async def _paper(filled: Filled) -> tuple[Told, ...]:
    form = forms.TextPaperForm if "tekst" in filled.fields else forms.PicturePaperForm
    return told(form(filled.fields), filled.texts)


KEPT_OF_COMMITTEE: Mapping[str, KeptForm] = {
    SEATS: KeptForm(N_("Oppnevn"), questions(forms.AppointForm)),
    f"{SEATS}/{{term_id:int}}": KeptForm(N_("Avslutt perioden"), questions(forms.EndTermForm)),
    f"{ALL}/nytt": KeptForm(N_("Planlegg og kall inn"), _meeting),
    f"{ONE_MEETING}/endre": KeptForm(N_("Lagre og si fra til alle"), _meeting),
    f"{ONE_MEETING}/avlys": KeptForm(N_("Avlys møtet"), questions(forms.CancelMeetingForm)),
    MINUTES: KeptForm(N_("Send til gjennomlesing"), _minutes),
    f"{MINUTES}/godkjenn": KeptForm(N_("Godkjenn referatet")),
    CASE: KeptForm(N_("Sett på sakslisten"), _agenda, _NUMBER),
    f"{CASE}/ta-av": KeptForm(N_("Ta saken av sakslisten"), number_of=_NUMBER),
    f"{CASE}/saksframlegg": KeptForm(N_("Lagre"), questions(forms.PresentationForm), _NUMBER),
    ONE_PAPER: KeptForm(N_("Lagre som lest"), _paper, _NUMBER),
    f"{ONE_PAPER}/felt": KeptForm(N_("Skjul"), questions(forms.RegionForm), _NUMBER),
    f"{ONE_PAPER}/fjern": KeptForm(N_("Vis igjen"), number_of=_NUMBER),
    f"{CASE}/slipp": KeptForm(N_("Send til utvalget"), number_of=_NUMBER),
    f"{OWN_MEETING}/fravaer": KeptForm(N_("Jeg kan ikke komme")),
    f"{OWN_MEETING}/fravaer/ta-tilbake": KeptForm(N_("Jeg kan komme likevel")),
    OWN_CASE: KeptForm(N_("Erklær habilitet"), _habilitet),
    f"{OWN_CASE}/papirer": KeptForm(N_("Lagre stemmen"), questions(forms.VoteForm)),
    f"{OWN_MEETING}/referat": KeptForm(N_("Send svaret"), questions(forms.MinutesAnswerForm)),
}
