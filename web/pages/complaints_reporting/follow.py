"""/varsle/folg: the case code opens questions and answers. It is sent in a form and never stands in an address."""

from asyncio import sleep
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_409_CONFLICT,
    HTTP_422_UNPROCESSABLE_ENTITY,
    HTTP_429_TOO_MANY_REQUESTS,
)

from tolkeregister.complaints.reporting.cleaning import LARGEST, cleaned
from tolkeregister.complaints.reporting.commands import answer, new_code
from tolkeregister.complaints.reporting.queries import report_by_code, thread_of
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid
from tolkeregister.core.settings import Settings
from web.pages.complaints_reporting.forms import AnswerForm, CodeForm
from web.pages.complaints_reporting.sealed_state import open_values, seal_values
from web.pages.complaints_reporting.showing import LANGUAGE, files_in, language_of, show
from web.pages.page import WebRequest
from web.security.limits import FORM_BODY
from web.security.rates import REPORT, WRONG_CODE, Counters, at_most, who, window_start
from web.view.further_languages import PageLanguage
from web.view.texts import N_

FOLLOW = "/varsle/folg"
UNKNOWN = N_("Vi finner ingen sak med denne koden. Se etter at alle tegnene er med.")
TOO_OFTEN = N_("For mange forsøk. Vent et kvarter og prøv igjen.")
LATE = N_("Siden har stått åpen lenge. Skriv koden på nytt. Det du skrev, er tatt vare på.")
SENT = N_("Svaret er sendt.")
CLOSED = N_("Saken er avsluttet")
LONGEST_PAUSE = 4.0  # seconds


@get(FOLLOW, include_in_schema=False)
async def ask_code(request: WebRequest) -> Response[str]:
    """The field for the code."""
    language = language_of(request, request.query_params.get(LANGUAGE))
    return show(request, "code.html", language, answers=CodeForm.blank(), kept="")


@post(FOLLOW, include_in_schema=False, guards=[at_most(REPORT)], status_code=HTTP_200_OK,
      request_max_body_size=LARGEST + FORM_BODY)  # fmt: skip
async def follow(
    request: WebRequest, session: NamedDependency[Session], settings: NamedDependency[Settings],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Open the case by its code, or send an answer from the page that a code opened."""
    form = await request.form()
    try:
        files = await files_in(form)
    finally:
        await form.close()
    language, vault = language_of(request, form.get(LANGUAGE)), Vault.from_settings(settings)
    given = {name: each for name in ("kode", "adgang", "melding", "kladd")
             if isinstance(each := form.get(name), str)}  # fmt: skip
    if "adgang" not in given:
        return await _open(request, session, vault, language, given, now)
    opened = open_values(vault, "access", given["adgang"], now=now)
    if opened is None or opened[1]:
        kept = seal_values(vault, "kept", {"m": given.get("melding", "")[:4000]}, now=now)
        return show(request, "code.html", language, answers=CodeForm.blank(), kept=kept, notice_text=LATE,
                    status_code=HTTP_422_UNPROCESSABLE_ENTITY)  # fmt: skip
    report_id, once = int(str(opened[0]["r"])), str(opened[0]["o"])
    answers = AnswerForm({"melding": given.get("melding", "")})
    if answers.valid:
        try:
            async with session.begin_nested():
                await answer(session, vault, report_id, answers.melding or "", files=await cleaned(files), once=once,
                             now=now)  # fmt: skip
        except Invalid as refused:
            answers.refuse_reasons(refused.reasons)
        except Conflict:  # closed meanwhile, which the page itself says
            return await _thread(
                request, session, vault, language, report_id, AnswerForm.blank(), now, CLOSED
            )
        else:
            return await _thread(request, session, vault, language, report_id, AnswerForm.blank(), now, SENT)
    return await _thread(request, session, vault, language, report_id, answers, now)


async def _open(
    request: WebRequest, session: Session, vault: Vault, language: PageLanguage, given: dict[str, str],
    now: datetime,
) -> Response[str]:  # fmt: skip
    """The case, or one and the same answer for every code that opens nothing. Each wrong one makes the next slower."""
    counters: Counters = request.app.state.counters
    key, start = who(request, now), window_start(WRONG_CODE, now)
    wrong = counters.seen(WRONG_CODE, key, start)
    answers, kept = CodeForm({"kode": given.get("kode", "")}), given.get("kladd", "")
    if wrong >= WRONG_CODE.most:
        return show(request, "code.html", language, answers=CodeForm.blank(), kept=kept, notice_text=TOO_OFTEN,
                    status_code=HTTP_429_TOO_MANY_REQUESTS)  # fmt: skip
    if not answers.valid:
        return show(request, "code.html", language, answers=answers, kept=kept)
    if wrong:
        await sleep(pause_after(wrong))
    report_id = await report_by_code(session, vault, answers.kode)
    if report_id is None:
        counters.add(WRONG_CODE, key, start)
        answers.refuse("kode", "unknown", UNKNOWN)
        return show(request, "code.html", language, answers=answers, kept=kept)
    found = open_values(vault, "kept", kept, now=now)
    words = str(found[0]["m"]) if found is not None else ""
    return await _thread(
        request, session, vault, language, report_id, AnswerForm.blank(melding=words or None), now
    )


def pause_after(wrong: int) -> float:
    """Seconds to wait before a code is looked up, right or wrong, after so many wrong ones."""
    return float(min(0.25 * 2 ** (wrong - 1), LONGEST_PAUSE))


async def _thread(
    request: WebRequest, session: Session, vault: Vault, language: PageLanguage, report_id: int,
    answers: AnswerForm, now: datetime, notice: str = "",
) -> Response[str]:  # fmt: skip
    thread = await thread_of(session, vault, report_id)
    if thread is None:
        return show(request, "code.html", language, answers=CodeForm.blank(), kept="", status_code=422)
    access = seal_values(vault, "access", {"r": report_id, "o": new_code()}, now=now)
    return show(
        request, "thread.html", language, thread=thread, answers=answers, access=access,
        notice_text=notice, is_sent=notice == SENT,
        status_code=HTTP_409_CONFLICT if notice == CLOSED else None,
    )  # fmt: skip
