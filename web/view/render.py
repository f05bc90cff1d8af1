"""Renders pages and parts of pages. Knows nothing of HTTP; who asks says for whom and in which form."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Self

from jinja2 import Environment

from web.assets.places import read_manifest
from web.view.addresses import FORMS, Form
from web.view.engine import make_environments
from web.view.further_languages import environment_of


@dataclass(frozen=True, slots=True)
class User:
    """Who is signed in, as the header shows it."""

    name: str
    organisation: str
    role: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What the last action led to, shown once above the heading. The text is in the page's written form."""

    text: str
    color: str = "success"


# What layout.html needs and a page may leave out. `path` has no written form's prefix; `query` holds pairs.
LAYOUT_DEFAULTS: Mapping[str, object] = MappingProxyType(
    {
        "path": "/",
        "query": (),
        "user": None,
        "audience": "public",
        "csrf_token": "",
        "synthetic": False,
        "request_id": "",
        "notice": None,
        "badges": MappingProxyType({}),
        "forms_available": ("nb", "nn"),
    }
)


class Pages:
    """The templates in every written form, compiled as they are used."""

    __slots__ = ("_environments",)

    def __init__(self, *, manifest: Mapping[str, str], debug: bool = False) -> None:
        self._environments = make_environments(manifest=manifest, debug=debug)

    @classmethod
    def from_files(cls, *, debug: bool = False) -> Self:
        """With the assets of the last build; raises FileNotFoundError if there has been none."""
        return cls(manifest=read_manifest(), debug=debug)

    def environment(self, form: Form) -> Environment:
        """The environment of one written form, for tests and for warming up."""
        return self._environments[form]

    def render(self, template: str, *, form: Form, further: str = "", **context: Any) -> str:
        """A page or a part of one as HTML; `further` is the tag of a further language it is shown in.

        Raises jinja2.UndefinedError when a template asks for something the context lacks.
        """
        values = {**LAYOUT_DEFAULTS, **context}
        environment = environment_of(further) if further else self._environments[form]
        return environment.get_template(template).render(values)

    def render_error(self, status: int, *, form: Form, detail: str = "", **context: Any) -> str:
        """The error page for an HTTP status. `detail` is one more sentence in the page's written form."""
        is_public = context.get("audience", "public") == "public"
        context.setdefault("forms_available", FORMS if is_public else FORMS[:2])
        return self.render("errors/page.html", form=form, status=status, detail=detail, **context)
