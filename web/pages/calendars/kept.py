"""The forms about calendars as they are offered back when they were sent too late."""

from collections.abc import Mapping

from web.forms.telling import Told
from web.pages.calendars.choices import BODY_CALENDAR, NEW, OWN_CALENDAR, REMOVE, SAVE, CalendarForm
from web.pages.kept import Filled, KeptForm, questions
from web.view.texts import N_


async def _choices(filled: Filled) -> tuple[Told, ...]:
    """The buttons about the address have no questions."""
    return () if filled.first("handling") in (NEW, REMOVE) else await questions(CalendarForm)(filled)


_FORM = KeptForm(
    N_("Lagre valgene"), _choices,
    buttons={SAVE: N_("Lagre valgene"), NEW: N_("Lag en ny adresse"), REMOVE: N_("Slett adressen")},
)  # fmt: skip
KEPT_OF_CALENDARS: Mapping[str, KeptForm] = {OWN_CALENDAR: _FORM, BODY_CALENDAR: _FORM}
