"""When a conversation starts, as people write it: a day, a time of day, and on one night a year which of two times."""

from datetime import date, datetime

from tolkeregister.core.rules.oslo_time import Ambiguous, Instant, Missing, WallClock, wall_clock
from web.forms.base import Form
from web.forms.field import Field
from web.forms.options import Option
from web.view.texts import N_

ROUND_OPTIONS = (
    Option("forste", N_("Den første gangen"), help=N_("Før klokka stilles tilbake (sommertid)")),
    Option("andre", N_("Den andre gangen"), help=N_("Etter at klokka er stilt tilbake (normaltid)")),
)


class StartForm(Form):
    """A form with the fields `dato`, `fra` and `omgang`, which it declares where they belong in its order."""

    dato: Field[date]
    fra: Field[int]
    omgang: Field[str | None]

    def check_time(self, now: datetime) -> None:
        """The time must exist on that night's clock, be meant only once, and not have passed."""
        clock = self.wall_clock
        if clock is None:
            return
        if isinstance(clock, Missing):
            self.refuse(
                "fra", "time_missing", N_("Klokka stilles fram denne natten, så tidspunktet finnes ikke")
            )
        elif isinstance(clock, Ambiguous) and not self["omgang"].values:
            self.refuse("omgang", "time_repeated", N_("Velg om dere mener første eller andre gang"))
        elif (start := self.starts_at) is not None and start <= now:
            self.refuse("fra", "time_past", N_("Klokkeslettet er passert. Velg et senere tidspunkt"))

    @property
    def wall_clock(self) -> WallClock | None:
        """What the day and time mean; None while one of them cannot be read."""
        try:
            return wall_clock(self.dato, self.fra)
        except LookupError:
            return None

    @property
    def is_repeated(self) -> bool:
        """Whether the clock shows the time twice that night."""
        return isinstance(self.wall_clock, Ambiguous)

    @property
    def starts_at(self) -> datetime | None:
        """The instant; None when the clock skips it, or which of two has not been said."""
        clock = self.wall_clock
        if isinstance(clock, Instant):
            return clock.at
        if isinstance(clock, Ambiguous) and self["omgang"].values:
            return clock.earlier if self["omgang"].value == "forste" else clock.later
        return None
