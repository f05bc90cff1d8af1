"""The written form is a prefix; path words never change, so every address survives a change of form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.view.addresses import FORMS, Form, address, split_form, url


@pytest.mark.parametrize(
    ("path", "form", "expected"),
    [
        ("/", "nb", "/"),
        ("/", "nn", "/nn"),
        ("/finn-tolk", "nb", "/finn-tolk"),
        ("/finn-tolk", "en", "/en/finn-tolk"),
        ("/finn-tolk#treff", "nn", "/nn/finn-tolk#treff"),
        ("https://uustatus.no", "nn", "https://uustatus.no"),
        ("//elsewhere.example/x", "nn", "//elsewhere.example/x"),
        ("#innhold", "nn", "#innhold"),
        ("/static/built/css/tolk.css", "nn", "/static/built/css/tolk.css"),
        ("/api/v1/tolker", "nn", "/api/v1/tolker"),
        ("/api", "nn", "/nn/api"),
    ],
)
def test_an_address_gets_the_prefix_of_its_form(path: str, form: Form, expected: str) -> None:
    assert url(path, form) == expected


def test_the_query_leaves_out_what_is_empty_and_repeats_lists() -> None:
    assert url("/finn-tolk", "nb", sprak="ar", kat=["A", "B"], dato=None, navn="", side=0) == (
        "/finn-tolk?sprak=ar&kat=A&kat=B&side=0"
    )


def test_the_query_comes_before_the_fragment_and_is_escaped() -> None:
    assert url("/finn-tolk#treff", "nn", navn="Ås & Å") == "/nn/finn-tolk?navn=%C3%85s+%26+%C3%85#treff"


def test_a_query_is_kept_in_its_order() -> None:
    pairs = [("kat", "B"), ("sprak", "ar"), ("kat", "A")]
    assert address("/finn-tolk", "en", pairs) == "/en/finn-tolk?kat=B&sprak=ar&kat=A"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("/", ("nb", "/")),
        ("/nn", ("nn", "/")),
        ("/nn/", ("nn", "/")),
        ("/nn/k/10427", ("nn", "/k/10427")),
        ("/nnx", ("nb", "/nnx")),
        ("/entre", ("nb", "/entre")),
        ("/en/statistikk", ("en", "/statistikk")),
    ],
)
def test_the_form_is_read_off_an_address(raw: str, expected: tuple[Form, str]) -> None:
    assert split_form(raw) == expected


@given(st.sampled_from(FORMS), st.lists(st.text("abcdefghijk-", min_size=3, max_size=9), max_size=4))
def test_reading_the_form_undoes_writing_it(form: Form, words: list[str]) -> None:
    path = "/" + "/".join(words)
    assert split_form(url(path, form)) == (form, path)
