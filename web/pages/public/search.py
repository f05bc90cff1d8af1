"""/finn-tolk: the front page, the answer to a search, and the choice when a word can mean several languages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.response import Redirect
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER, HTTP_422_UNPROCESSABLE_ENTITY

from booking.search.queries import find
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.languages.queries import meaning_of
from web.names import Names, names_now
from web.pages.page import WebRequest, render, written_form
from web.pages.public.search_form import SearchForm, blank_form, criteria_of, search_form
from web.pages.public.search_view import filters_of, groups_of, period_of
from web.security.rates import SEARCH, at_most
from web.view.addresses import address
from web.view.texts import N_

PER_CATEGORY = 10
Query = Mapping[str, Sequence[str]]


@get("/", include_in_schema=False, status_code=HTTP_303_SEE_OTHER)
async def front_page(request: WebRequest) -> Redirect:
    """The front page is the search."""
    return Redirect(address("/finn-tolk", written_form(request)), status_code=HTTP_303_SEE_OTHER)


@get("/finn-tolk", include_in_schema=False, guards=[at_most(SEARCH)])
async def find_interpreter(
    request: WebRequest, session: Session, actor: Actor, now: datetime
) -> Response[str]:
    """The empty form, a choice of languages, what must be mended (422), or everybody who fits, best first."""
    names = await names_now(session, request.app.state, now)
    given = _query(request)
    typed = _typed_word(given, names)
    if not any(values for values in given.values()):
        return _shown(request, names, blank_form(names, form=written_form(request), today=oslo_date(now)))
    meaning = await meaning_of(session, typed, on=oslo_date(now)) if typed else None
    if meaning and meaning.is_certain:
        given = {**given, "sprak": list(meaning.tags), "ord": []}
    elif meaning:
        given = {**given, "sprak": [], "ord": [typed]}
    answers = search_form(given, names, form=written_form(request), today=oslo_date(now))
    answers.check_time(now)
    if meaning and not meaning.tags and not answers["ord"].error:
        answers.refuse("ord", "language_unknown", N_("Vi finner ikke språket. Velg et språk fra listen"))
    if not answers.valid:
        return _shown(request, names, answers, status_code=HTTP_422_UNPROCESSABLE_ENTITY)
    if meaning and not meaning.is_certain:
        return _shown(request, names, answers, word=typed, meanings=meaning.tags)
    return await _answer(request, session, actor, names, answers, now, word=typed)


async def _answer(
    request: WebRequest, session: Session, actor: Actor, names: Names, answers: SearchForm, now: datetime,
    *, word: str,
) -> Response[str]:  # fmt: skip
    page = answers.side or 1
    criteria = criteria_of(answers, names, actor, page=page, per_category=PER_CATEGORY)
    found = await find(session, criteria, now=now)
    return _shown(
        request, names, answers, found=found, groups=groups_of(found), period=period_of(answers), page=page,
        filters=filters_of(answers, found.facets, names, written_form(request)), word=word,
    )  # fmt: skip


def _shown(
    request: WebRequest, names: Names, answers: SearchForm, *, status_code: int = HTTP_200_OK, **more: Any
) -> Response[str]:
    context: dict[str, Any] = {"found": None, "word": "", "meanings": (), **more}
    return render(
        request, "public/find.html", status_code=status_code, answers=answers, names=names, **context
    )


def _query(request: WebRequest) -> Query:
    """Every parameter with its values that are not empty."""
    query: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        query.setdefault(name, [])
        if value.strip():
            query[name].append(value.strip())
    return query


def _typed_word(given: Query, names: Names) -> str:
    """What was typed as a language: in the field for words, or as `sprak` when that is no language's tag."""
    word = next(iter(given.get("ord", ())), "")
    tag = next(iter(given.get("sprak", ())), "")
    return word or ("" if tag in names.languages else tag)
