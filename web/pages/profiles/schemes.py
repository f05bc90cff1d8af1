"""/sak/regler: the rules for categories day by day, run again over everybody, and drafts of new ones."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from qualification.categories.drafting import (
    add_route,
    discard_scheme,
    draft_scheme,
    drop_route,
    note_preview,
    put_in_force,
)
from qualification.categories.rerun import Rerun, rerun
from qualification.categories.rules.drafts import starts_at
from qualification.categories.rules.schemes import Scheme
from qualification.categories.schemes import SchemeDraft, scheme_draft, scheme_drafts, schemes_in_force
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, NotFound, RuleBroken
from web.forms.options import Option
from web.pages.directorate.staff_page import STAFF, page_number, render_staff
from web.pages.interpreter.own_page import possible_id
from web.pages.page import WebRequest, see_other, written_form
from web.pages.profiles.forms import RerunForm, RouteForm, SchemeForm
from web.security.limits import FORM_BODY
from web.view.render import Notice
from web.view.texts import N_, texts_in

RULES, DRAFT = "/sak/regler", "/sak/regler/{draft_id:int}"
REGISTER = "registeret"
SHOWN = 50
_NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "endret": N_("Utkastet er endret. Se hva det gjør nå."),
        "sett": N_("Du har bekreftet at du har sett virkningen."),
        "kraft": N_(
            "Reglene er satt i kraft fra dagen i utkastet. Kategoriene regnes ut på nytt i bakgrunnen."
        ),
        "forkastet": N_("Utkastet er forkastet."),
    }
)


def options_for(schemes: Sequence[Scheme]) -> dict[str, list[Option]]:
    """What a day can be compared with."""
    stored = Option(REGISTER, N_("Det registeret sier"))
    return {
        "regler": [stored, *(Option(each.version, each.version, final=True) for each in reversed(schemes))]
    }


@get(RULES, include_in_schema=False, guards=STAFF)
async def show_rules(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The versions, the question, and its answer when it has been put."""
    return await _rules(request, session, actor, SchemeForm.blank(today=oslo_date(now)), now)


@post(
    RULES,
    include_in_schema=False,
    guards=STAFF,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def begin_draft(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str] | Redirect:  # fmt: skip
    """A draft with the rules as they are, to be changed."""
    answers = SchemeForm(await request.form(), today=oslo_date(now))
    if answers.valid:
        try:
            draft = await draft_scheme(session, actor, answers.fra, answers.kilde, now=now)
            return see_other(request, f"{RULES}/{draft}")
        except Invalid as no:
            answers.refuse_reasons(no.reasons)
    return await _rules(request, session, actor, answers, now)


async def _rules(
    request: WebRequest, session: Session, actor: Actor, drafting: SchemeForm, now: datetime
) -> Response[str]:
    schemes = await schemes_in_force(session)
    asked, found = await _asked(request, session, actor, schemes, now)
    page = page_number(request.query_params.get("side"))
    return await render_staff(
        request, session, actor, "profiles/rules.html", now=now, schemes=tuple(reversed(schemes)),
        drafts=await scheme_drafts(session, actor), drafting=drafting, asked=asked, found=found, page=page,
        answers=asked if asked.errors else drafting, **_shown(found, page),
    )  # fmt: skip


async def _asked(
    request: WebRequest, session: Session, actor: Actor, schemes: tuple[Scheme, ...], now: datetime
) -> tuple[RerunForm, Rerun | None]:
    """The question in the address and its answer; None before it has been put."""
    options, today = options_for(schemes), oslo_date(now)
    query = request.query_params
    if "dato" not in query:
        return RerunForm.blank(options=options, today=today, dato=today, regler=REGISTER), None
    given = {name: query.getall(name, []) for name in ("dato", "regler")}
    asked = RerunForm(given, options=options, today=today)
    if not asked.valid:
        return asked, None
    other = next((each for each in schemes if each.version == asked.regler), None)
    try:
        return asked, await rerun(session, actor, other, at=starts_at(asked.dato))
    except Invalid as no:
        asked.refuse_reasons(no.reasons)
        return asked, None


@get(DRAFT, include_in_schema=False, guards=STAFF)
async def show_draft(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], draft_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """The ways in the draft, and what it would do to whom on its first day."""
    return await _draft(request, session, actor, draft_id, RouteForm.blank(), now)


@post(
    DRAFT,
    include_in_schema=False,
    guards=STAFF,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def change_draft(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], draft_id: FromPath[int],
) -> Response[str] | Redirect:  # fmt: skip
    """One step: a way more or less, seen, in force, or discarded."""
    possible_id(draft_id)
    sent = await request.form()
    act, _, which = str(sent.get("handling", "")).partition(":")
    revision = _number(str(sent.get("utgave", "")))
    if act == "legg":
        answers = RouteForm(sent)
        if answers.valid:
            try:
                await add_route(session, actor, draft_id, revision, category=answers.kategori, types=answers.typer,
                                needs=answers.krav, now=now)  # fmt: skip
                return see_other(request, f"{RULES}/{draft_id}", lagret="endret")
            except RuleBroken as no:
                answers.refuse_reasons(no.reasons, {"same_route_twice": "krav"})
        return await _draft(request, session, actor, draft_id, answers, now)
    steps = {"sett": note_preview, "kraft": put_in_force, "forkast": discard_scheme}
    if act == "fjern":
        await drop_route(session, actor, draft_id, revision, _number(which), now=now)
    elif act in steps:
        await steps[act](session, actor, draft_id, revision, now=now)
    else:
        raise NotFound
    said = {"fjern": "endret", "forkast": "forkastet"}.get(act, act)
    return see_other(request, f"{RULES}/{draft_id}", lagret=said)


async def _draft(
    request: WebRequest, session: Session, actor: Actor, draft_id: int, answers: RouteForm, now: datetime
) -> Response[str]:
    draft: SchemeDraft = await scheme_draft(session, actor, possible_id(draft_id))
    page = page_number(request.query_params.get("side"))
    found = (
        await rerun(session, actor, draft.scheme, at=draft.scheme.valid_from)
        if draft.state == "draft"
        else None
    )
    done = _NOTICES.get(request.query_params.get("lagret", ""))
    return await render_staff(
        request, session, actor, "profiles/draft.html", now=now, draft=draft, answers=answers, found=found,
        page=page, **_shown(found, page),
        notice=Notice(texts_in(written_form(request)).gettext(done)) if done else None,
    )  # fmt: skip


def _shown(found: Rerun | None, page: int) -> dict[str, Any]:
    """One page of the differences."""
    all_of_them = found.comparison.differences if found else ()
    first = (page - 1) * SHOWN
    pages = max(1, -(-len(all_of_them) // SHOWN))
    return {"differences": all_of_them[first : first + SHOWN], "pages": pages}


def _number(said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) <= 6):
        raise NotFound
    return int(said)
