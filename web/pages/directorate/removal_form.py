"""Why and from when somebody leaves the register."""

from datetime import datetime

from tolkeregister.core.rules.oslo_time import Instant, wall_clock
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField
from web.forms.options import Option, options_from
from web.forms.time_fields import ClockField, DateField
from web.pages.directorate.staff_page import REMOVAL_REASONS
from web.view.texts import N_

NOW, LATER = "naa", "senere"
PROTECTED = "protected"  # follows the population register, and is chosen by nobody


class RemovalForm(Form):
    """A reason code and an instant on the Norwegian clock; no free text, no letter (decision 22)."""

    grunn = ChoiceField(
        N_("Hvorfor?"),
        options=options_from({code: name for code, name in REMOVAL_REASONS.items() if code != PROTECTED}),
        missing=N_("Velg hvorfor"),
        help=N_("Bare IMDi ser grunnen."),
    )
    naar = ChoiceField(
        N_("Fra når?"),
        options=(Option(NOW, N_("Med en gang")), Option(LATER, N_("Fra et senere tidspunkt"))),
        missing=N_("Velg fra når"),
    )
    dato = DateField(N_("Dato"), not_past=True).optional()
    kl = ClockField(N_("Klokkeslett, norsk tid")).optional()

    def check(self) -> None:
        """A later time needs a date, and a time of day that the clock shows exactly once."""
        if self.naar == NOW:
            return
        if self.dato is None:
            self.refuse("dato", "missing", N_("Velg dato"))
        elif self.dato.year > self.today.year + 5:
            self.refuse("dato", "too_far", N_("Datoen kan være opptil fem år fram"))
        elif not isinstance(wall_clock(self.dato, self.kl or 0), Instant):
            text = N_("Velg et annet klokkeslett: Klokken stilles den natta")
            self.refuse("kl", "clock_change", text)

    def check_time(self, now: datetime) -> None:
        """Not in the past; the register never says that somebody was gone already."""
        if self.valid and self.naar == LATER and self.effective_at(now) < now:
            self.refuse("kl", "start_has_passed", N_("Klokkeslettet er passert"))

    def check_hidden(self) -> None:
        """Somebody who is hidden already has no later day to go."""
        if self.valid and self.naar == LATER:
            text = N_("Tolken vises ikke nå. Da gjelder fjerningen med en gang.")
            self.refuse("naar", "hidden_is_removed_now", text)

    def effective_at(self, now: datetime) -> datetime:
        """The instant of a valid form."""
        if self.naar == NOW or self.dato is None:
            return now
        found = wall_clock(self.dato, self.kl or 0)
        assert isinstance(found, Instant)
        return found.at
