"""Turning a template into an answer: what every page is given, and where redirects go."""

from typing import Any

from litestar import MediaType, Request, Response
from litestar.response import Redirect
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER, HTTP_422_UNPROCESSABLE_ENTITY

from tolkeregister.core.actor import NOBODY, Actor, Role
from web.security.csrf import form_token
from web.view.addresses import FORMS, Form, address
from web.view.further_languages import PageLanguage
from web.view.render import Pages, User

# The form a page is shown in English is limited to what the public needs (ux.md 2.1).
ENGLISH = (
    "/finn-tolk", "/tolk", "/k", "/kategorier", "/statistikk", "/logg-inn", "/logget-ut", "/om", "/sprak", "/api",
    "/kontakt", "/varsle", "/drift", "/sprakplan", "/r", "/rom",
)  # fmt: skip

WebRequest = Request[Actor, Any, Any]


def written_form(request: WebRequest) -> Form:
    """The written form of the address."""
    form: Form = request.scope.get("written_form", "nb")  # type: ignore[assignment]
    return form


def forms_available(path: str) -> tuple[Form, ...]:
    """The written forms a page exists in."""
    english = path == "/" or any(path == start or path.startswith(f"{start}/") for start in ENGLISH)
    return FORMS if english else ("nb", "nn")


def audience_of(actor: Actor) -> str:
    """Which menus somebody gets."""
    if actor.is_directorate:
        return "directorate"
    if actor.has(Role.COMMITTEE_MEMBER):
        return "committee"
    if actor.has(Role.INTERPRETER):
        return "interpreter"
    if actor.has(Role.INSTITUTION):
        return "institution"
    if actor.has(Role.AGENCY):
        return "agency"
    if actor.is_public_body:
        return "public_body"
    if actor.has(Role.APPLICANT):
        return "applicant"
    return "public"


def render(
    request: WebRequest,
    template: str,
    *,
    status_code: int | None = None,
    shown_in: PageLanguage | None = None,
    **context: Any,
) -> Response[str]:
    """A whole page from `template` in the written form of the address, or in the language that is given.

    Its status is 422 when its form (`answers`) has something to mend, unless another is given.
    """
    actor = request.scope.get("user") or NOBODY
    state = request.app.state
    pages: Pages = state.pages
    path = request.scope["path"]
    user = User(actor.name, actor.organisation_name, audience_of(actor)) if actor.account_id else None
    shared = {
        "path": path, "query": request.query_params.multi_items(), "user": user, "audience": audience_of(actor),
        "csrf_token": form_token(state.settings, actor.session_id, clock=state.clock),
        "synthetic": state.settings.synthetic,
        "request_id": request.scope.get("request_id", ""), "forms_available": forms_available(path),
        "actor": actor,
    }  # fmt: skip
    form, further = (shown_in.form, shown_in.tag) if shown_in else (written_form(request), "")
    further = "" if further in FORMS else further
    html = pages.render(template, form=form, further=further, **{**shared, **context})
    return Response(html, media_type=MediaType.HTML, status_code=status_code or _usual_status(context))


def _usual_status(context: dict[str, Any]) -> int:
    answers = context.get("answers")
    return HTTP_422_UNPROCESSABLE_ENTITY if answers is not None and answers.errors else HTTP_200_OK


def see_other(request: WebRequest, path: str, **query: object) -> Redirect:
    """After a POST: go and look at `path`, in the same written form."""
    return Redirect(address(path, written_form(request), query), status_code=HTTP_303_SEE_OTHER)
