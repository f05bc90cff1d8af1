"""/finn-tolk: the front page, the answer to a search, and the choice when a word can be many languages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from booking.exceptions.searching import keep_search
from booking.search.alternatives import Alternatives, alternatives
from booking.search.queries import SearchAnswer, SearchCriteria, find
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.languages.queries import WordMeaning, meaning_of
from web.dependencies import KEEPS_EVIDENCE
from web.forms.texts import ERRORS
from web.names import Names, names_now
from web.pages.page import WebRequest, render, written_form
from web.pages.public.search_form import SearchForm, blank_form, criteria_of, search_form
from web.pages.public.search_view import filters_of, groups_of, period_of
from web.pages.statistics.meters import national_meter
from web.security.rates import SEARCH, at_most
from web.view.addresses import Form as WrittenForm
from web.view.addresses import address

PER_CATEGORY = 6  # some twenty on a page
Query = Mapping[str, Sequence[str]]


@get("/", include_in_schema=False, status_code=HTTP_303_SEE_OTHER)
async def front_page(request: WebRequest) -> Redirect:
    """The front page is the search."""
    return Redirect(address("/finn-tolk", written_form(request)), status_code=HTTP_303_SEE_OTHER)


@get("/finn-tolk", include_in_schema=False, guards=[at_most(SEARCH)], opt={KEEPS_EVIDENCE: True})
async def find_interpreter(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """The empty form, a choice of languages, what must be mended (422), or everybody who fits, best first."""
    names = await names_now(session, request.app.state, now)
    meter = await national_meter(request.app.state, session, now=now)
    shared: dict[str, Any] = {"names": names, "meters": (meter,)}
    written, today, given = written_form(request), oslo_date(now), _query(request)
    if not any(given.values()):
        return _shown(request, blank_form(names, form=written, today=today), **shared)
    word = _typed_word(given, names)
    meaning = await meaning_of(session, word, on=today) if word else None
    answers = search_form(_with_meaning(given, word, meaning), names, form=written, today=today)
    answers.check_time(now)
    if meaning and not meaning.tags and not answers["ord"].error:
        answers.refuse("ord", "language_unknown", ERRORS["language_unknown"])
    if not answers.valid:
        return _shown(request, answers, **shared)
    if meaning and not meaning.is_certain:
        return _shown(request, answers, word=word, meanings=meaning.tags, **shared)
    return _shown(
        request, answers, word=word, **shared, **await _found(session, actor, names, answers, written, now)
    )


async def _found(
    session: Session, actor: Actor, names: Names, answers: SearchForm, written: WrittenForm, now: datetime
) -> dict[str, Any]:
    """Everybody who fits, as the page shows them."""
    page = answers.side or 1
    criteria = criteria_of(answers, names, actor, page=page, per_category=PER_CATEGORY)
    found = await find(session, criteria, now=now)
    await keep_search(session, actor, criteria, found, now=now)
    return {
        "found": found, "groups": groups_of(found), "period": period_of(answers), "page": page,
        "filters": filters_of(answers, found.facets, names, written),
        "alternatives": await _better_times(session, criteria, found, now),
    }  # fmt: skip


async def _better_times(
    session: Session, criteria: SearchCriteria, found: SearchAnswer, now: datetime
) -> Alternatives | None:
    """Other times and modes, when nobody in A to C is known to be free at the asked time."""
    if (
        criteria.starts_at is None
        or criteria.mode is None
        or criteria.language_tag is None
        or criteria.page > 1
    ):
        return None
    if any(each.availability == "free" and each.category <= "C" for each in found.interpreters):
        return None
    return await alternatives(session, criteria, now=now)


def _shown(request: WebRequest, answers: SearchForm, **more: Any) -> Response[str]:
    context: dict[str, Any] = {"found": None, "alternatives": None, "word": "", "meanings": (), **more}
    return render(request, "public/find.html", answers=answers, **context)


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


def _with_meaning(given: Query, word: str, meaning: WordMeaning | None) -> Query:
    """The query with the typed word as a language when that is certain, else as a word in its own field."""
    if meaning is None:
        return given
    return (
        {**given, "sprak": meaning.tags, "ord": ()}
        if meaning.is_certain
        else {**given, "sprak": (), "ord": (word,)}
    )
