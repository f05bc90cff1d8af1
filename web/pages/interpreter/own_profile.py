"""/min-side/profil: what the interpreter says about the own work, and the written form of letters."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from qualification.evidence.held import held_evidence
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.entries.own import own_register
from tolkeregister.people.commands import choose_written_form
from tolkeregister.profiles.changes import describe
from tolkeregister.profiles.queries import own_statement
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, ManyField
from web.forms.options import Option, names_from, options_from
from web.names import names_now
from web.pages.interpreter.own_page import OWN, render_own
from web.pages.page import WebRequest, written_form
from web.security.limits import FORM_BODY
from web.view.addresses import Form as WrittenForm
from web.view.addresses import address
from web.view.labels import LABELS
from web.view.render import Notice
from web.view.texts import N_, texts_in

PROFILE = "/min-side/profil"
_FORMS = (Option("nb", "Bokmål", final=True), Option("nn", "Nynorsk", final=True))


class ProfileForm(Form):
    """What one may say about oneself; category and languages are the directorate's."""

    metoder = ManyField(
        N_("Hvordan tolker du?"),
        options=options_from(LABELS["mode"]),
        needed=True,
        missing=N_("Velg minst én tolkemetode"),
    )
    fagfelt = ManyField(
        N_("Hvilke fagfelt kan du?"), help=N_("Velg bare felt du kjenner godt. De vises som oppgitt av deg.")
    )
    omfang = ChoiceField(
        N_("Hvor mye tolker du?"), options=options_from(LABELS["availability_level"]),
        missing=N_("Velg hvor mye du tolker"),
    )  # fmt: skip
    malform = ChoiceField(
        N_("Målform i brev og e-post"), options=_FORMS, missing=N_("Velg bokmål eller nynorsk")
    )


@get(PROFILE, include_in_schema=False, guards=OWN)
async def show_profile_form(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """The form as it stands now."""
    register = await own_register(session, actor, now=now)
    blank = ProfileForm.blank(
        options=await profile_options(request, session, now),
        metoder=register.modes, fagfelt=register.subjects, malform=actor.written_form,
        omfang=(await own_statement(session, actor)).availability_level,
    )  # fmt: skip
    return await _page(request, session, actor, blank, now=now)


@post(PROFILE, include_in_schema=False, guards=OWN, request_max_body_size=FORM_BODY)
async def save_profile(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str] | Redirect:
    """Searches and new queues use it at once."""
    answers = ProfileForm(await request.form(), options=await profile_options(request, session, now))
    if not answers.valid:
        return await _page(request, session, actor, answers, now=now)
    await describe(
        session, actor, modes=answers.metoder, subjects=answers.fagfelt, level=answers.omfang, now=now
    )
    if answers.malform != actor.written_form:
        await choose_written_form(session, actor, answers.malform, now=now)
    form: WrittenForm = "nn" if answers.malform == "nn" else "nb"
    return Redirect(address(PROFILE, form, {"lagret": "ja"}), status_code=HTTP_303_SEE_OTHER)


async def profile_options(request: WebRequest, session: Session, now: datetime) -> dict[str, Any]:
    """The subjects one may choose among."""
    names = await names_now(session, request.app.state, now)
    form = written_form(request)
    return {"fagfelt": names_from((code, names.subject(code, form)) for code in names.subjects)}


async def _page(
    request: WebRequest, session: Session, actor: Actor, answers: ProfileForm, *, now: datetime
) -> Response[str]:
    notice = None
    if answers.valid and request.query_params.get("lagret") == "ja":
        notice = Notice(texts_in(written_form(request)).gettext(N_("Profilen er lagret.")))
    register, stated = await own_register(session, actor, now=now), await own_statement(session, actor)
    return await render_own(
        request, session, actor, "interpreter/own_profile.html", now=now, answers=answers, register=register,
        notice=notice, stated=stated, freshness=stated.freshness(now),
        held=await held_evidence(session, register.number, now=now),
    )  # fmt: skip
