"""Each field gives a typed value or says what must be mended."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, LanguageField, ManyField, MunicipalityField, YesField
from web.forms.field import Field
from web.forms.options import Option, names_from
from web.forms.text_fields import DigitsField, EmailField, NumberField, PhoneField, TextField
from web.forms.texts import ERRORS
from web.forms.time_fields import ClockField, DateField, DurationField

TODAY = date(2026, 11, 21)
LANGUAGES = (
    Option("ar", "arabisk", also=("irakisk arabisk",), final=True),
    Option("prs", "dari", also=("persisk",), final=True),
    Option("fa", "farsi", also=("persisk",), final=True),
    Option("nb", "bokmål", final=True),
)
PLACES = names_from([("4601", "Bergen"), ("5536", "Lyngen")])


def _outcome(field: Field[object], *given: str) -> object:
    """The typed value, or "!" and the code of the error."""

    class One(Form):
        it = field

    field.__set_name__(One, "it")
    form = One({"it": list(given)}, today=TODAY)
    return form.it if form.valid else f"!{form.errors[0].code}"


@pytest.mark.parametrize(
    ("make", "given", "expected"),
    [
        (lambda: TextField("x"), ["  hei  "], "hei"),
        (lambda: TextField("x"), ["   "], "!missing"),
        (lambda: TextField("x"), [], "!missing"),
        (lambda: TextField("x", least=5), ["fire"], "!too_short"),
        (lambda: TextField("x", most=5), ["a\r\nb\r\nc"], "a\nb\nc"),
        (lambda: TextField("x", most=5), ["seksto"], "!too_long"),
        (lambda: TextField("x"), ["a\x00b"], "!unreadable"),
        (lambda: TextField("x"), ["Mor er født 010190 12345 i Oslo"], "!national_id"),
        (lambda: TextField("x"), ["Ring 22 33 44 55"], "Ring 22 33 44 55"),
        (lambda: DateField("x"), ["26.11.2026"], date(2026, 11, 26)),
        (lambda: DateField("x"), ["snart"], "!date_format"),
        (lambda: DateField("x", not_past=True), ["2026-11-20"], "!date_past"),
        (lambda: DateField("x", not_past=True), ["2026-11-21"], TODAY),
        (lambda: ClockField("x"), ["kl. 10"], 600),
        (lambda: ClockField("x"), ["24.00"], "!time_format"),
        (lambda: ClockField("x", end=True), ["24.00"], 1440),
        (lambda: DurationField("x"), ["1 time"], 60),
        (lambda: DurationField("x"), ["10"], "!duration_bounds"),
        (lambda: DurationField("x"), ["lenge"], "!duration_format"),
        (lambda: NumberField("x", least=1, most=20), ["12"], 12),
        (lambda: NumberField("x"), ["1 200"], 1200),
        (lambda: NumberField("x", least=1, most=20), ["21"], "!number_bounds"),
        (lambda: NumberField("x"), ["tolv"], "!number_format"),
        (lambda: NumberField("x"), ["١٢"], "!number_format"),
        (lambda: DigitsField("x"), [" 10 427 "], "10427"),
        (lambda: DigitsField("x"), ["0007"], "0007"),
        (lambda: DigitsField("x"), ["10A"], "!digits_only"),
        (lambda: EmailField("x"), ["kari@fjordvik.example"], "kari@fjordvik.example"),
        (lambda: EmailField("x"), ["kari@fjordvik"], "!email_format"),
        (lambda: EmailField("x"), ["kari @fjordvik.example"], "!email_format"),
        (lambda: PhoneField("x"), ["412 34 567"], "+4741234567"),
        (lambda: PhoneField("x"), ["0047 41234567"], "+4741234567"),
        (lambda: PhoneField("x"), ["+46 70-123 45 67"], "+46701234567"),
        (lambda: PhoneField("x"), ["1234567"], "!phone_format"),
        (lambda: PhoneField("x"), ["+47 1234"], "!phone_format"),
        (lambda: LanguageField("x", options=LANGUAGES), ["ar"], "ar"),
        (lambda: LanguageField("x", options=LANGUAGES), ["Arabisk"], "ar"),
        (lambda: LanguageField("x", options=LANGUAGES), ["irakisk ARABISK"], "ar"),
        (lambda: LanguageField("x", options=LANGUAGES), ["bokmal"], "nb"),
        (lambda: LanguageField("x", options=LANGUAGES), ["persisk"], "!language_unknown"),
        (lambda: MunicipalityField("x", options=PLACES), ["bergen"], "4601"),
        (lambda: MunicipalityField("x", options=PLACES), ["Atlantis"], "!municipality_unknown"),
        (lambda: ChoiceField("x", options=PLACES), ["9999"], "!not_an_option"),
        (lambda: ManyField("x", options=LANGUAGES), ["fa", "ar"], ("ar", "fa")),
        (lambda: ManyField("x", options=LANGUAGES), [], ()),
        (lambda: ManyField("x", options=LANGUAGES, needed=True), [], "!missing"),
        (lambda: ManyField("x", options=LANGUAGES), ["ar", "klingon"], "!not_an_option"),
        (lambda: YesField("x"), [], False),
        (lambda: YesField("x"), ["on"], True),
        (lambda: YesField("x"), ["nei"], False),
        (lambda: YesField("x", must=True), [], "!missing"),
        (lambda: DateField("x").optional(), [""], None),
    ],
)
def test_a_field_reads_or_refuses(make: object, given: list[str], expected: object) -> None:
    assert callable(make)
    assert _outcome(make(), *given) == expected


@pytest.mark.parametrize("kind", [TextField, DateField, ClockField, NumberField, DigitsField, PhoneField])
@given(text=st.text(max_size=60))
def test_no_text_breaks_a_field(kind: type[Field[object]], text: str) -> None:
    _outcome(kind("x"), text)


def test_a_field_may_say_it_in_its_own_words() -> None:
    field = TextField("x", missing="Skriv hva samtalen handler om", says={"too_long": "For langt"})
    assert field.sentence("missing") == "Skriv hva samtalen handler om"
    assert field.sentence("too_long") == "For langt"
    assert field.sentence("national_id") == ERRORS["national_id"]


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        (DateField("x"), "", "date"),
        (DateField("x"), "2026-11-26", "date"),
        (DateField("x"), "2026-02-31", "text"),
        (DateField("x"), "26.11", "text"),
        (ClockField("x"), "10:00", "time"),
        (ClockField("x"), "24:00", "text"),
        (ClockField("x"), "halv ti", "text"),
    ],
)
def test_a_native_picker_is_used_only_for_what_it_can_show(
    field: Field[object], value: str, kind: str
) -> None:
    assert field.shown_type(value) == kind
