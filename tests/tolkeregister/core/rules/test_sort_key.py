"""Norwegian order, and folding for search."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolkeregister.core.rules.sort_key import fold, sort_key

# In the order in which they must stand.
IN_ORDER = [
    "Abel", "Ćosić", "Dahl", "Đorđević", "Eide", "Łukasz", "Lunde", "Müller", "Nguyễn", "Olsen", "Zimmer",
    "Ædelstein", "Ænes", "Ärlig", "Ødegård", "Öst", "Øverland", "Aaberg", "Ådland", "Aasen", "Åsheim",
]  # fmt: skip


def test_norwegian_names_stand_in_norwegian_order() -> None:
    """Failure mode 30: … Z Æ Ø Å, aa as å, ä with æ, ö with ø, other marks without weight."""
    shuffled = list(IN_ORDER)
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_upper_and_lower_case_sort_alike() -> None:
    assert sort_key("ØYSTEIN") == sort_key("øystein")


@pytest.mark.parametrize("composed", ["Åse", "Ægir", "Øyvind", "Müller"])
def test_letters_in_two_parts_are_the_same_letters(composed: str) -> None:
    apart = unicodedata.normalize("NFD", composed)
    assert sort_key(apart) == sort_key(composed)
    assert fold(apart) == fold(composed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ødegård", "odegard"),
        ("Ødegaard", "Ødegård"),
        ("Oedegaard", "Ødegård"),
        ("TØYEN", "tøyen"),
        ("Bøe", "Boe"),
        ("Böe", "Bøe"),
        ("Łukasz", "Lukasz"),
        ("Đorđe", "Dorde"),
        ("Nguyễn", "nguyen"),
        ("Chloé", "Chloe"),
        ("Zoë", "Zoe"),
        ("Øe", "Oe"),
        ("Ægir", "Aegir"),
        ("Saad", "Sad"),
        ("Ǿrsted", "Ørsted"),
        ("N'Diaye", "NDiaye"),
        ("Weiß", "Weiss"),
        ("Anne-Grete", "anne  grete"),
        ("İpek", "ipek"),
        ("Yıldız", "yildiz"),
        ("Ｋａｒｉ", "Kari"),
        ("Çelik", "Celik"),
    ],
)
def test_spellings_that_mean_the_same_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Kari", "Karl"), ("Berg", "Borg"), ("Ali", "Alia")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_other_alphabets_are_left_as_they_are() -> None:
    assert fold("محمد  علي") == "محمد علي"


@given(st.text(st.characters(max_codepoint=0x24F), max_size=20) | st.text(max_size=20))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
