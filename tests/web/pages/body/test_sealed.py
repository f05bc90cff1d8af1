"""The sealed answers: opened by the account they were sealed for, short enough to survive a sign-in."""

import random

from hypothesis import given
from hypothesis import strategies as st

from tolkeregister.core.settings import Settings
from web.pages.body.sealed import LONGEST, seal, unseal
from web.security.return_to import LONGEST as LONGEST_RETURN
from web.security.return_to import local_path


def test_the_same_account_opens_what_was_sealed(settings: Settings) -> None:
    values = {"samtaletema": "Æøå – «skole»", "onsket": "70001,70002"}
    assert unseal(settings, 7, seal(settings, 7, values)) == values


def test_another_account_opens_nothing(settings: Settings) -> None:
    assert unseal(settings, 8, seal(settings, 7, {"samtaletema": "hemmelig"})) is None


@given(word=st.text(max_size=200))
def test_what_we_never_sealed_is_nothing(settings: Settings, word: str) -> None:
    assert unseal(settings, 7, word) is None


def test_a_changed_or_endless_word_is_nothing(settings: Settings) -> None:
    word = seal(settings, 7, {"a": "b"})
    middle = len(word) - 30
    assert (
        unseal(settings, 7, word[:middle] + ("A" if word[middle] != "A" else "B") + word[middle + 1 :])
        is None
    )
    assert unseal(settings, 7, "a" * (LONGEST + 1)) is None


def test_nothing_of_the_content_can_be_read_in_the_word(settings: Settings) -> None:
    word = seal(settings, 7, {"samtaletema": "omsorgsovertakelse"})
    assert "omsorg" not in word
    assert word != seal(settings, 7, {"samtaletema": "omsorgsovertakelse"})


def test_the_fullest_order_survives_a_sign_in(settings: Settings) -> None:
    """Letters that do not compress, in every field as long as it may be, and all the named interpreters."""
    draw = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ .,-/0123456789"

    def noise(length: int) -> str:
        return "".join(draw.choice(letters) for _ in range(length))

    def numbers() -> str:
        return ",".join(str(draw.randrange(100_000, 1_000_000)) for _ in range(10))

    values = {
        "nokkel": noise(16), "enhet": "123456", "sprak": "afb-x-lev", "dato": "2026-11-26", "fra": "10:00",
        "omgang": "forste", "varighet": "1440", "metode": "fremmote", "sted": "0301", "adresse": noise(120),
        "grunnlag": "special_statute", "lov": noise(100), "samtaletema": noise(120), "deltakere": noise(120),
        "erfaring": "BARNEVERN", "kjonn": "kvinne", "kjonn_grunn": noise(100), "klarering": "ja",
        "metode2": "telefon", "metode3": "fremmote", "metode_vekt": "onske", "videorom": noise(60),
        "erfaring_vekt": "maa", "erfaring_ellers": "ja", "kjonn_ellers": "ja", "klarering_ellers": "ja",
        "kategori_ellers": "ja", "onsket_vekt": "maa", "onsket_grunn": noise(60), "onsket_ellers": "ja",
        "prov": "60", "planb": "+46 70 123 45 67",
        "kategori": "C", "type": "dovblinde", "onsket": numbers(), "unntatt": numbers(),
    }  # fmt: skip
    address = f"/nn/bestilling/ny/se-over?b={seal(settings, 7, values)}"
    assert len(address) < LONGEST_RETURN - 50
    assert local_path(address) == address
