"""/api/v1/tolker: the search and one interpreter, as the pages show them."""

from datetime import date, datetime
from typing import Any, cast

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from booking.search.queries import FoundInterpreter, SearchAnswer, find
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed, NotFound
from tolkeregister.entries.check import entries_then, valid_number
from tolkeregister.entries.queries import profile
from tolkeregister.profiles.consent import published
from web.api.answers import answer, invalid
from web.api.parameters import (
    OneOperation,
    SearchOperation,
    read_search,
    repeated_parameters,
    unknown_parameters,
)
from web.api.schemas import Fasetter, Kontakt, Oppforing, Tolk, TolkDa, TolkITreff, Treff
from web.api.words import word_for
from web.names import names_now
from web.pages.page import WebRequest
from web.pages.public.search_form import SearchForm, criteria_of
from web.pages.public.standing import MAY_ASK, DaysForm, end_of
from web.security.rates import API, at_most
from web.view.addresses import address

PER_CATEGORY = 10
KEPT_SECONDS = 60  # a search may be a minute old; a look-up of one interpreter never is


@get(
    "/tolker", summary="Søk etter tolker", tags=["tolker"], operation_class=SearchOperation, guards=[at_most(API)],
    description="Alle som passer, best kvalifisert først. Uten dato og fra sier svaret ingenting om ledig tid.",
)  # fmt: skip
async def search_interpreters(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Treff]:
    """Raises Invalid with every parameter that is wrong."""
    names = await names_now(session, request.app.state, now)
    asked = read_search(request, names, actor, now, oslo_date(now))
    criteria = criteria_of(asked, names, actor, page=asked.side or 1, per_category=PER_CATEGORY)
    found = await find(session, criteria, now=now)
    return answer(request, _found(found, asked, request), seconds=KEPT_SECONDS)


@get(
    "/tolker/{nummer:str}", summary="Én tolk", tags=["tolker"], operation_class=OneOperation, guards=[at_most(API)],
    description=(
        "Tolken slik registeret er nå. Et nummer som ikke står i registeret, gir 404, uansett grunn. "
        "Med gjelder (og kjent) svarer vi hva registeret sa en bestemt dag."
    ),
)  # fmt: skip
async def one_interpreter(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    nummer: FromPath[str],
) -> Response[Tolk | TolkDa]:
    """NotFound for everybody who is not listed; NotAllowed when a day is asked for without the right to."""
    given = {name: request.query_params.getall(name, []) for name in dict.fromkeys(request.query_params)}
    if wrong := [*unknown_parameters(given, ("gjelder", "kjent")), *repeated_parameters(given)]:
        raise invalid(tuple(wrong))
    if given:
        return cast(Response[Any], await _then(request, session, actor, now, nummer))
    shown = await profile(session, nummer, now=now) if await valid_number(session, nummer, now=now) else None
    if shown is None:
        raise NotFound
    own = await published(session, shown.number)
    content = Tolk(
        nummer=shown.number, navn=shown.name, kjonn=_word(shown.gender), fylke=shown.county_code,
        oppforinger=tuple(_entry(each) for each in shown.entries), metoder=_words(shown.modes),
        temaer=shown.subjects, tilgjengelighet=_word(shown.availability_level),
        i_registeret_siden=shown.listed_since, aktiv=own.inactive_since is None, bekreftet=own.confirmed_at,
        kontakt=Kontakt(own.phone, own.email, own.street_address, own.website), kontrollert=now,
    )  # fmt: skip
    return answer(request, content, seconds=0, tag_without=("kontrollert",))


async def _then(
    request: WebRequest, session: Session, actor: Actor, now: datetime, number: str
) -> Response[TolkDa]:
    if not actor.has(*MAY_ASK):
        raise NotAllowed(reason("sign_in_for_history"))
    asked = DaysForm(request.query_params, today=oslo_date(now))
    if not asked.valid:
        raise invalid(asked.errors)
    known: date = asked.kjent or asked.gjelder
    entries = await entries_then(
        session, number, valid_at=end_of(asked.gjelder, now), known_at=end_of(known, now)
    )
    content = TolkDa(number, asked.gjelder, known, tuple(_entry(each) for each in entries))
    return answer(request, content, seconds=0)


def _found(found: SearchAnswer, asked: SearchForm, request: WebRequest) -> Treff:
    facets = found.facets
    return Treff(
        antall=found.count,
        antall_opptatt=found.busy,
        tolker=tuple(_interpreter(each) for each in found.interpreters),
        fasetter=Fasetter(
            kategori=facets.category,
            kjonn={word_for(code): count for code, count in facets.gender.items()},
            fylke=facets.county,
            tema=facets.subject,
        ),
        neste=_next(found, request),
    )


def _next(found: SearchAnswer, request: WebRequest) -> str | None:
    if found.next_page is None:
        return None
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name != "side"]
    base: str = request.app.state.settings.base_url
    return base + address("/api/v1/tolker", "nb", [*pairs, ("side", found.next_page)])


def _interpreter(each: FoundInterpreter) -> TolkITreff:
    return TolkITreff(
        nummer=each.number, navn=each.name, kjonn=_word(each.gender), fylke=each.county_code,
        kategori=cast(Any, each.category), oppforinger=tuple(_entry(entry) for entry in each.entries),
        metoder=_words(each.modes), temaer=each.subjects, tilgjengelighet=_word(each.availability_level),
        ledighet=_word(each.availability) if each.availability else None, avstand_km=each.km,
    )  # fmt: skip


def _entry(each: Any) -> Oppforing:
    return Oppforing(each.language_tag, _word(each.type), each.category)


def _word(code: str) -> Any:
    return word_for(code)


def _words(codes: tuple[str, ...]) -> Any:
    return tuple(word_for(code) for code in codes)
