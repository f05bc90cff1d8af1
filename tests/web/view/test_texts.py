"""Every text exists in nynorsk, and in English where the public can choose English."""

import re

import pytest

from web.view.addresses import Form
from web.view.extract import missing_in, read_catalog, wanted_in
from web.view.texts import LOCALE, texts_in, with_hard_spaces

_PLACES = re.compile(r"%\(\w+\)[sd]|\{\w+\}|<[^>]+>")
# Bokmål that is never right in nynorsk; each is a whole word.
_BOKMAL = re.compile(
    r"\b(ikke|hvorfor|hvordan|hva|hvis|jeg|fra|noen|noe|være|bare|mye|virksomhet\w*|tjenest\w*|velg|"
    r"siden|tolker(?! du)|bestillinger|bestillingen|fremmøte|taushetsplikt|uttalelse|spørsmålet er"
    r"|gjøre|gjør|uten|tolkeloven|dykkl\w*|dere|deres|utenfor|etter at du åpnet|først og fremst|sendte|videre|tegn)\b",
    re.IGNORECASE,
)


def _strings(message: object) -> list[str]:
    return [message] if isinstance(message, str) else [*message] if isinstance(message, list | tuple) else []


@pytest.mark.parametrize("form", ["nn", "en"])
def test_no_text_lacks_a_translation(form: Form) -> None:
    assert missing_in(form) == [], f"run `python -m web.view.extract` and translate in web/locale/{form}"


@pytest.mark.parametrize("form", ["nn", "en"])
def test_the_catalogue_holds_nothing_that_is_not_used(form: Form) -> None:
    used = {str(message.id) for message in wanted_in(form)}
    assert [str(each.id) for each in read_catalog(form) if str(each.id) not in used] == []


def test_nynorsk_equals_bokmal_only_where_somebody_has_looked() -> None:
    looked_at = set((LOCALE / "nn" / "equal.txt").read_text(encoding="utf-8").splitlines())
    equal = {
        _strings(each.id)[0]
        for each in read_catalog("nn")
        if each.id and _strings(each.id) == _strings(each.string)
    }
    assert equal - looked_at == set(), "translate, or add the line to web/locale/nn/equal.txt"


def test_no_nynorsk_text_has_bokmal_words() -> None:
    suspicious = {
        string: found[0]
        for each in read_catalog("nn")
        if each.id
        for string in _strings(each.string)
        if (found := _BOKMAL.search(string))
    }
    assert suspicious == {}


@pytest.mark.parametrize("form", ["nn", "en"])
def test_a_translation_keeps_every_placeholder_and_tag(form: Form) -> None:
    for each in read_catalog(form):
        if not each.id:
            continue  # the header
        for source, translated in zip(_strings(each.id), _strings(each.string), strict=True):
            assert not translated or sorted(_PLACES.findall(source)) == sorted(_PLACES.findall(translated)), (
                source
            )


@pytest.mark.parametrize("form", ["nb", "nn", "en"])
def test_every_text_can_be_formatted(form: Form) -> None:
    """A lone per cent sign would break the page that shows it."""
    texts = texts_in(form)
    for each in wanted_in("nn"):
        for source in _strings(each.id):
            shown = texts.gettext(source)
            facts = dict.fromkeys(re.findall(r"%\((\w+)\)", shown), "x")
            if "%" in shown:
                assert shown % facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tolkeloven § 7 andre ledd", "Tolkeloven §\xa07 andre ledd"),
        ("kl. 10.00", "kl.\xa010.00"),
        ("kl. %(clock)s", "kl.\xa0%(clock)s"),
        ("26. november", "26.\xa0november"),
        ("minst 30 tegn", "minst 30\xa0tegn"),
        ("%(count)s minutter igjen", "%(count)s\xa0minutter igjen"),
        ("Alle (A–E)", "Alle (A–\u2060E)"),
        ("%(first)s–%(last)s", "%(first)s–\u2060%(last)s"),
        ("fra – til", "fra – til"),
        ("30 studiepoeng og 4 tolker", "30 studiepoeng og 4 tolker"),
    ],
)
def test_lines_do_not_break_inside_a_measure(text: str, expected: str) -> None:
    assert with_hard_spaces(text) == expected


def test_a_text_without_translation_is_shown_in_bokmal() -> None:
    assert texts_in("nn").gettext("Dette finst ikkje i katalogen") == "Dette finst ikkje i katalogen"


def test_the_plural_follows_the_number() -> None:
    texts = texts_in("nn")
    assert texts.ngettext("%(count)s ny", "%(count)s nye", 1) == "%(count)s ny"
    assert texts.ngettext("%(count)s ny", "%(count)s nye", 2) == "%(count)s nye"
