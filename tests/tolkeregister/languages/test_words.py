"""A word becomes a language only when it can mean no other; else all it may mean are offered (rule S4)."""

import csv
from datetime import date
from pathlib import Path

import pytest

import tolkeregister.languages
from tolkeregister.core.database import Session
from tolkeregister.languages.queries import languages, meaning_of

TODAY = date(2026, 11, 23)
FILE = Path(tolkeregister.languages.__file__).parent / "data/languages.csv"


@pytest.mark.parametrize(
    "apart",
    [("ckb", "kmr", "sdh"), ("fa", "prs"), ("sr", "hr", "bs"), ("se", "smj", "sma", "sms"), ("nsl", "ase", "ils"),
     ("ar", "aii"), ("cmn", "yue"), ("ti", "tig", "am")],
)  # fmt: skip
async def test_languages_that_are_often_confused_are_languages_of_their_own(
    session: Session, apart: tuple[str, ...]
) -> None:
    known = {each.tag: each.name_nb for each in await languages(session, on=TODAY)}
    assert set(apart) <= known.keys()
    assert len({known[tag] for tag in apart}) == len(apart)


async def test_what_is_a_family_of_languages_or_a_country_is_nobodys_language(session: Session) -> None:
    known = {each.tag for each in await languages(session, on=TODAY)}
    assert not known & {"ku", "zh", "sh", "no", "sgn", "smi"}


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("sorani", "ckb"), ("Kurmancî", "kmr"), ("feyli", "sdh"), ("dari", "prs"), ("persisk", "fa"), ("serbisk", "sr"),
        ("KROATISK", "hr"), ("bosnisk", "bs"), ("nordsamisk", "se"), ("norsk tegnspråk", "nsl"), ("nordkurdisk", "kmr"),
        ("palestinsk arabisk", "ar"), ("فارسی", "fa"), ("sør samisk", None), ("sørsamisk", "sma"), ("SØRSAMISK", "sma"),
    ],
)  # fmt: skip
async def test_a_word_with_one_meaning_is_that_language(session: Session, word: str, tag: str | None) -> None:
    found = await meaning_of(session, word, on=TODAY)
    assert (found.tags if found.is_certain else ()) == ((tag,) if tag else ())


@pytest.mark.parametrize(
    ("word", "tags"),
    [
        ("kurdisk", {"ckb", "kmr", "sdh", "lki", "zza"}),
        ("farsi", {"fa", "prs"}),
        ("serbokroatisk", {"sr", "hr", "bs"}),
        ("samisk", {"se", "smj", "sma", "sms"}),
        ("Sami", {"se", "smj", "sma", "sms"}),
        ("tegnspråk", {"nsl", "ase", "ils"}),
        ("kinesisk", {"cmn", "yue", "bo", "ug"}),
        ("burmesisk", {"my", "rhg", "ksw", "kac", "cnh", "ctd", "mnw"}),
        ("romani", {"rom", "rmg"}),
    ],
)
async def test_a_word_with_several_meanings_is_a_choice_between_all_of_them(
    session: Session, word: str, tags: set[str]
) -> None:
    found = await meaning_of(session, word, on=TODAY)
    assert not found.is_certain
    assert set(found.tags) == tags


async def test_the_name_of_a_language_always_offers_that_language(session: Session) -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lost = {
        (name, row["tag"]) for row in rows for name in (row["name_nb"], row["name_nn"], row["name_en"])
        if row["tag"] not in (await meaning_of(session, name, on=TODAY)).tags
    }  # fmt: skip
    assert lost == set()
