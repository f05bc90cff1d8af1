"""The field for where a qualification is from: a list that is closed by date, and an answer for everywhere else."""

from typing import Unpack

from qualification.applications.rules.countries import COUNTRIES
from web.forms.base import Form, Refused
from web.forms.choice_fields import ChoiceField
from web.forms.field import Words
from web.forms.options import Option, options_from
from web.view.labels_of_applications import APPLICATIONS
from web.view.texts import N_

ELSEWHERE = "annet"
_GONE = {each.code for each in COUNTRIES if each.until}


class CountryField(ChoiceField):
    """One of the EEA or Switzerland. «Another country», where it is offered, is an answer that says where to go."""

    def __init__(self, label: str, *, has_elsewhere: bool = True, **words: Unpack[Words]) -> None:
        named = options_from(APPLICATIONS["country"])
        shown = tuple(each for each in named if each.value not in _GONE)
        more = (Option(ELSEWHERE, N_("Et annet land")),) if has_elsewhere else ()
        super().__init__(label, options=(*shown, *more), **words)

    def read(self, text: str, form: Form) -> str:
        """The country's code."""
        code = super().read(text, form)
        if code == ELSEWHERE:
            raise Refused("country_elsewhere")
        return code
