"""A page with every component on it, with errors, for the tests to look at."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader
from markupsafe import Markup

from web.forms.base import Form as HtmlForm
from web.forms.choice_fields import ChoiceField, LanguageField, ManyField, MunicipalityField, YesField
from web.forms.field import Field
from web.forms.options import Option, names_from, options_from
from web.forms.text_fields import TextField
from web.forms.time_fields import ClockField, DateField
from web.view.addresses import Form
from web.view.engine import TEMPLATES, make_environment
from web.view.figures import Point
from web.view.labels import LABELS
from web.view.render import LAYOUT_DEFAULTS

SOURCE = Path(__file__).with_name("gallery.html").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Card:
    number: str
    name: str
    gender: str
    photo: str
    shown_at: datetime
    languages: tuple[tuple[str, str], ...]
    qr: Markup
    short_address: str


class FileField(Field[str]):
    """The page only needs its words; uploads are read by the handlers."""

    def clean(self, given: list[str], form: HtmlForm) -> str | None:
        """Nothing is read here."""
        return None


class Answers(HtmlForm):
    sprak = LanguageField("Velg språk", missing="Velg språk")
    dato = DateField("Datoen må være i dag eller senere", not_past=True)
    fra = ClockField("Skriv klokkeslett slik: 10.00")
    kommune = MunicipalityField("Velg språk").optional()
    metode = ChoiceField("Språk", options=options_from(LABELS["mode"]), missing="Fyll ut feltet")
    grunnlag = ChoiceField(
        "Språk",
        options=options_from(LABELS["duty_basis"], {"voluntary": "Fyll ut feltet"}),
        marker="required",
    )
    kategori = ManyField("Kategori", options=[Option(c, LABELS["share"][c], count=11) for c in "ABCDE"])
    begrunnelse = TextField("Språk", least=30, most=500, help="Fyll ut feltet", marker="optional")
    voksen = YesField("Kvalifisert", must=True, help="Fyll ut feltet")
    haster = YesField("Ledig")
    vedlegg = FileField("Tolkebevis").optional()


OPTIONS = {
    "sprak": (
        Option("ar", "arabisk", group="Språk", also=("irakisk arabisk",), final=True),
        Option("so", "somali", group="Språk", final=True),
    ),
    "kommune": names_from([("4601", "Bergen"), ("0301", "Oslo")]),
}
SENT = {
    "dato": "26.11",
    "fra": "25.61",
    "kategori": ["A", "C"],
    "metode": "screen",
    "begrunnelse": "Ingen <tolk>.",
    "kommune": "Bergen",
}


def gallery(form: Form, manifest: dict[str, str], *, audience: str = "public") -> str:
    """The page as HTML in one written form."""
    loader = ChoiceLoader([FileSystemLoader(TEMPLATES), DictLoader({"gallery.html": SOURCE})])
    environment = make_environment(form, manifest=manifest, debug=False, loader=loader)
    context = {
        **LAYOUT_DEFAULTS,
        "answers": Answers(SENT, options=OPTIONS, today=date(2026, 11, 21)),
        "audience": audience,
        "start": datetime(2026, 11, 26, 9, tzinfo=UTC),
        "end": datetime(2026, 11, 26, 10, tzinfo=UTC),
        "points": [Point(str(year), value) for year, value in ((2016, 30.0), (2020, 52.0), (2022, 60.0))],
        "card": Card(
            "10427",
            "Samira Haddad",
            "woman",
            "",
            datetime(2026, 11, 23, 8, 6, tzinfo=UTC),
            (("Arabisk", "A"), ("Fransk", "D")),
            Markup('<svg viewBox="0 0 1 1" role="img" aria-label="QR"></svg>'),
            "register.example",
        ),
    }
    return environment.get_template("gallery.html").render(context)
