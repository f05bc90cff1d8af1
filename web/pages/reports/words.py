"""/rapport/ord and /sak/rapporter: words nobody knows, and what they mean, said by reporter or directorate."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from booking.reports.queries import WaitingWord, waiting_words
from booking.reports.worklist import decide_word, decide_word_for_everybody
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from web.names import names_now
from web.pages.directorate.staff_page import STAFF, render_staff
from web.pages.page import WebRequest, see_other, written_form
from web.pages.reports.forms import NOTHING, MeaningForm, meanings
from web.pages.reports.upload import REPORTERS
from web.security.limits import FORM_BODY

OWN, ALL = "/rapport/ord", "/sak/rapporter"


@get(OWN, include_in_schema=False, guards=REPORTERS)
async def show_own_words(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The words of the reporter's own files, most rows first."""
    return await _list(request, session, actor, now, OWN)


@get(f"{OWN}/{{word_id:int}}", include_in_schema=False, guards=REPORTERS)
async def ask_own_word(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], word_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """What one word may mean."""
    return await _ask(request, session, actor, now, word_id, OWN)


@post(f"{OWN}/{{word_id:int}}", include_in_schema=False, guards=REPORTERS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def tell_own_word(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], word_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Keep what it means in this reporter's files; those that wait for it are read again."""
    word, answers = await _told(request, session, actor, now, word_id)
    if not answers.valid:
        return await _ask(request, session, actor, now, word_id, OWN, answers)
    files = await decide_word(session, actor, word.id, _meaning(answers), now=now)
    return see_other(request, OWN, lest=files)


@get(ALL, include_in_schema=False, guards=STAFF)
async def show_all_words(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The words of everybody's files."""
    return await _list(request, session, actor, now, ALL)


@get(f"{ALL}/{{word_id:int}}", include_in_schema=False, guards=STAFF)
async def ask_word_of_all(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], word_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """What one word may mean in everybody's files."""
    return await _ask(request, session, actor, now, word_id, ALL)


@post(f"{ALL}/{{word_id:int}}", include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def tell_word_of_all(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], word_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """Keep what it means for everybody, now and in what comes."""
    word, answers = await _told(request, session, actor, now, word_id)
    if not answers.valid:
        return await _ask(request, session, actor, now, word_id, ALL, answers)
    files = await decide_word_for_everybody(session, actor, word.kind, word.word, _meaning(answers), now=now)
    return see_other(request, ALL, lest=files)


def _meaning(answers: MeaningForm) -> str | None:
    return None if answers.betydning == NOTHING else answers.betydning


async def _told(
    request: WebRequest, session: Session, actor: Actor, now: datetime, word_id: int
) -> tuple[WaitingWord, MeaningForm]:
    word = await _word(session, actor, word_id)
    names = await names_now(session, request.app.state, now)
    options = meanings(word, names, written_form(request))
    return word, MeaningForm(await request.form(), options=options)


async def _list(
    request: WebRequest, session: Session, actor: Actor, now: datetime, here: str
) -> Response[str]:
    files = request.query_params.get("lest", "")
    return await render_staff(
        request, session, actor, "reports/words.html", now=now, here=here, is_staff=here == ALL,
        words=await waiting_words(session, actor),
        files_read=int(files) if files.isascii() and files.isdigit() and len(files) < 6 else None,
    )  # fmt: skip


async def _ask(
    request: WebRequest, session: Session, actor: Actor, now: datetime, word_id: int, here: str,
    answers: MeaningForm | None = None,
) -> Response[str]:  # fmt: skip
    word = await _word(session, actor, word_id)
    names = await names_now(session, request.app.state, now)
    options = meanings(word, names, written_form(request))
    return await render_staff(
        request, session, actor, "reports/word.html", now=now, here=here, is_staff=here == ALL, word=word,
        answers=answers or MeaningForm.blank(options=options),
    )  # fmt: skip


async def _word(session: Session, actor: Actor, word_id: int) -> WaitingWord:
    """One of the words that wait. Raises NotFound for others', and for one that has been decided."""
    found = {each.id: each for each in await waiting_words(session, actor)}.get(word_id)
    if found is None:
        raise NotFound(reason("word_not_found"))
    return found
