"""The search form at /finn-tolk: which answers it takes, and the question they become."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from booking.search.queries import SearchCriteria
from tolkeregister.core.actor import Actor
from tolkeregister.core.rules.oslo_time import Ambiguous, Instant, wall_clock
from web.api.words import CATEGORIES, GENDERS, MODES, TYPE_OF_KIND, TYPES
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, LanguageField, MunicipalityField, YesField
from web.forms.options import Option, names_from
from web.forms.text_fields import NumberField, TextField
from web.forms.time_fields import ClockField, DateField, DurationField
from web.names import Names
from web.view.addresses import Form as WrittenForm
from web.view.labels import LABELS
from web.view.texts import N_

USUAL_MINUTES = 60
LONGEST_AHEAD = timedelta(days=730)
TOO_LATE = N_("Datoen må være %(latest)s eller tidligere")
DURATIONS = tuple(
    Option(str(minutes), words)
    for minutes, words in (
        (30, N_("30 minutter")), (45, N_("45 minutter")), (60, N_("1 time")), (90, N_("1,5 timer")),
        (120, N_("2 timer")), (180, N_("3 timer")), (240, N_("4 timer")), (360, N_("6 timer")),
        (450, N_("7,5 timer")),
    )
)  # fmt: skip
MODE_OPTIONS = tuple(Option(word, LABELS["mode"][code]) for word, code in MODES.items())
TYPE_OPTIONS = tuple(Option(word, LABELS["type"][code]) for word, code in TYPES.items())
GENDER_OPTIONS = tuple(Option(word, LABELS["gender"][code]) for word, code in GENDERS.items())
CATEGORY_OPTIONS = names_from((letter, letter) for letter in CATEGORIES)
DISTANCES = ("25", "50", "100", "200", "400")

# The names of the query (decisions on the API use the same), in the order of the page.
MAIN = ("sprak", "dato", "fra", "varighet", "metode", "sted")
FILTERS = ("kategori", "kjonn", "tema", "fylke", "avstand", "type", "klarering", "navn")


class SearchForm(Form):
    """What somebody looks for. Everything may be left out, but on the page something must be asked."""

    must_ask = True

    sprak = LanguageField(N_("Språk")).optional()
    ord = TextField(
        N_("Skriv språket med egne ord"), most=60, help=N_("For eksempel «sorani» eller «afghansk»")
    ).optional()
    dato = DateField(N_("Dato"), not_past=True).optional()
    fra = ClockField(N_("Fra kl.")).optional()
    varighet = DurationField(N_("Varighet"), options=DURATIONS).optional()
    metode = ChoiceField(
        N_("Tolkemetode"),
        options=MODE_OPTIONS,
        says={"not_an_option": N_("Velg skjerm, telefon eller fremmøte")},
    ).optional()
    sted = MunicipalityField(N_("Kommunen samtalen er i")).optional()
    kategori = ChoiceField(N_("Kategori"), options=CATEGORY_OPTIONS).optional()
    kjonn = ChoiceField(N_("Tolkens kjønn"), options=GENDER_OPTIONS).optional()
    tema = ChoiceField(N_("Erfaring fra")).optional()
    fylke = ChoiceField(N_("Tolkens bosted")).optional()
    avstand = NumberField(N_("Avstand i kilometer"), least=1, most=3000).optional()
    type = ChoiceField(N_("Type tolking"), options=TYPE_OPTIONS).optional()
    klarering = YesField(N_("Sikkerhetsklarert"))
    navn = TextField(N_("Navn eller tolkenummer"), most=80).optional()
    side = NumberField(N_("Side"), least=1, most=1000).optional()

    def check(self) -> None:
        """Something must be asked, and a time is a day and a clock time together."""
        if self.must_ask and not any((self.sprak, self.ord, self.navn, self.fylke, self.type)):
            self.refuse("sprak", "missing", N_("Velg språk"))
        if self.dato and self.fra is None:
            self.refuse("fra", "missing", N_("Skriv når samtalen begynner"))
        if self.fra is not None and not self.dato:
            self.refuse("dato", "missing", N_("Velg hvilken dag samtalen er"))
        latest = self.today + LONGEST_AHEAD
        if self.dato and self.dato > latest:
            self.refuse("dato", "date_too_late", TOO_LATE, latest=latest)

    def check_time(self, now: datetime) -> None:
        """The time must exist on that day's clock and not have passed."""
        if not self.valid or self.dato is None or self.fra is None:
            return
        start = starts_at(self.dato, self.fra)
        if start is None:
            self.refuse("fra", "time_missing", N_("Klokka stilles denne natten, så tidspunktet finnes ikke"))
        elif start < now:
            self.refuse("fra", "time_past", N_("Klokkeslettet er passert. Velg et senere tidspunkt"))

    def is_blank(self) -> bool:
        """Whether nothing was sent at all: the front page."""
        return not any(self[name].values for name in self.names)

    def pairs(self, **changes: str | None) -> list[tuple[str, object]]:
        """The query of this search without page and typed word, with some answers changed."""
        given = {name: self[name].value for name in (*MAIN, *FILTERS)} | changes
        if not given["dato"]:
            given["varighet"] = None
        return [(name, value) for name, value in given.items() if value]


