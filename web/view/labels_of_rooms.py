"""What the trail of events calls what is done with a screen room."""

from collections.abc import Mapping

from web.view.texts import N_

ROOM_EVENTS: Mapping[str, str] = {
    "room.confirmed": N_("Skjermen bekreftet eller ikke godtatt"),
    "room.direct": N_("Valgt om samtalen går gjennom reléserveren"),
    "room.invited": N_("Lenke til tolkerommet laget"),
    "room.plan": N_("Tid til å prøve utstyret og telefonnummer endret"),
    "room.relief": N_("Avløser valgt"),
    "times.stated": N_("Sagt når samtalen var"),
    "room.topology": N_("Valgt hvilket videorom samtalen er i"),
}
