"""The sentences for the reason codes that rules return. A sentence may use the reason's facts as %(name)s."""

from collections.abc import Mapping
from types import MappingProxyType

from web.view.texts import N_

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "unspecified": N_("Reglene tillater det ikke"),
        # booking/availability
        "absent": N_("Tolken har meldt fravær"),
        "already_booked": N_("Tolken har et annet oppdrag"),
        "outside_stated_hours": N_("Utenfor tiden tolken har oppgitt"),
        "hours_not_stated": N_("Tolken har ikke oppgitt ledige tider"),
        "within_stated_hours": N_("Tolken har oppgitt at tiden er ledig"),
    }
)