def search_form(
    given: Mapping[str, Sequence[str]],
    names: Names,
    *,
    form: WrittenForm,
    today: date,
    kind: type["SearchForm"] = SearchForm,
) -> SearchForm:
    """The form with what stands in the address; an hour unless something else is said."""
    given = given if given.get("varighet") else {**given, "varighet": (str(USUAL_MINUTES),)}
    with_places = bool(given.get("sted")) or "fremmote" in given.get("metode", ())
    return kind(given, options=_options(names, form, with_places=with_places), today=today)


def blank_form(names: Names, *, form: WrittenForm, today: date) -> SearchForm:
    """The form of the front page."""
    return SearchForm.blank(options=_options(names, form), today=today, varighet=USUAL_MINUTES)


def _options(names: Names, form: WrittenForm, *, with_places: bool = False) -> dict[str, Sequence[Option]]:
    """The municipalities weigh as much as the rest of the page: only where a place is asked for."""
    return {
        "sprak": names.options[form],
        "sted": names.municipality_options if with_places else (),
        "fylke": names.county_options,
        "tema": names.subject_options[form],
    }


def starts_at(day: date, minute: int) -> datetime | None:
    """The instant of a local time; the first when the hour is repeated, None when it is skipped."""
    clock = wall_clock(day, minute)
    if isinstance(clock, Instant):
        return clock.at
    return clock.earlier if isinstance(clock, Ambiguous) else None


def happens_twice(form: SearchForm) -> bool:
    """Whether the clock shows this time twice that night; the page then says which one was meant."""
    has_time = form.dato is not None and form.fra is not None
    return has_time and isinstance(wall_clock(form.dato, form.fra), Ambiguous)  # type: ignore[arg-type]


def criteria_of(
    form: SearchForm, names: Names, actor: Actor, *, page: int, per_category: int
) -> SearchCriteria:
    """The question to the register. Only signed-in bodies can ask about clearance (decision 18)."""
    start = starts_at(form.dato, form.fra) if form.dato is not None and form.fra is not None else None
    language = names.languages.get(form.sprak or "")
    return SearchCriteria(
        language_tag=form.sprak,
        type=TYPES[form.type] if form.type else (TYPE_OF_KIND[language.kind] if language else None),
        least_category=form.kategori or "E",
        gender=GENDERS[form.kjonn] if form.kjonn else None,
        county_code=form.fylke,
        municipality_code=form.sted if form.metode == "fremmote" else None,
        max_km=form.avstand,
        mode=MODES[form.metode] if form.metode else None,
        subject=form.tema,
        needs_clearance=form.klarering and actor.is_public_body,
        name_or_number=form.navn,
        starts_at=start,
        ends_at=start + timedelta(minutes=form.varighet or USUAL_MINUTES) if start else None,
        page=page,
        per_category=per_category,
    )
