"""What must hold for every template, also those that are written tomorrow."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.assets.build import ICONS_FILE, OUR_CSS, STATIC
from web.assets.steps import DESIGNSYSTEMET_CSS
from web.view.addresses import FORMS
from web.view.engine import TEMPLATES
from web.view.labels import LABELS
from web.view.render import Pages

FILES = sorted(TEMPLATES.rglob("*.html"))
NAMES = [file.relative_to(TEMPLATES).as_posix() for file in FILES]
# Proper nouns and signs that are the same in every written form.
NOT_TRANSLATED = {"IMDi", "kB", "MB"}
# A document people save and open without us: it brings its own style and script.
SAVED = "public/card_offline.html"

every_template = pytest.mark.parametrize("file", FILES, ids=NAMES)
every_template_we_serve = pytest.mark.parametrize(
    "file",
    [file for file in FILES if file != TEMPLATES / SAVED],
    ids=[name for name in NAMES if name != SAVED],
)


def _source(file: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)


def _markup(file: Path) -> str:
    """The template without Jinja: what stands there as it is."""
    without_texts = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", "", _source(file), flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", without_texts, flags=re.DOTALL)


@every_template
@pytest.mark.parametrize("form", FORMS)
def test_it_compiles(file: Path, form: str, pages: Pages) -> None:
    environment = pages.environment(form)  # type: ignore[arg-type]
    assert environment.get_template(file.relative_to(TEMPLATES).as_posix())


@every_template_we_serve
def test_it_holds_to_the_content_security_policy(file: Path) -> None:
    """style-src 'self'; script-src 'self': no style, no handler, no script or stylesheet in the page."""
    markup = _markup(file)
    assert not re.search(r"\sstyle\s*=|<style\b", markup)
    assert not re.search(r"\son[a-z]+\s*=", markup)
    assert not re.search(r"<script\b(?![^>]*\bsrc=)|javascript:", markup)


@every_template_we_serve
def test_it_uses_tokens_and_no_colours_of_its_own(file: Path) -> None:
    assert not re.search(r"(?<![&\"'/\w])#[0-9a-fA-F]{3,8}\b|(fill|stroke)=\"#", _markup(file))


@every_template
def test_its_classes_exist_in_a_stylesheet(file: Path) -> None:
    css = DESIGNSYSTEMET_CSS.read_text(encoding="utf-8")
    css += "".join((STATIC / "css" / name).read_text(encoding="utf-8") for name in OUR_CSS)
    there = set(re.findall(r"\.((?:ds|t)-[A-Za-z0-9_-]+)", css))
    used = set(re.findall(r"(?<![\w-])((?:ds|t)-[a-z0-9_-]*[a-z0-9])(?![\w-]*\()", " ".join(_classes(file))))
    assert used - there == set()


def _classes(file: Path) -> Iterator[str]:
    source = re.sub(r"\{\{.*?\}\}", " ", _source(file))
    for value in re.findall(r'class="([^"]*)"', source):
        yield value.replace("t-s-", " ")  # the series of a figure; its end comes from the code


@every_template
def test_every_word_a_person_sees_can_be_translated(file: Path) -> None:
    markup = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", _markup(file), flags=re.DOTALL)
    named = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', markup)
    seen = re.sub(r'<[^>]*>|&\w+;|[a-z-]+="[^"]*"', " ", markup)
    words = re.findall(r"[A-Za-zÆØÅæøå]{2,}", " ".join([seen, *named]))
    assert set(words) - NOT_TRANSLATED == set(), "write it as {{ _('…') }}"


@every_template
def test_a_form_that_changes_something_proves_where_it_came_from(file: Path) -> None:
    for form in re.findall(r"<form\b.*?</form>", _source(file), flags=re.DOTALL):
        if re.match(r'<form\b[^>]*method="post"', form):
            assert "form_token(" in form


@every_template
def test_the_components_icons_and_labels_it_names_exist(
    file: Path, pages: Pages, manifest: dict[str, str]
) -> None:
    source = _source(file)
    components = pages.environment("nb").globals["m"]
    for name in set(re.findall(r"\bm\.(\w+)\(", source)):
        assert getattr(components, name)
    icons = json.loads(ICONS_FILE.read_text(encoding="utf-8"))
    named = re.findall(r"\bicon\('(\w+)'|icon_name='(\w+)'|\bfact\('(\w+)'", source)
    assert {name for each in named for name in each if name} <= icons.keys()
    assert set(re.findall(r"\blabel\('(\w+)'", source)) <= LABELS.keys()
    assert set(re.findall(r"\basset\('([^']+)'\)", source)) <= manifest.keys()


@every_template
def test_it_is_short_enough_to_read(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 300
