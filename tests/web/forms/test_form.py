"""A form collects every error at once and keeps what was typed."""

from datetime import date

import pytest

from tolkeregister.core.decisions import reason
from web.forms.base import Form
from web.forms.choice_fields import ManyField, MunicipalityField, YesField
from web.forms.options import Option, find_option, grouped, names_from
from web.forms.text_fields import TextField
from web.forms.time_fields import ClockField, DateField
from web.view.labels import LABELS


class Hours(Form):
    dato = DateField("Dato", missing="Velg dato")
    fra = ClockField("Ledig fra")
    til = ClockField("Ledig til", end=True)
    sted = MunicipalityField("Sted", options=names_from([("4601", "Bergen")])).optional()
    kategori = ManyField("Kategori", options=[Option(each, each) for each in "ABCDE"])
    merknad = TextField("Merknad").optional()
    gjentas = YesField("Gjentas")

    def check(self) -> None:
        if self.til <= self.fra:
            self.refuse("til", "end_before_start", "Sluttiden må være etter %(start)s", start="starttiden")


class MultiDict:
    """As a web framework gives a sent form: a name may occur several times."""

    def __init__(self, *pairs: tuple[str, object]) -> None:
        self.pairs = pairs

    def getall(self, key: str, default: object = None) -> object:
        return [value for name, value in self.pairs if name == key] or default


SOUND = (("dato", " 26.11.2026 "), ("fra", "10"), ("til", "11.30"))


def test_a_sound_form_gives_typed_values() -> None:
    form = Hours(
        MultiDict(*SOUND, ("kategori", "B"), ("kategori", "A"), ("gjentas", "ja"), ("sted", "bergen"))
    )
    assert form.valid
    assert (form.dato, form.fra, form.til) == (date(2026, 11, 26), 600, 690)
    assert (form.kategori, form.gjentas, form.sted, form.merknad) == (("A", "B"), True, "4601", None)


def test_every_error_is_told_at_once_in_the_order_of_the_fields() -> None:
    form = Hours(MultiDict(("fra", "25"), ("kategori", "X")))
    assert [(error.name, error.code) for error in form.errors] == [
        ("dato", "missing"),
        ("fra", "time_format"),
        ("til", "missing"),
        ("kategori", "not_an_option"),
    ]
    assert form.errors[0].text == "Velg dato"


def test_what_several_fields_must_agree_on_is_checked_when_each_could_be_read() -> None:
    assert [e.code for e in Hours({"dato": "26.11.2026", "fra": "11", "til": "10"}).errors] == [
        "end_before_start"
    ]
    assert [e.code for e in Hours({"dato": "", "fra": "11", "til": "10"}).errors] == ["missing"]


def test_what_was_typed_is_kept_when_it_cannot_be_read() -> None:
    form = Hours({"dato": "26.11", "fra": "ti", "til": "10", "merknad": "  <b> "})
    assert [form[name].value for name in ("dato", "fra", "merknad")] == ["26.11", "ti", "<b>"]


def test_what_could_be_read_is_shown_as_the_fields_write_it() -> None:
    form = Hours({"dato": "26. november 2026", "fra": "930", "til": "24.00", "sted": "4601"})
    assert [form[name].value for name in ("dato", "fra", "til", "sted")] == [
        "2026-11-26",
        "09:30",
        "24:00",
        "Bergen",
    ]
    assert form["til"].input_type == "text"


def test_a_blank_form_has_no_errors_and_shows_what_is_known() -> None:
    form = Hours.blank(
        dato=date(2026, 11, 26), fra=600, kategori=("A", "C"), gjentas=True, merknad=None, sted="4601"
    )
    assert form.valid
    assert form["dato"].value == "2026-11-26"
    assert form["fra"].value == "10:00"
    assert list(form["kategori"].values) == ["A", "C"]
    assert form["gjentas"].checked
    assert form["sted"].value == "Bergen"
    assert form["til"].value == ""


def test_a_blank_form_refuses_a_field_it_does_not_have() -> None:
    with pytest.raises(KeyError):
        Hours.blank(datoen=date(2026, 11, 26))


def test_a_value_that_could_not_be_read_cannot_be_used_by_mistake() -> None:
    with pytest.raises(LookupError, match="valid"):
        _ = Hours({}).dato


def test_a_form_that_compares_with_today_must_be_told_the_day() -> None:
    class Future(Form):
        dato = DateField("Dato", not_past=True)

    with pytest.raises(ValueError, match="today"):
        Future({"dato": "26.11.2026"})


def test_uploaded_files_and_other_things_than_text_are_not_read_as_text() -> None:
    assert Hours({"dato": object(), "fra": ["10", b"11"], "til": "12"}).errors[0].name == "dato"


def test_a_rules_reasons_stand_at_the_field_they_belong_to() -> None:
    form = Hours(MultiDict(*SOUND))
    form.refuse_reasons(
        [
            reason("already_booked"),
            reason("absent", field="dato"),
            reason("hours_not_stated", field="no_such"),
        ],
        {"already_booked": "fra"},
    )
    assert [(error.name, error.code) for error in form.errors] == [
        ("dato", "absent"),
        ("fra", "already_booked"),
        ("", "hours_not_stated"),
    ]
    assert form.errors[1].text == LABELS["reason"]["already_booked"]
    assert not form.valid


def test_a_form_inherits_fields() -> None:
    class More(Hours):
        kode = TextField("Kode")

    assert More.blank().names == (*Hours.blank().names, "kode")


def test_options_are_grouped_in_the_order_of_their_first() -> None:
    options = [Option("a", "A", group="x"), Option("b", "B"), Option("c", "C", group="x")]
    assert [(group, [o.value for o in many]) for group, many in grouped(options)] == [
        ("x", ["a", "c"]),
        ("", ["b"]),
    ]


def test_a_name_that_fits_several_options_fits_none() -> None:
    options = [Option("1", "Våler"), Option("2", "VÅLER"), Option("3", "Herøy")]
    assert find_option(options, "våler") is None
    assert find_option(options, "1") == options[0]
