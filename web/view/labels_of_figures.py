"""What the codes of figures on complaints are called, also on the page that is open to all."""

from collections.abc import Mapping
from types import MappingProxyType

from web.view.texts import N_

COMPLAINT_FIGURES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "complaint_about": {
            "good_practice": N_("Brudd på god tolkeskikk (§ 14)"),
            "confidentiality": N_("Brudd på taushetsplikten (§ 15)"),
            "habilitet": N_("Tolken var inhabil (§ 16)"),
            "title_misuse": N_("Misbruk av tittel eller tolkebevis"),
            "outside": N_("Utenfor §§ 14–16"),
            "not_listed": N_("Personen er verken i registeret eller statsautorisert"),
            "unclassified": N_("Ikke vurdert"),
        },
        "complaint_figure": {
            "year": N_("År"),
            "received": N_("Mottatt"),
            "ended": N_("Ferdig behandlet"),
            "under_way": N_("Under behandling"),
            "median_days": N_("Median dager"),
            "in_time": N_("Innen fristen"),
            "in_time_percent": N_("Innen fristen, prosent"),
            "assignments": N_("Gjennomførte oppdrag"),
            "per_thousand": N_("Varsler per 1000 oppdrag"),
        },
    }
)
