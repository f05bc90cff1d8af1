"""Every component at once, with errors: valid HTML, sound ids, and what a screen reader is told."""

import re
from collections import Counter
from xml.etree import ElementTree

import html5lib
import pytest

from tests.web.view.gallery import gallery
from web.view.addresses import FORMS, Form

HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def page(manifest: dict[str, str]) -> str:
    return gallery("nb", manifest)


@pytest.fixture(scope="module")
def tree(page: str) -> ElementTree.Element:
    parsed: ElementTree.Element = html5lib.parse(page)
    return parsed


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("audience", ["public", "interpreter", "directorate"])
def test_every_component_is_html_without_faults(form: Form, audience: str, manifest: dict[str, str]) -> None:
    html5lib.HTMLParser(strict=True).parse(gallery(form, manifest, audience=audience))


def test_no_id_is_used_twice(tree: ElementTree.Element) -> None:
    ids = Counter(each.attrib["id"] for each in tree.iter() if "id" in each.attrib)
    assert [name for name, times in ids.items() if times > 1] == []


def test_every_reference_leads_somewhere(tree: ElementTree.Element) -> None:
    ids = {each.attrib["id"] for each in tree.iter() if "id" in each.attrib}
    for each in tree.iter():
        for attribute in ("for", "aria-describedby", "aria-labelledby", "data-counter", "list"):
            assert set(each.attrib.get(attribute, "").split()) <= ids
        if each.attrib.get("href", "").startswith("#"):
            assert each.attrib["href"][1:] in ids


def test_the_error_summary_names_every_error_and_comes_before_the_heading(page: str) -> None:
    summary = re.search(r'<div class="ds-error-summary".*?</div>', page, re.DOTALL)
    assert summary
    assert page.index("ds-error-summary") < page.index("<h1")
    assert "Du må rette seks ting før du kan gå videre" in summary[0]
    assert re.findall(r'href="#([\w-]+)"', summary[0]) == [
        "sprak",
        "dato",
        "fra",
        "grunnlag",
        "begrunnelse",
        "voksen",
    ]


def test_an_error_is_read_before_the_help_and_the_counter(page: str) -> None:
    assert (
        'aria-describedby="begrunnelse-feil begrunnelse-hjelp begrunnelse-teller" aria-invalid="true"' in page
    )


def test_every_field_has_a_label(tree: ElementTree.Element) -> None:
    labelled = {each.attrib["for"] for each in tree.iter(f"{HTML}label") if "for" in each.attrib}
    inside = {field for label in tree.iter(f"{HTML}label") for field in label.iter(f"{HTML}input")}
    for kind in ("input", "select", "textarea"):
        for field in tree.iter(f"{HTML}{kind}"):
            hidden = field.attrib.get("type") == "hidden"
            assert hidden or field in inside or field.attrib["id"] in labelled


def test_what_was_typed_stands_there_again_escaped(page: str) -> None:
    assert 'id="dato" name="dato" type="text" value="26.11"' in page  # a native picker would lose it
    assert "Ingen &lt;tolk&gt;." in page
    assert 'value="screen" id="metode-screen" checked' in page
    assert 'value="Bergen"' in page


def test_a_meter_is_read_as_words(page: str) -> None:
    assert 'aria-valuetext="82\xa0%, 451 av 550 oppdrag. Kravet fra 1. januar 2027: 100\xa0%"' in page


def test_too_few_assignments_give_a_count_and_no_share(page: str) -> None:
    few = page[page.index('id="liten-navn"') :]
    assert "3 av 7 oppdrag" in few[:400]
    assert "For få oppdrag til å vise andel" in few[:400]


def test_a_category_is_never_only_a_letter(page: str) -> None:
    assert '<span class="ds-sr-only">Kategori </span>A' in page


def test_only_the_current_event_is_the_step(page: str) -> None:
    assert page.count('aria-current="step"') == 2  # one in the steps, one in the timeline
    assert re.search(r'data-status="aktiv" aria-current="step"', page)
    assert 'Youssef Amrani<span class="ds-sr-only"> (ikke gjort ennå)</span>' in page


def test_a_link_to_change_says_what(page: str) -> None:
    assert 'Endre<span class="ds-sr-only"> tidspunkt</span>' in page


def test_the_current_page_of_results_is_marked_and_others_keep_the_search(page: str) -> None:
    assert 'aria-current="true" href="/finn-tolk?sprak=ar&amp;side=5"' in page
    assert 'rel="next" href="/finn-tolk?sprak=ar&amp;side=6"' in page
