"""A filled-in form told in the words it was filled in with."""

import pytest

from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, ManyField, MunicipalityField, YesField
from web.forms.options import Option, names_from, options_from
from web.forms.telling import Told, told
from web.forms.text_fields import TextField
from web.forms.time_fields import ClockField, DateField, DurationField
from web.view.labels import LABELS
from web.view.texts import N_, texts_in


class Visit(Form):
    """One field of each kind."""

    kjonn = ChoiceField(N_("Tolkens kjønn"), options=options_from(LABELS["gender"])).optional()
    metoder = ManyField(N_("Hvordan tolker du?"), options=options_from(LABELS["mode"]))
    sted = MunicipalityField(N_("Sted"), options=names_from([("0301", "Oslo")])).optional()
    varighet = DurationField(N_("Varighet"), options=[Option("60", "1 time")]).optional()
    dato = DateField(N_("Dato")).optional()
    til = ClockField(N_("Til kl."), end=True).optional()
    klarering = YesField(N_("Klarering"))
    tema = TextField(N_("Tema")).optional()


FILLED = {
    "kjonn": "woman", "metoder": ["in_person", "phone"], "sted": "Oslo", "varighet": "60", "dato": "2026-11-26",
    "til": "24:00", "klarering": "on", "tema": "første\r\nandre",
}  # fmt: skip


def test_codes_become_names_and_dates_become_words() -> None:
    assert told(Visit(FILLED), texts_in("nb")) == (
        Told("Tolkens kjønn", ("Kvinne",)),
        Told("Hvordan tolker du?", ("Fremmøte", "Telefon")),
        Told("Sted", ("Oslo",)),
        Told("Varighet", ("1\xa0time",)),
        Told("Dato", ("26.\xa0november 2026",)),
        Told("Til kl.", ("24.00",)),
        Told("Klarering", ("Ja",)),
        Told("Tema", ("første\nandre",)),
    )


def test_it_is_told_in_the_written_form_of_the_page() -> None:
    said = {each.question: each.answers for each in told(Visit(FILLED), texts_in("nn"))}
    assert said["Korleis tolkar du?"] == ("Frammøte", "Telefon")
    assert said["Kjønnet til tolken"] == ("Kvinne",)


@pytest.mark.parametrize("typed", ["i morgen", "31.02.2026"])
def test_what_cannot_be_read_is_told_as_it_was_typed(typed: str) -> None:
    form = Visit({"dato": typed, "til": "25.00", "kjonn": "x"})
    assert [each.answers for each in told(form, texts_in("nb"))] == [("x",), (typed,), ("25.00",)]


def test_a_length_that_is_no_option_is_told_in_hours_and_minutes() -> None:
    assert told(Visit({"varighet": "75"}), texts_in("nb")) == (
        Told("Varighet", ("1\xa0time 15\xa0minutter",)),
    )


def test_what_is_not_for_people_is_left_out() -> None:
    assert told(Visit({"tema": "skole"}), texts_in("nb"), but=("tema",)) == ()
