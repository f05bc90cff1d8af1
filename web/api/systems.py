"""/api/v1/kontroll, /endringer and /nokler: for systems that check many interpreters or keep a copy of the register."""

from datetime import date, datetime
from typing import Any, cast

import msgspec
from litestar import MediaType, Response, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.status_codes import HTTP_200_OK
from msgspec import Struct

from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed
from tolkeregister.core.settings import Settings
from tolkeregister.entries.check import CheckedEntry
from tolkeregister.feed.queries import (
    MOST_NUMBERS,
    MOST_ROWS,
    ChangedEntry,
    changes_since,
    check_many,
    check_many_then,
)
from tolkeregister.tolkebevis.keys import ensure_key, known_keys, signing_kid
from tolkeregister.tolkebevis.signing import Kind, sign
from web.api.answers import answer, invalid
from web.api.parameters import ChangesOperation, repeated_parameters, unknown_parameters
from web.api.schemas import (
    Endring,
    Endringer,
    Kontrollert,
    Kontrollsporsmal,
    Kontrollsvar,
    Nokkel,
    Nokler,
    Oppforing,
    Sporsmal,
)
from web.api.words import word_for
from web.forms.base import FieldError
from web.pages.page import WebRequest
from web.pages.public.standing import MAY_ASK, end_of
from web.security.middleware import EXEMPT
from web.security.rates import API, BULK, at_most
from web.view.texts import N_

USUAL_ROWS = 500
_LONGEST_NUMBER = 20


class _Encoded(Struct, frozen=True):
    """Kontrollsvar with its answers as they are sent."""

    kontrollert: datetime
    antall: int
    svar: msgspec.Raw
    jws: str


@post(
    "/kontroll", summary="Kontroll av mange numre", tags=["systemer"], status_code=HTTP_200_OK,
    guards=[at_most(BULK)], opt={EXEMPT: "reads only, and a session gives no more than a look at its pages"},
    description=(
        "Inntil 1000 numre i ett spørsmål, besvart i samme rekkefølge, datert og signert (JWS). Utestengt, fjernet, "
        "død og aldri utstedt får samme svar. Med dato sier svaret hva registeret sa om dagen; det krever innlogging."
    ),
)  # fmt: skip
async def check_numbers(
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    settings: NamedDependency[Settings],
    data: JSONBody[Kontrollsporsmal],
) -> Response[Kontrollsvar]:
    """Raises Invalid for none or too many numbers; NotAllowed when a day is asked for without the right to."""
    asked = data.numre
    _check_question(asked, actor, oslo_date(now))
    found = await _entries_of(session, asked, now)
    answers = _answers(asked, found)
    kid = await signing_kid(session, settings.secret_key, now=now)
    if kid is None:
        kid = await ensure_key(session, settings.secret_key, now=now)
    encoded = msgspec.Raw(msgspec.json.encode(answers))  # once, for the signature and for the answer
    content = msgspec.json.encode({"kontrollert": now.isoformat(), "svar": encoded})
    signed = sign(settings.secret_key, kid, Kind.ANSWER, content)
    told = msgspec.json.encode(_Encoded(now, len(answers), encoded, signed))
    return Response(
        cast(Any, told),
        headers={"cache-control": "no-store"},
        media_type=MediaType.JSON,
        status_code=HTTP_200_OK,
    )


@get(
    "/endringer", summary="Endringer i registeret", tags=["systemer"], operation_class=ChangesOperation,
    guards=[at_most(API)],
    description=(
        "Hver oppføring som er endret siden fra, én gang, slik den er nå. Begynn med fra=0, og bruk neste som fra i "
        "neste spørsmål. Samme spørsmål kan gjentas uten skade. Behold høyeste sekvens for hver oppføring."
    ),
)  # fmt: skip
async def list_changes(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime]
) -> Response[Endringer]:
    """Raises Invalid for a cursor nobody gave, Conflict (`cursor_too_old`) when the reader must begin again."""
    given = {name: request.query_params.getall(name, []) for name in dict.fromkeys(request.query_params)}
    if wrong := [*unknown_parameters(given, ("fra", "antall")), *repeated_parameters(given)]:
        raise invalid(tuple(wrong))
    page = await changes_since(session, request.query_params.get("fra", "0"), most=_rows(request), now=now)
    content = Endringer(tuple(map(_change, page.changes)), page.following, page.has_more)
    return answer(request, content, seconds=0)


