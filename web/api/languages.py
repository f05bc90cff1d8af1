"""/api/v1/sprak: the list of languages that codes refer to."""

from datetime import datetime
from typing import Any, cast

from litestar import Response, get
from litestar.di import NamedDependency

from tolkeregister.core.database import Session
from tolkeregister.entries.queries import languages_in_register
from web.api.answers import answer, invalid
from web.api.parameters import unknown_parameters
from web.api.schemas import Sprak, Sprakliste
from web.api.words import TYPE_OF_KIND, word_for
from web.names import names_now
from web.pages.page import WebRequest
from web.security.rates import API, at_most

KEPT_SECONDS = 300


@get("/sprak", summary="Språkene", tags=["kodeverk"], guards=[at_most(API)])
async def list_languages(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime]
) -> Response[Sprakliste]:
    """Every language in use, and how many are listed in it."""
    if wrong := unknown_parameters(dict(request.query_params), ()):
        raise invalid(tuple(wrong))
    names = await names_now(session, request.app.state, now)
    listed = {each.tag: each.interpreters for each in await languages_in_register(session, now=now)}
    found = tuple(
        Sprak(
            kode=each.tag, iso639_3=each.iso639_3, navn=each.name_nb, navn_nynorsk=each.name_nn,
            navn_engelsk=each.name_en, eget_navn=each.native, skrift=each.script,
            skriveretning=cast(Any, each.direction), type=cast(Any, word_for(TYPE_OF_KIND[each.kind])),
            tolker=listed.get(each.tag, 0),
        )
        for each in names.languages.values()
    )  # fmt: skip
    return answer(request, Sprakliste(len(found), found), seconds=KEPT_SECONDS)
