"""Forms for single days: free, or away. Times that the clock skips or repeats are asked about."""

from datetime import date, datetime, timedelta

from tolkeregister.core.rules.oslo_time import Ambiguous, Missing, WallClock, wall_clock
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField
from web.forms.options import Option
from web.forms.time_fields import ClockField, DateField
from web.view.texts import N_

DAY = 24 * 60
LONGEST_ABSENCE = timedelta(days=731)
MISSING_HOUR = N_(
    "Klokkeslettet finnes ikke den natta: Klokken stilles fra 02.00 til 03.00. Skriv 03.00 eller senere"
)
WHICH_HOUR = N_("Velg første eller andre gang: Klokken viser dette klokkeslettet to ganger den natta")
_TOO_FAR = N_("Datoen kan være opptil to år fram")
_TURNS = (
    Option("forste", N_("Første gang (sommertid)")),
    Option("andre", N_("Andre gang (normaltid)")),
)


def _too_far(day: date, today: date) -> bool:
    return day > today + LONGEST_ABSENCE


class OneOffForm(Form):
    """Free on one day. An end at or before the start is after midnight."""

    dag = DateField(N_("Dato"), not_past=True, missing=N_("Velg dato"))
    fra = ClockField(N_("Ledig fra kl."), missing=N_("Skriv når du er ledig fra"))
    til = ClockField(N_("Ledig til kl."), end=True, missing=N_("Skriv når du er ledig til"))

    def check(self) -> None:
        """Both ends must be times that the clock shows that night; a repeated hour counts in full."""
        if _too_far(self.dag, self.today):
            self.refuse("dag", "too_far", _TOO_FAR)
            return
        if self.fra == self.til and self.fra != 0:
            self.refuse("til", "empty", N_("Sluttiden må være en annen enn starttiden"))
        if isinstance(wall_clock(self.dag, self.fra), Missing):
            self.refuse("fra", "missing_hour", MISSING_HOUR)
        if isinstance(wall_clock(self.dag, self.end_minute), Missing):
            self.refuse("til", "missing_hour", MISSING_HOUR)

    @property
    def end_minute(self) -> int:
        """The end in minutes of the day; past 1440 is the next day."""
        return self.til if self.til > self.fra else self.til + DAY


class AbsenceForm(Form):
    """Away from one day and time to another; without times, whole days."""

    fra_dato = DateField(N_("Fra og med dato"), not_past=True, missing=N_("Velg første dag"))
    fra_kl = ClockField(N_("Fra kl. (valgfritt)")).optional()
    til_dato = DateField(N_("Til og med dato"), missing=N_("Velg siste dag"))
    til_kl = ClockField(N_("Til kl. (valgfritt)"), end=True).optional()
    fra_gang = ChoiceField(N_("Hvilken av de to timene begynner fraværet i?"), options=_TURNS).optional()
    til_gang = ChoiceField(N_("Hvilken av de to timene slutter fraværet i?"), options=_TURNS).optional()

    def check(self) -> None:
        """The instants exist, are chosen where there are two, and come in order."""
        if _too_far(self.til_dato, self.today):
            self.refuse("til_dato", "too_far", _TOO_FAR)
            return
        if self.til_dato < self.fra_dato:
            self.refuse("til_dato", "order", N_("Siste dag må være første dag eller senere"))
            return
        self._settle("fra", self._start_clock(), self.fra_gang)
        self._settle("til", self._end_clock(), self.til_gang)
        if self.valid and self.ends_at <= self.starts_at:
            self.refuse("til_kl", "order", N_("Slutten må være etter starten"))

    def asks_turn(self, which: str) -> bool:
        """Whether the page must ask which of two hours is meant."""
        error = self[f"{which}_gang"].error
        return error is not None or bool(self[f"{which}_gang"].value)

    @property
    def starts_at(self) -> datetime:
        """The first instant; only of a form without errors so far."""
        return _instant(self._start_clock(), self.fra_gang)

    @property
    def ends_at(self) -> datetime:
        """The instant at which the absence is over."""
        return _instant(self._end_clock(), self.til_gang)

    def _start_clock(self) -> WallClock:
        return wall_clock(self.fra_dato, self.fra_kl or 0)

    def _end_clock(self) -> WallClock:
        return wall_clock(self.til_dato, DAY if self.til_kl is None else self.til_kl)

    def _settle(self, which: str, found: WallClock, turn: str | None) -> None:
        if isinstance(found, Missing):
            self.refuse(f"{which}_kl", "missing_hour", MISSING_HOUR)
        elif isinstance(found, Ambiguous) and turn is None:
            self.refuse(f"{which}_gang", "which_hour", WHICH_HOUR)


def _instant(clock: WallClock, turn: str | None) -> datetime:
    if isinstance(clock, Ambiguous):
        return clock.later if turn == "andre" else clock.earlier
    return clock.jump if isinstance(clock, Missing) else clock.at
