"""What the codes of reporting are called, in bokmål, in words for somebody under stress."""

from collections.abc import Mapping
from types import MappingProxyType

from web.view.texts import N_

REPORTING: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "concern": {
            "wrong": N_("Tolken tolket feil, la til noe eller tok bort noe"),
            "told": N_("Tolken fortalte videre det som ble sagt"),
            "knew": N_("Tolken kjente noen i saken"),
            "conduct": N_("Tolken oppførte seg dårlig på en annen måte"),
            "title": N_("Noen bruker en tittel eller et tolkebevis de ikke har rett til"),
            "other": N_("Noe annet"),
        },
        "reporter_role": {
            "service_user": N_("Det ble tolket for meg eller en jeg kjenner"),
            "professional": N_("Jeg brukte tolk i jobben"),
            "interpreter": N_("Jeg er tolk"),
            "agency": N_("Jeg formidler tolker"),
            "other": N_("Noe annet"),
        },
        "reporter_step": {
            "received": N_("Vi har fått meldingen"),
            "under_way": N_("Vi behandler saken"),
            "closed": N_("Saken er avsluttet"),
        },
    }
)
