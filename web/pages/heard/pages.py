"""What the two ways have in common: the case's page, its papers, and each form with what it does."""

from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath

from tolkeregister.complaints.heard.access import note_look
from tolkeregister.complaints.heard.documents import open_document
from tolkeregister.complaints.heard.queries import HeardPage, heard_page
from tolkeregister.complaints.heard.statements import cleaned_files
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Conflict, Invalid, NotFound, RuleBroken
from web.forms.base import Form
from web.pages.complaints_reporting.showing import files_in
from web.pages.decisions.shown import file_answer, possible_id
from web.pages.heard.actions import ACTS, Act, Doing, offered
from web.pages.heard.ways import FILE_ENDINGS, Reach, Way, shown
from web.pages.page import see_other

DONE = "gjort"


async def case_of(reach: NamedDependency[Reach]) -> Response[str]:
    """The whole case; that it was opened is kept."""
    way = await reach()
    page = await heard_page(way.session, way.heard, now=way.now)
    await note_look(way.session, way.heard, now=way.now)
    done = ACTS.get(way.request.query_params.get(DONE, ""))
    return await shown(
        way, "heard/case.html", page, offered=offered(page, is_party=way.is_party),
        done=done.done if done is not None else "", today=oslo_date(way.now),
    )  # fmt: skip


async def paper_of(reach: NamedDependency[Reach], post_id: FromPath[int]) -> Response[Any]:
    """One paper the party may read; kept as a look."""
    way = await reach()
    file = await open_document(way.session, way.heard, possible_id(post_id), now=way.now)
    answer = file_answer(file, f"dokument-{post_id}.{FILE_ENDINGS.get(file.media_type, 'txt')}")
    answer.headers["referrer-policy"] = "no-referrer"
    return answer


async def form_of(reach: NamedDependency[Reach], action: FromPath[str]) -> Response[Any]:
    """An empty form, or back to the case when it is not offered now."""
    way = await reach()
    act = _act(way, action)
    page = await heard_page(way.session, way.heard, now=way.now)
    if not act.when(page):
        return see_other(way.request, way.base)
    today = oslo_date(way.now)
    values: dict[str, Any] = {"datert": today} if action == "fullmektig" else {}
    return await _form(way, page, action, act, act.form.blank(today=today, **values))


async def sent_to(reach: NamedDependency[Reach], action: FromPath[str]) -> Response[Any]:
    """Do it; what stands against it is said in the form, and nothing is done."""
    way = await reach()
    act = _act(way, action)
    form = await way.request.form()
    try:
        sent = await files_in(form) if act.has_files else []
        answers = act.form(form, today=oslo_date(way.now))
    finally:
        await form.close()
    status = None
    if answers.valid:
        try:
            files = await cleaned_files(sent)
            async with way.session.begin_nested():
                await act.run(Doing(way, answers, files))
            return see_other(way.request, way.base, **{DONE: action})
        except Conflict as stale:
            first = act.fields[0][0] if act.fields else ""
            answers.refuse_reasons(stale.reasons, {each.code: first for each in stale.reasons})
            status = 409
        except (Invalid, RuleBroken) as refused:
            answers.refuse_reasons(refused.reasons)
    page = await heard_page(way.session, way.heard, now=way.now)
    return await _form(way, page, action, act, answers, status)


def _act(way: Way, name: str) -> Act:
    act = ACTS.get(name)
    if act is None or (act.party_only and not way.is_party):
        raise NotFound(reason("complaint_not_found"))
    return act


async def _form(
    way: Way, page: HeardPage, name: str, act: Act, answers: Form, status_code: int | None = None
) -> Response[str]:
    last = page.refusal.appeal_by if page.refusal else None
    return await shown(
        way, "heard/form.html", page, act=act, action=f"{way.base}/{name}", answers=answers, status_code=status_code,
        is_late=last is not None and oslo_date(way.now) > last,
    )  # fmt: skip
