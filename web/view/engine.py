"""The template engine: an environment per written form, because macros must know which form they are in."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined

from tolkeregister.core.decisions import Reason
from web.assets.places import ICONS_FILE
from web.forms.base import FieldError
from web.view import figures, formats, labels, navigation
from web.view.addresses import FORMS, Form, Query, address, url
from web.view.icons import icons_from
from web.view.pages_of_results import page_numbers, page_query
from web.view.portraits import portrait
from web.view.texts import Texts, texts_in

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
COMPONENTS = "components"
STATIC_PREFIX = "/static/built/"

FORM_NAMES: Mapping[Form, str] = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
_FORMATS = (
    "number", "percent", "count_word", "long_date", "day_date", "plain_date", "short_date", "month",
    "clock", "at_clock", "minute_of_day", "duration", "left_to_right", "phone_number",
)  # fmt: skip


def make_environments(*, manifest: Mapping[str, str], debug: bool) -> dict[Form, Environment]:
    """An environment for each written form."""
    return {form: make_environment(form, manifest=manifest, debug=debug) for form in FORMS}


def make_environment(
    form: Form,
    *,
    manifest: Mapping[str, str],
    debug: bool,
    loader: BaseLoader | None = None,
    texts: Texts | None = None,
) -> Environment:
    """The environment of one written form. An undefined name or a missing asset, icon or label raises.

    `texts` are given where a page is shown in a language that is no written form.
    """
    environment = Environment(
        loader=loader or FileSystemLoader(TEMPLATES),
        autoescape=_is_html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=debug,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    texts = texts or texts_in(form)
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(texts.gettext, texts.ngettext, newstyle=True)  # type: ignore[attr-defined]
    _add_formats(environment, texts.locale)
    _add_links(environment, form, manifest)
    _add_pictures(environment, form)
    _add_words(environment, texts)
    environment.globals["m"] = Components(environment)
    return environment


def _is_html(name: str | None) -> bool:
    """Whether what is written into a template is escaped: everywhere but in plain-text messages."""
    return name is None or not name.endswith(".txt")


class Components:
    """Every public macro of templates/components under one name: `m.field(…)`, `m.category(…)`."""

    __slots__ = ("_environment", "_files")

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._files: dict[str, str] = {}
        for name in environment.list_templates():
            if name.startswith(f"{COMPONENTS}/"):
                self._add(name)

    def __getattr__(self, macro: str) -> object:
        if macro not in self._files:
            raise AttributeError(f"no component is called {macro}")
        return getattr(self._environment.get_template(self._files[macro]).module, macro)

    def _add(self, file: str) -> None:
        for macro in vars(self._environment.get_template(file).module):
            if macro.startswith("_"):
                continue
            if macro in self._files:
                raise ValueError(f"{macro} is a component in both {self._files[macro]} and {file}")
            self._files[macro] = file


def _capital(words: str) -> str:
    """Jinja's own makes the rest small, also «TAO» and the second language of a pair."""
    return words[:1].upper() + words[1:]


def _add_formats(environment: Environment, form: str) -> None:
    for name in _FORMATS:
        environment.filters[name] = partial(getattr(formats, name), form=form)
    environment.filters["capitalize"] = _capital
    environment.filters["machine_time"] = formats.machine_time
    environment.filters["machine_date"] = formats.machine_date
    environment.globals["span"] = formats.span
    environment.globals["when"] = partial(formats.when, form=form)
    environment.globals["clock_range"] = partial(formats.clock_range, form=form)


def _add_links(environment: Environment, form: Form, manifest: Mapping[str, str]) -> None:
    def asset(name: str) -> str:
        return STATIC_PREFIX + manifest[name]

    def url_here(path: str, **query: object) -> str:
        return url(path, form, **query)

    def address_here(path: str, query: Query = ()) -> str:
        return address(path, form, query)

    def address_in(other: Form, path: str, query: Query = ()) -> str:
        return address(path, other, query)

    environment.globals |= {
        "asset": asset,
        "url": url_here,
        "address": address_here,
        "address_in": address_in,
        "page_numbers": page_numbers,
        "page_query": page_query,
        "menu": navigation.menu,
        "submenu": navigation.submenu,
        "footer_menu": navigation.footer_menu,
        "active_path": navigation.active_path,
    }


def _add_pictures(environment: Environment, form: Form) -> None:
    environment.globals |= {
        "icon": icons_from(ICONS_FILE),
        "ladder": figures.ladder,
        "meter_bar": figures.meter_bar,
        "stacked_bar": figures.stacked_bar,
        "line_chart": partial(figures.line_chart, form=form),
        "portrait": portrait,
    }


def _add_words(environment: Environment, texts: Texts) -> None:
    def label(kind: str, code: str) -> str:
        return texts.gettext(labels.label_key(kind, code))

    def sentence(each: Reason) -> str:
        return labels.reason_text(each, texts)

    def mend(error: FieldError) -> str:
        return labels.filled(error.text, error.facts, texts)

    environment.globals |= {
        "form": texts.form,
        "form_name": FORM_NAMES.__getitem__,
        "label": label,
        "sentence": sentence,
        "mend": mend,
        "tag_color": labels.tag_color,
        "error_words": labels.error_words,
    }
