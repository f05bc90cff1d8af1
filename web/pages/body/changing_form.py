"""The form of a change: what the order says, to be written over."""

from datetime import datetime, timedelta

from booking.assignments.status import Status
from booking.changes.rules.agreement import Agreed
from booking.changes.screen import ScreenPlan
from booking.rooms.rules.window import USUAL_TEST
from tolkeregister.core.clock import OSLO, oslo_date
from tolkeregister.core.rules.oslo_time import Ambiguous, wall_clock
from web.api.words import MODES, word_for
from web.forms.choice_fields import ChoiceField, MunicipalityField
from web.forms.options import Option
from web.forms.text_fields import NumberField, TextField
from web.forms.time_fields import ClockField, DateField, DurationField
from web.names import Names
from web.pages.body import screen_plan
from web.pages.body.start_time import ROUND_OPTIONS, StartForm
from web.pages.public.search_form import DURATIONS
from web.view import formats
from web.view.addresses import Form as WrittenForm
from web.view.labels import LABELS
from web.view.texts import N_

_NO_NUMBER = {
    "national_id": N_("Fjern fødselsnummeret. Tolken skal ikke vite hvem det tolkes for før oppdraget")
}

_ROLES = N_("Rolle, ikke navn. For eksempel saksbehandler, mor og advokat.")


class ChangeForm(StartForm):
    """Everything that can be changed, and the version that was read. What only a new order can change is left out."""

    dato = DateField(N_("Dato"), not_past=True, missing=N_("Velg hvilken dag samtalen er"))
    fra = ClockField(N_("Fra kl."), missing=N_("Skriv når samtalen begynner"))
    omgang = ChoiceField(
        N_("Klokka viser dette to ganger denne natten. Hvilken gang mener dere?"), options=ROUND_OPTIONS
    ).optional()
    varighet = DurationField(N_("Varighet"), options=DURATIONS, missing=N_("Velg hvor lenge samtalen varer"))
    metode = ChoiceField(
        N_("Tolkemetode"),
        options=tuple(Option(word, LABELS["mode"][code]) for word, code in MODES.items()),
        missing=N_("Velg skjerm, telefon eller fremmøte"),
        says={"not_an_option": N_("Velg skjerm, telefon eller fremmøte")},
    )
    sted = MunicipalityField(N_("Kommunen samtalen er i"), missing=N_("Velg kommunen samtalen er i"))
    adresse = TextField(
        N_("Hvor skal tolken møte?"), most=120, says=_NO_NUMBER,
        help=N_("Adresse, etasje og hvem tolken spør etter. Ikke navn."),
    ).optional()  # fmt: skip
    samtaletema = TextField(N_("Hva handler samtalen om?"), most=120, says=_NO_NUMBER).optional()
    deltakere = TextField(N_("Hvem er med?"), most=120, says=_NO_NUMBER, help=_ROLES).optional()
    prov = screen_plan.test_time()
    planb = screen_plan.plan_b()
    versjon = NumberField(N_("Versjon"), least=1)

    def check(self) -> None:
        """Coming in person needs an address; what a screen needs, the rules know (R2)."""
        if self.metode == "fremmote" and not self.adresse:
            self.refuse("adresse", "address_missing", N_("Skriv adressen tolken skal møte på"))

    def wanted(self, before: Agreed) -> Agreed:
        """What the filled-in form asks for; only a valid form does. A place to come to belongs to coming in person."""
        start = self.starts_at
        assert start is not None
        mode = MODES[self.metode]
        keeps_address = mode == "in_person" or mode == before.mode
        return Agreed(
            starts_at=start, ends_at=start + timedelta(minutes=self.varighet), mode=mode,
            municipality_code=self.sted, address=(self.adresse or "") if keeps_address else "",
            theme=self.samtaletema or "", participants=self.deltakere or "",
        )  # fmt: skip

    @property
    def plan(self) -> ScreenPlan:
        """What a screen needs besides."""
        return ScreenPlan(self.planb, int(self.prov) if self.prov else None)


class AskedChangeForm(ChangeForm):
    """The same where interpreters are asked, who need to know what it is about before they answer (rule B8)."""

    samtaletema = TextField(
        N_("Hva handler samtalen om?"), most=120, missing=N_("Skriv hva samtalen handler om"), says=_NO_NUMBER
    )
    deltakere = TextField(
        N_("Hvem er med?"), most=120, missing=N_("Skriv hvem som er med"), says=_NO_NUMBER, help=_ROLES
    )


# Where the reasons of the rules stand in the form, by the field they name.
FIELD_OF = {
    "starts_at": "fra", "duration_minutes": "varighet", "mode": "metode", "municipality_code": "sted",
    "address": "adresse", "theme": "samtaletema", "participants": "deltakere",
    "plan_b": "planb", "test_minutes": "prov",
}  # fmt: skip


def form_for(status: Status) -> type[ChangeForm]:
    """What must be answered depends on whether somebody outside the register has the order."""
    return ChangeForm if status.ground is not None else AskedChangeForm


def options_for(names: Names, before: Agreed, form: WrittenForm) -> dict[str, tuple[Option, ...]]:
    """The municipalities, and the usual lengths with the one it has now."""
    minutes = _minutes(before)
    usual = {option.value for option in DURATIONS}
    own = () if str(minutes) in usual else (
        Option(str(minutes), formats.duration(minutes, form), final=True),
    )  # fmt: skip
    return {"sted": names.municipality_options, "varighet": (*own, *DURATIONS)}


def as_it_stands(
    kind: type[ChangeForm], before: Agreed, plan: ScreenPlan, version: int, names: Names, *, form: WrittenForm,
    now: datetime,
) -> ChangeForm:  # fmt: skip
    """The form as it is first shown: what is agreed."""
    local = before.starts_at.astimezone(OSLO)
    minute = local.hour * 60 + local.minute
    clock = wall_clock(local.date(), minute)
    is_first = isinstance(clock, Ambiguous) and clock.earlier == before.starts_at
    return kind.blank(
        options=options_for(names, before, form), today=oslo_date(now), dato=local.date(), fra=minute,
        omgang=("forste" if is_first else "andre") if isinstance(clock, Ambiguous) else None,
        varighet=_minutes(before), metode=word_for(before.mode), sted=before.municipality_code,
        adresse=before.address or None, samtaletema=before.theme, deltakere=before.participants, versjon=version,
        planb=plan.plan_b, prov=str(plan.test_minutes or USUAL_TEST),
    )  # fmt: skip


def _minutes(before: Agreed) -> int:
    return int((before.ends_at - before.starts_at).total_seconds() // 60)
