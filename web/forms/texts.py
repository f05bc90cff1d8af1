"""What forms say when something must be mended, by code: the key word first, then what to do.

A field may say it in its own words (`Field.says`); these are for the rest.
"""

from collections.abc import Mapping
from types import MappingProxyType

from web.view.texts import N_

ERRORS: Mapping[str, str] = MappingProxyType(
    {
        "missing": N_("Fyll ut feltet"),
        "too_short": N_("Teksten må ha minst %(least)s tegn"),
        "too_long": N_("Teksten kan ha opptil %(most)s tegn. Du har skrevet %(length)s."),
        "national_id": N_("Fjern fødselsnummeret fra teksten"),
        "unreadable": N_("Teksten har tegn vi ikke kan lagre"),
        "date_format": N_("Skriv dato slik: 26.11.2026"),
        "date_past": N_("Datoen må være i dag eller senere"),
        "time_format": N_("Skriv klokkeslett slik: 10.00"),
        "duration_format": N_("Skriv varigheten i minutter, for eksempel 90"),
        "duration_bounds": N_("Varigheten må være fra %(least)s til %(most)s minutter"),
        "not_an_option": N_("Velg et av svarene i listen"),
        "country_elsewhere": N_(
            "Bare kvalifikasjoner fra EØS og Sveits kan godkjennes. Se under «Er kvalifikasjonen fra et annet land?»."
        ),
        "language_unknown": N_("Vi finner ikke språket. Velg et språk fra listen"),
        "municipality_unknown": N_("Vi finner ikke kommunen. Velg en kommune fra listen"),
        "number_format": N_("Skriv et helt tall, for eksempel 12"),
        "number_bounds": N_("Tallet må være fra %(least)s til %(most)s"),
        "digits_only": N_("Nummeret kan bare ha sifre"),
        "email_format": N_("Skriv e-postadressen slik: navn@virksomhet.no"),
        "phone_format": N_("Mobilnummeret må ha 8 sifre, eller landskode først hvis det ikke er norsk"),
    }
)
