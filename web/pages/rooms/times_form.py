"""From when to when the conversation was, as one side's form, and the times that stand in it."""

from datetime import datetime
from typing import Any

from booking.rooms.rules.times import Times, times_on
from booking.rooms.times import LONGEST_WHY, TimesSaid
from tolkeregister.core.clock import OSLO
from tolkeregister.core.decisions import Reason
from web.forms.base import Form
from web.forms.text_fields import TextField
from web.forms.time_fields import ClockField
from web.view.texts import N_

BEGAN, ENDED, WHY = N_("Samtalen begynte kl."), N_("Samtalen sluttet kl."), N_("Hvorfor en annen tid?")
FIELD_OF = {"started_at": "fra", "ended_at": "til", "why": "hvorfor"}


class TimesForm(Form):
    """One's own word on when it was."""

    fra = ClockField(BEGAN, missing=N_("Skriv når samtalen begynte"))
    til = ClockField(ENDED, missing=N_("Skriv når samtalen sluttet"))
    hvorfor = TextField(
        WHY, most=LONGEST_WHY, marker="optional",
        help=N_("Bare hvis du retter tiden. Ikke navn, og ingenting av det som ble sagt."),
    ).optional()  # fmt: skip


def as_written(said: TimesSaid) -> dict[str, Any]:
    """The answers a form begins with."""
    times = said.to_confirm
    if times is None:
        return {}
    return {"fra": _minute(times.started_at), "til": _minute(times.ended_at)}


def times_in(first: int, last: int, said: TimesSaid) -> Times:
    """The instants of what was written; the seconds of a night when the clock is set are those that were shown."""
    shown = said.to_confirm
    if shown is not None and (_minute(shown.started_at), _minute(shown.ended_at)) == (first, last):
        return shown
    return times_on(first, last, agreed=said.agreed.started_at)


def refuse(answers: Form, reasons: tuple[Reason, ...]) -> None:
    """Each at its field."""
    for each in reasons:
        answers.refuse_reasons([each], {each.code: FIELD_OF.get(str(each.facts.get("field", "")), "fra")})


def _minute(at: datetime) -> int:
    local = at.astimezone(OSLO)
    return local.hour * 60 + local.minute
