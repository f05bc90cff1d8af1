"""The layout: language, title, menus, and what a page without errors must never show."""

import html5lib
import pytest
from jinja2 import UndefinedError

from web.forms.base import Form as HtmlForm
from web.forms.text_fields import TextField
from web.view.addresses import FORMS, Form
from web.view.labels import ERROR_PAGES
from web.view.navigation import MENUS
from web.view.render import LAYOUT_DEFAULTS, Notice, Pages, User
from web.view.texts import texts_in

PAGE = (
    '{% extends "layout.html" %}{% set title = "Åpen side" %}'
    "{% block content %}<h1>{{ title }}</h1>{% endblock %}"
)


class Answers(HtmlForm):
    navn = TextField("Språk")


def _page(pages: Pages, source: str = PAGE, form: Form = "nb", **context: object) -> str:
    return pages.environment(form).from_string(source).render({**LAYOUT_DEFAULTS, **context})


@pytest.mark.parametrize("form", FORMS)
def test_a_page_says_which_language_it_is_in(pages: Pages, form: Form) -> None:
    assert f'<html lang="{form}"' in _page(pages, form=form)


def test_a_page_is_html_without_faults(pages: Pages) -> None:
    user = User("Kari Solheim", "Fjordvik kommune", "booker")
    for audience in ("public", "public_body", "agency", "interpreter", "directorate"):
        page = _page(pages, audience=audience, user=user, synthetic=True, badges={"/min-side/tilbud": 2})
        html5lib.HTMLParser(strict=True).parse(page)


def test_the_language_switch_keeps_page_and_query(pages: Pages) -> None:
    page = _page(pages, path="/finn-tolk", query=[("sprak", "ar"), ("kat", "A")], forms_available=FORMS)
    assert 'href="/nn/finn-tolk?sprak=ar&amp;kat=A" lang="nn" hreflang="nn"' in page
    assert 'href="/en/finn-tolk?sprak=ar&amp;kat=A" lang="en" hreflang="en"' in page


def test_english_is_offered_only_where_the_page_exists_in_english(pages: Pages) -> None:
    assert 'hreflang="en"' not in _page(pages)


def test_the_title_begins_with_feil_only_when_something_must_be_mended(pages: Pages) -> None:
    assert "<title>Feil: Åpen side – Nasjonalt tolkeregister</title>" in _page(pages, answers=Answers({}))
    assert "<title>Åpen side – Nasjonalt tolkeregister</title>" in _page(
        pages, answers=Answers({"navn": "x"})
    )
    assert "<title>Åpen side – Nasjonalt tolkeregister</title>" in _page(pages)


def test_the_menu_marks_the_page_it_belongs_to(pages: Pages) -> None:
    page = _page(pages, path="/statistikk/sprak/ar", form="nn")
    assert 'href="/nn/statistikk" aria-current="page"' in page
    assert (
        page.count('class="t-lenke-topp" href="/nn/statistikk" aria-current="page"') == 2
    )  # wide and narrow menu


def test_synthetic_data_is_said_on_every_page_and_only_then(pages: Pages) -> None:
    assert "Syntetiske data." in _page(pages, synthetic=True)
    assert "Syntetiske data." not in _page(pages)


def test_only_the_signed_in_can_sign_out_and_the_form_is_signed(pages: Pages) -> None:
    assert 'action="/logg-ut"' not in _page(pages)
    page = _page(pages, user=User("Kari", "", "booker"), csrf_token="abc")
    assert 'action="/logg-ut"><input type="hidden" name="_csrf" value="abc">' in page


def test_pages_for_the_signed_in_are_not_indexed(pages: Pages) -> None:
    assert 'content="noindex"' in _page(pages, audience="interpreter")
    assert 'content="noindex"' not in _page(pages)


def test_what_people_wrote_is_escaped_also_inside_texts(pages: Pages) -> None:
    page = _page(pages, notice=Notice("<b>hei</b>"), user=User("<i>", "&", ""))
    assert "<b>hei" not in page
    assert "<i>" not in page
    source = "{{ _('Bilde av %(name)s', name=name) }}"
    assert pages.environment("nb").from_string(source).render(name="<x>") == "Bilde av &lt;x&gt;"


def test_a_name_the_context_lacks_is_an_error_and_not_an_empty_space(pages: Pages) -> None:
    with pytest.raises(UndefinedError):
        _page(pages, source="{{ not_given }}")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 422, 429, 500, 503])
def test_every_error_has_a_page_in_every_form(pages: Pages, status: int, form: Form) -> None:
    page = pages.render_error(status, form=form, request_id="B-2041")
    assert f'<h1 class="t-tittel">{texts_in(form).gettext(ERROR_PAGES[status].title)}</h1>' in page
    assert "B-2041" in page
    html5lib.HTMLParser(strict=True).parse(page)


def test_every_menu_names_each_address_once() -> None:
    for items in MENUS.values():
        assert len({item.path for item in items}) == len(items)
