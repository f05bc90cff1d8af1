"""What must hold for every template, also those that are written tomorrow."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from web.assets.build import OUR_CSS
from web.assets.places import DESIGNSYSTEMET_CSS, ICONS_FILE, STATIC
from web.view.addresses import FORMS
from web.view.engine import TEMPLATES
from web.view.labels import LABELS
from web.view.render import Pages

FILES = {file.relative_to(TEMPLATES).as_posix(): file for file in sorted(TEMPLATES.rglob("*.html"))}
# Proper nouns and signs that are the same in every written form.
NOT_TRANSLATED = {"IMDi", "kB", "MB"}
# A document people save and open without us: it brings its own style and script.
SAVED = "public/card_offline.html"


def offenders(wrong: Callable[[Path], object], *, without: str = "") -> dict[str, object]:
    """What is wrong with each template in which something is."""
    return {name: found for name, file in FILES.items() if name != without and (found := wrong(file))}


def _source(file: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)


def _markup(file: Path) -> str:
    """The template without Jinja: what stands there as it is."""
    without_texts = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", "", _source(file), flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", without_texts, flags=re.DOTALL)


@pytest.mark.parametrize("form", FORMS)
def test_it_compiles(form: str, pages: Pages) -> None:
    environment = pages.environment(form)  # type: ignore[arg-type]
    assert all(environment.get_template(name) for name in FILES)


def test_it_holds_to_the_content_security_policy() -> None:
    """style-src 'self'; script-src 'self': no style, no handler, no script or stylesheet in the page."""
    forbidden = re.compile(
        r"\sstyle\s*=|<style\b|\son[a-z]+\s*=|<script\b(?![^>]*\bsrc=)|javascript:"
    )  # fmt: skip
    assert offenders(lambda file: forbidden.findall(_markup(file)), without=SAVED) == {}


def test_it_uses_tokens_and_no_colours_of_its_own() -> None:
    colour = re.compile(r"(?<![&\"'/\w])#[0-9a-fA-F]{3,8}\b|(?:fill|stroke)=\"#")
    assert offenders(lambda file: colour.findall(_markup(file)), without=SAVED) == {}


def test_its_classes_exist_in_a_stylesheet() -> None:
    css = DESIGNSYSTEMET_CSS.read_text(encoding="utf-8")
    css += "".join((STATIC / "css" / name).read_text(encoding="utf-8") for name in OUR_CSS)
    there = set(re.findall(r"\.((?:ds|t)-[A-Za-z0-9_-]+)", css))
    name = re.compile(r"(?<![\w-])((?:ds|t)-[a-z0-9_-]*[a-z0-9])(?![\w-]*\()")
    assert offenders(lambda file: set(name.findall(" ".join(_classes(file)))) - there) == {}


def _classes(file: Path) -> Iterator[str]:
    source = re.sub(r"\{\{.*?\}\}", " ", _source(file))
    for value in re.findall(r'class="([^"]*)"', source):
        yield value.replace("t-s-", " ")  # the series of a figure; its end comes from the code


def test_every_word_a_person_sees_can_be_translated() -> None:
    """Write it as {{ _('…') }}."""

    def bare_words(file: Path) -> set[str]:
        markup = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", _markup(file), flags=re.DOTALL)
        named = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', markup)
        seen = re.sub(r'<[^>]*>|&\w+;|[a-z-]+="[^"]*"', " ", markup)
        return set(re.findall(r"[A-Za-zÆØÅæøå]{2,}", " ".join([seen, *named]))) - NOT_TRANSLATED

    assert offenders(bare_words) == {}


def test_a_form_that_changes_something_proves_where_it_came_from() -> None:
    proof = re.compile(r"form_token\(|\bcarried\(csrf_token")

    def unproved(file: Path) -> list[str]:
        forms = re.findall(r"<form\b.*?</form>", _source(file), flags=re.DOTALL)
        return [
            form for form in forms
            if re.match(r'<form\b[^>]*method="post"', form) and not proof.search(form)
        ]  # fmt: skip

    assert offenders(unproved) == {}


def test_the_components_icons_and_labels_it_names_exist(pages: Pages, manifest: dict[str, str]) -> None:
    components = pages.environment("nb").globals["m"]
    icons: dict[str, str] = json.loads(ICONS_FILE.read_text(encoding="utf-8"))

    def unknown(file: Path) -> set[str]:
        source = _source(file)
        named = re.findall(r"\bicon\('(\w+)'|icon_name='(\w+)'|\bfact\('(\w+)'", source)
        return (
            {name for name in re.findall(r"\bm\.(\w+)\(", source) if not hasattr(components, name)}
            | {name for each in named for name in each if name} - icons.keys()
            | set(re.findall(r"\blabel\('(\w+)'", source)) - LABELS.keys()
            | set(re.findall(r"\basset\('([^']+)'\)", source)) - manifest.keys()
        )

    assert offenders(unknown) == {}


def test_it_is_short_enough_to_read() -> None:
    def lines(file: Path) -> int:
        return len(file.read_text(encoding="utf-8").splitlines())

    assert offenders(lambda file: lines(file) if lines(file) > 300 else None) == {}
