"""/api/v1/sprak: the list of languages that codes refer to."""

from datetime import datetime
from typing import Any, cast

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from tolkeregister.core.database import Session
from tolkeregister.entries.queries import languages_in_register
from tolkeregister.languages.queries import languages
from web.api.answers import answer, invalid
from web.api.parameters import unknown_parameters
from web.api.schemas import Sprak, Sprakliste
from web.api.words import TYPE_OF_KIND, word_for
from web.forms.base import FieldError
from web.forms.reading import read_date
from web.names import names_now
from web.pages.page import WebRequest
from web.security.rates import API, at_most
from web.view.texts import N_

KEPT_SECONDS = 300


@get("/sprak", summary="Språkene", tags=["kodeverk"], guards=[at_most(API)])
async def list_languages(
    request: WebRequest,
    session: NamedDependency[Session],
    now: NamedDependency[datetime],
    dato: FromQuery[str | None] = None,
) -> Response[Sprakliste]:
    """Every language that can be chosen on a day, as it is called that day, and how many are listed in it now."""
    if wrong := unknown_parameters(dict(request.query_params), ("dato",)):
        raise invalid(tuple(wrong))
    day = read_date(dato) if dato else None
    if dato and day is None:
        raise invalid((FieldError("dato", "date_format", N_("Skriv datoen som 2026-11-26")),))
    found_languages = (
        (await names_now(session, request.app.state, now)).languages.values()
        if day is None
        else await languages(session, on=day)
    )
    listed = {each.tag: each.interpreters for each in await languages_in_register(session, now=now)}
    found = tuple(
        Sprak(
            kode=each.tag, iso639_3=each.iso639_3, navn=each.name_nb, navn_nynorsk=each.name_nn,
            navn_engelsk=each.name_en, eget_navn=each.native, skrift=each.script,
            skriveretning=cast(Any, each.direction), type=cast(Any, word_for(TYPE_OF_KIND[each.kind])),
            tolker=listed.get(each.tag, 0),
        )
        for each in found_languages
    )  # fmt: skip
    return answer(request, Sprakliste(len(found), found), seconds=KEPT_SECONDS)
