"""A reporter's page: in the reporter's language, for nobody who is signed in, in a frame of its own."""

from typing import Any

from litestar import MediaType, Response
from litestar.datastructures import UploadFile
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY

from tolkeregister.complaints.reporting.cleaning import LARGEST, MOST_FILES
from tolkeregister.core.settings import Settings
from web.pages.page import WebRequest, written_form
from web.security.csrf import form_token
from web.view.addresses import address
from web.view.further_languages import CHOICE, OWN, PageLanguage, environment_of, languages_served
from web.view.labels_of_reporting import ERRORS
from web.view.render import LAYOUT_DEFAULTS, Pages

LANGUAGE = CHOICE
# Somewhere harmless that anybody may have been looking at.
AWAY = "https://www.yr.no/"


def language_of(request: WebRequest, asked: object) -> PageLanguage:
    """The language asked for, if it is served here; else the written form of the address."""
    own = OWN[written_form(request)]
    settings: Settings = request.app.state.settings
    served = languages_served("reporting", drafts=bool(settings.draft_languages))
    found = served.get(str(asked)) if asked else None
    return found if found is not None and not found.is_written_form else own


def show(
    request: WebRequest,
    template: str,
    language: PageLanguage,
    *,
    status_code: int | None = None,
    **context: Any,
) -> Response[str]:
    """A page. Its status is 422 when its form has something to mend, unless another is given."""
    state = request.app.state
    settings: Settings = state.settings
    pages: Pages = state.pages
    served = languages_served("reporting", drafts=bool(settings.draft_languages))
    is_own = language.is_written_form

    def to(path: str, **query: object) -> str:
        """An address in the same language."""
        return address(path, language.form, {**query, LANGUAGE: "" if is_own else language.tag})

    def in_language(other: PageLanguage, path: str) -> str:
        """The same address in another language, with what the link to us held."""
        known = context.get("known", {})
        return address(path, other.form, {**known, LANGUAGE: "" if other.is_written_form else other.tag})

    shared = {
        **LAYOUT_DEFAULTS, "path": request.scope["path"], "synthetic": settings.synthetic, "language": language,
        "languages": tuple(served.values()), "to": to, "in_language": in_language, "away": AWAY,
        "csrf_token": form_token(settings, None, clock=state.clock), "notice_text": "",
    }  # fmt: skip
    environment = pages.environment(language.form) if is_own else environment_of(language.tag)
    html = environment.get_template(f"complaints_reporting/{template}").render({**shared, **context})
    answers = context.get("answers")
    usual = HTTP_422_UNPROCESSABLE_ENTITY if answers is not None and answers.errors else HTTP_200_OK
    return Response(
        html, media_type=MediaType.HTML, status_code=status_code or usual,
        headers={"x-robots-tag": "noindex"} if template != "start.html" else {},
    )  # fmt: skip


def reporters_error(request: WebRequest, status: int) -> Response[str]:
    """What went wrong, in the reporter's own frame and language: no session is read, and nothing is kept of it."""
    title, explanation = ERRORS.get(status) or ERRORS[400 if status < 500 else 500]
    language = language_of(request, request.query_params.get(LANGUAGE))
    return show(request, "error.html", language, status_code=status, error=title, explanation=explanation)


async def files_in(form: Any) -> list[bytes]:
    """What was sent under `filer`, without the names; a little more than is allowed, so that it can be refused."""
    sent = [each for each in form.getall("filer", []) if isinstance(each, UploadFile)]
    read = [await each.read(LARGEST + 1) for each in sent[: MOST_FILES + 1]]
    return [content for each, content in zip(sent, read, strict=False) if content or each.filename]
