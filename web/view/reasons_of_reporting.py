"""Why a report, an answer or a file was not taken, in bokmål."""

from collections.abc import Mapping
from types import MappingProxyType

from web.view.texts import N_

REPORTING_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "files_too_many": N_("Du kan legge ved opptil %(most)s filer"),
        "files_too_large": N_("Filene kan være opptil %(most)s MB til sammen"),
        "file_wrong_type": N_("Filene må være PDF, JPG eller PNG"),
        "file_infected": N_("En av filene har skadelig innhold. Vi tok ikke imot noen av dem."),
        "file_unreadable": N_("En av filene kan ikke åpnes. Vi tok ikke imot noen av dem."),
        "file_too_much": N_("En av filene har for mange sider eller er for stor"),
        "files_not_now": N_(
            "Vi kan ikke ta imot filer akkurat nå. Send uten, og send filene senere med koden."
        ),
        "message_empty": N_("Skriv noe, eller legg ved en fil"),
        "complaint_closed": N_("Saken er avsluttet"),
        "complaint_not_found": N_("Vi finner ikke saken"),
    }
)
