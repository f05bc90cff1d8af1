"""/tolk/{number}: what the public may see of a listed interpreter. Everybody else is one and the same 404."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from booking.availability.free_times import free_times
from qualification.evidence.held import HeldEvidence, held_evidence
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from tolkeregister.entries.check import valid_number
from tolkeregister.entries.queries import ListedEntry, Profile, profile
from tolkeregister.profiles.consent import published
from web.names import names_now
from web.pages.card.showing import photo_address
from web.pages.page import WebRequest, render, written_form
from web.pages.public.search_form import MAIN, search_form
from web.pages.public.search_view import period_of
from web.pages.public.week import days_of, week_of
from web.security.rates import SEARCH, at_most

PERSON_LEVEL = "tao"  # counts for every entry of the person


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One entry with the evidence it rests on."""

    language_tag: str
    type: str
    category: str
    evidence: tuple[HeldEvidence, ...]


@get("/tolk/{number:str}", include_in_schema=False, guards=[at_most(SEARCH)])
async def show_profile(
    request: WebRequest,
    session: NamedDependency[Session],
    now: NamedDependency[datetime],
    number: FromPath[str],
) -> Response[str]:
    """The profile with this week's free times; NotFound for everybody who is not listed (decision 17)."""
    shown = await _listed(session, number, now)
    evidence = await held_evidence(session, number, now=now)
    entries = tuple(
        ShownEntry(each.language_tag, each.type, each.category, _evidence_for(each, evidence))
        for each in shown.entries
    )
    names = await names_now(session, request.app.state, now)
    spoken = tuple(
        dict.fromkeys(names.language(each.language_tag, written_form(request)) for each in entries)
    )
    own = await published(session, shown.number)
    return await _page(
        request, session, now, shown, "public/profile.html", entries=entries, spoken=spoken, own=own,
        photo=photo_address(own.photo),
    )  # fmt: skip


@get("/tolk/{number:str}/ledig", include_in_schema=False, guards=[at_most(SEARCH)])
async def show_free_times(
    request: WebRequest,
    session: NamedDependency[Session],
    now: NamedDependency[datetime],
    number: FromPath[str],
) -> Response[str]:
    """The free times of one week."""
    shown = await _listed(session, number, now)
    return await _page(request, session, now, shown, "public/free_times.html")


async def _listed(session: Session, number: str, now: datetime) -> Profile:
    # one statement decides, so that removed and never issued take the same time
    shown = await profile(session, number, now=now) if await valid_number(session, number, now=now) else None
    if shown is None:
        raise NotFound
    return shown


async def _page(
    request: WebRequest, session: Session, now: datetime, shown: Profile, template: str, **more: Any
) -> Response[str]:
    names = await names_now(session, request.app.state, now)
    asked = search_form(
        {name: request.query_params.getall(name, []) for name in MAIN},
        names, form=written_form(request), today=oslo_date(now),
    )  # fmt: skip
    asked.check_time(now)
    wanted = asked.dato if asked.valid else None
    week = week_of(request.query_params.get("uke", ""), now=now, wanted=wanted)
    free = await free_times(session, shown.number, week.period, now=now)
    language = asked.sprak if asked.valid and asked.sprak else shown.entries[0].language_tag
    return render(
        request, template, interpreter=shown, names=names, week=week, days=days_of(week, free.times),
        is_stated=free.is_stated, asked_pairs=asked.pairs() if asked.valid else [], language=language,
        period=period_of(asked) if asked.valid else None, mode=asked.metode if asked.valid else None, **more,
    )  # fmt: skip


def _evidence_for(entry: ListedEntry, evidence: Iterable[HeldEvidence]) -> tuple[HeldEvidence, ...]:
    """What counts for this language and type; evidence without a type is for speech (rule Q4)."""
    return tuple(
        each
        for each in evidence
        if each.kind == PERSON_LEVEL
        or (each.language_tag == entry.language_tag and (each.type or "speech") == entry.type)
    )
