"""Step 1 of an order for what is done already: the same questions, about a time that has passed."""

from datetime import datetime

from tolkeregister.core.rules.oslo_time import Ambiguous, Missing
from web.forms.time_fields import DateField
from web.pages.body.forms import AssignmentForm
from web.view.texts import N_


class DoneAssignmentForm(AssignmentForm):
    """An assignment that has begun, in an emergency before anybody could fill in a form."""

    dato = DateField(N_("Dato"), missing=N_("Velg hvilken dag samtalen var"))

    def check_time(self, now: datetime) -> None:
        """The time must exist on that night's clock, be meant only once, and have come."""
        clock = self.wall_clock
        if clock is None:
            return
        if isinstance(clock, Missing):
            self.refuse(
                "fra", "time_missing", N_("Klokka ble stilt fram denne natten, så tidspunktet finnes ikke")
            )
        elif isinstance(clock, Ambiguous) and not self["omgang"].values:
            self.refuse("omgang", "time_repeated", N_("Velg om dere mener første eller andre gang"))
        elif (start := self.starts_at) is not None and start > now:
            self.refuse("fra", "time_future", N_("Tidspunktet har ikke kommet ennå. Bestill tolk i stedet"))