@get(
    "/nokler", summary="Alle nøkler som har signert", tags=["systemer"], guards=[at_most(API)],
    description="For svar og koder som er tatt vare på. Nøklene som gjelder nå, står i /.well-known/tolkebevis.json.",
)  # fmt: skip
async def list_keys(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime]
) -> Response[Nokler]:
    """Every key with its time; a withdrawn one must not be believed, whatever it signed."""
    keys = await known_keys(session, now=now)
    found = tuple(
        Nokkel(each.kid, each.public_x, each.signs_from, each.signs_until, each.withdrawn_at) for each in keys
    )
    return answer(request, Nokler(found), seconds=3600)


def _check_question(asked: list[Sporsmal], actor: Actor, today: date) -> None:
    if not 1 <= len(asked) <= MOST_NUMBERS:
        raise Invalid(reason("too_many_numbers", parameter="numre", most=MOST_NUMBERS))
    if any(not each.nummer or len(each.nummer) > _LONGEST_NUMBER for each in asked):
        raise invalid((FieldError("numre", "number_unreadable", N_("Et nummer er tomt eller for langt")),))
    if any(each.dato is not None for each in asked):
        if not actor.has(*MAY_ASK):
            raise NotAllowed(reason("sign_in_for_history"))
        if any(each.dato is not None and each.dato > today for each in asked):
            raise invalid((FieldError("dato", "date_in_future", N_("Datoen kan ikke være fram i tid")),))


def _answers(asked: list[Sporsmal], found: tuple[tuple[CheckedEntry, ...], ...]) -> list[Kontrollert]:
    """In the order asked; what many share is put into words once."""
    said = {entry: _entry(entry) for entry in {each for entries in found for each in entries}}
    return [
        Kontrollert(each.nummer, each.dato, bool(entries), tuple([said[entry] for entry in entries]))
        for each, entries in zip(asked, found, strict=True)
    ]


async def _entries_of(
    session: Session, asked: list[Sporsmal], now: datetime
) -> tuple[tuple[CheckedEntry, ...], ...]:
    """Two statements at most, however many numbers."""
    dated = [(each.nummer, end_of(each.dato, now)) for each in asked if each.dato is not None]
    then = iter(await check_many_then(session, dated) if dated else ())
    today = [each.nummer for each in asked if each.dato is None]
    present = await check_many(session, today, now=now) if today else {}
    return tuple(present.get(each.nummer, ()) if each.dato is None else next(then) for each in asked)


def _rows(request: WebRequest) -> int:
    said = request.query_params.get("antall")
    if said is None:
        return USUAL_ROWS
    if not (said.isascii() and said.isdigit() and len(said) <= 4 and 1 <= int(said) <= MOST_ROWS):
        raise invalid((FieldError("antall", "out_of_bounds", N_("Antallet må være fra 1 til 1000")),))
    return int(said)


def _entry(each: CheckedEntry) -> Oppforing:
    return Oppforing(each.language_tag, cast(Any, word_for(each.type)), cast(Any, each.category))


def _change(each: ChangedEntry) -> Endring:
    return Endring(
        lopenummer=each.position, sekvens=each.sequence, nummer=each.number, sprak=each.language_tag,
        type=cast(Any, word_for(each.type)), gyldig=each.category is not None,
        kategori=cast(Any, each.category), gyldig_til=each.holds_until,
    )  # fmt: skip
