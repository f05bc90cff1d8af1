"""What codes about police certificates are called on the pages, in bokmål: part of `LABELS`."""

from collections.abc import Mapping

from web.view.texts import N_

CERTIFICATES: Mapping[str, Mapping[str, str]] = {
    "certificate_kind": {
        "ordinary": N_("Ordinær politiattest"),
        "extended": N_("Uttømmende politiattest"),
        "child_care": N_("Barneomsorgsattest"),
    },
    "certificate_purpose": {
        "police": N_("Tolking for politi eller påtalemyndighet"),
        "courts": N_("Tolking i domstolene"),
        "immigration": N_("Tolking for utlendingsmyndighetene"),
        "correctional": N_("Tolking i kriminalomsorgen"),
        "child_welfare": N_("Tolking i barnevernet"),
        "other": N_("Et annet formål"),
    },
    "certificate_withdrawal": {
        "wrong_interpreter": N_("Registrert på feil tolk"),
        "recorded_wrongly": N_("Registrert feil"),
        "no_longer_valid": N_("Gjelder ikke lenger"),
    },
    "certificate_demand": {
        "standard": N_("Følger oversikten"),
        "not_required": N_("Ingen politiattest"),
        "before_start": N_("Vises før oppdraget begynner"),
        "before_asking": N_("Må være sett før tolken blir spurt"),
    },
    "certificate_certainty": {
        "confirmed": N_("Lest i kilden"),
        "remembered": N_("Må verifiseres i loven"),
        "not_known": N_("Ikke avklart, derfor ikke krevd"),
    },
}
