"""What the public language plan calls tests, courses and where an offer stands, in bokmål."""

from collections.abc import Mapping

from web.view.texts import N_

PLAN: Mapping[str, Mapping[str, str]] = {
    "test": {
        "tospraaktest": N_("Tospråktesten"),
        "tao": N_("TAO, tolkens ansvarsområde"),
        "grunnemne": N_("Grunnemne i tolking, 30 studiepoeng"),
        "bachelor": N_("Bachelor i tolking"),
        "siling": N_("Autorisasjonsprøven, silingsprøve"),
        "practical": N_("Autorisasjonsprøven, praktisk prøve"),
    },
    "plan_state": {
        "coming": N_("Åpner senere"),
        "open": N_("Åpen for påmelding"),
        "closed": N_("Påmeldingen er stengt"),
        "under_way": N_("Pågår"),
        "over": N_("Gjennomført"),
    },
}
