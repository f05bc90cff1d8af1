"""The parameters of the API: read as the search form reads them, and described for machines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from litestar.openapi.spec import Example, Operation, Parameter, Schema
from litestar.openapi.spec.enums import OpenAPIType

from tolkeregister.core.actor import Actor
from web.api.answers import invalid
from web.api.words import CATEGORIES, GENDERS, MODES, TYPES
from web.forms.base import FieldError
from web.names import Names
from web.pages.page import WebRequest
from web.pages.public.search_form import SearchForm, search_form
from web.view.texts import N_

NOT_ASKED = ("ord",)  # a typed word is for people: a program sends a tag


class ApiSearchForm(SearchForm):
    """The search form where nothing need be asked: then everybody is the answer."""

    must_ask = False


def read_search(request: WebRequest, names: Names, actor: Actor, now: datetime, today: date) -> SearchForm:
    """The typed parameters. Raises Invalid with every parameter that is unknown or cannot be read."""
    given: dict[str, Sequence[str]] = {
        name: request.query_params.getall(name, []) for name in dict.fromkeys(request.query_params)
    }
    known = [name for name in ApiSearchForm._fields if name not in NOT_ASKED]
    asked = search_form(
        {k: v for k, v in given.items() if k in known}, names, form="nb", today=today, kind=ApiSearchForm
    )
    asked.check_time(now)
    errors = [*asked.errors, *unknown_parameters(given, known), *repeated_parameters(given)]
    if given.get("klarering") and not actor.is_public_body:
        errors.append(
            FieldError(
                "klarering", "sign_in_needed", N_("Bare innloggede virksomheter kan søke etter klarering")
            )
        )
    if errors:
        raise invalid(tuple(errors))
    return asked


def unknown_parameters(given: Mapping[str, Any], known: Sequence[str]) -> list[FieldError]:
    """A misspelt parameter is an error, or the answer would be to another question."""
    return [
        FieldError(name[:40], "unknown_parameter", N_("Parameteren finnes ikke"))
        for name in given
        if name not in known
    ]


def repeated_parameters(given: Mapping[str, Sequence[str]]) -> list[FieldError]:
    """Each parameter takes one value."""
    return [
        FieldError(name[:40], "repeated_parameter", N_("Parameteren kan bare ha én verdi"))
        for name, values in given.items()
        if len(values) > 1
    ]


def _parameter(name: str, description: str, example: str, values: Sequence[str] = ()) -> Parameter:
    kind = (
        OpenAPIType.INTEGER
        if example.isdigit() and name in ("varighet", "avstand", "side", "antall")
        else OpenAPIType.STRING
    )
    return Parameter(
        name=name,
        param_in="query",
        description=description,
        required=False,
        schema=Schema(type=kind, enum=list(values) or None),
        examples={name: Example(value=int(example) if kind is OpenAPIType.INTEGER else example)},
    )


SEARCH_PARAMETERS = (
    _parameter("sprak", "Språkets kode, fra /api/v1/sprak", "ar"),
    _parameter("type", "Type tolking; vanligvis følger den av språket", "tale", tuple(TYPES)),
    _parameter("kategori", "Denne kategorien eller bedre", "C", CATEGORIES),
    _parameter("kjonn", "Tolkens kjønn", "kvinne", tuple(GENDERS)),
    _parameter("fylke", "Fylkesnummer der tolken bor", "03"),
    _parameter("metode", "Tolkemetode", "skjerm", tuple(MODES)),
    _parameter("sted", "Kommunenummer der samtalen er, ved fremmøte", "0301"),
    _parameter("avstand", "Høyst så mange kilometer (anslag langs vei) fra stedet", "100"),
    _parameter("tema", "Sektorkode tolken har oppgitt erfaring fra", "HELSE"),
    _parameter("klarering", "«ja» for sikkerhetsklarerte; bare for innloggede virksomheter", "ja", ("ja",)),
    _parameter("navn", "Navn eller tolkenummer", "10427"),
    _parameter("dato", "Dag, sammen med fra", "2026-11-26"),
    _parameter("fra", "Klokkeslett i Norge, sammen med dato", "10:00"),
    _parameter("varighet", "Minutter; 60 når den ikke er oppgitt", "60"),
    _parameter("side", "Del av svaret, fra 1", "1"),
)
TIME_PARAMETERS = (
    _parameter(
        "gjelder",
        "Dagen svaret gjelder. Krever innlogging som virksomhet, formidler eller IMDi",
        "2026-03-01",
    ),
    _parameter("kjent", "Dagens kunnskap svaret bygger på; ellers samme dag som gjelder", "2026-03-01"),
)


@dataclass
class SearchOperation(Operation):
    """The search with its parameters."""

    def __post_init__(self) -> None:
        """Describe what the handler reads from the query itself."""
        self.parameters = list(SEARCH_PARAMETERS)


@dataclass
class OneOperation(Operation):
    """One interpreter: the number in the path, and two days."""

    def __post_init__(self) -> None:
        """Describe what the handler reads from the query itself."""
        self.parameters = [*(self.parameters or []), *TIME_PARAMETERS]


CHANGES_PARAMETERS = (
    _parameter("fra", "Hvor du er kommet: 0 første gang, så neste fra forrige svar", "0"),
    _parameter("antall", "Høyst så mange endringer i svaret, fra 1 til 1000; vanligvis 500", "500"),
)


@dataclass
class ChangesOperation(Operation):
    """The changes with their parameters."""

    def __post_init__(self) -> None:
        """Describe what the handler reads from the query itself."""
        self.parameters = list(CHANGES_PARAMETERS)
