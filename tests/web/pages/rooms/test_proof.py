"""The numbers two people read to each other: the script itself, run by Node."""

import hashlib
from functools import cache

import pytest

from tests.fixtures.scripts import answer_of
from web.assets.places import STATIC

KEYS = {
    "here": "v=0\r\na=fingerprint:sha-256 AA:01:02\r\nm=audio\r\na=fingerprint:sha-256 AA:01:02\r\n",
    "here, in small letters": "v=0\r\na=fingerprint:sha-256 aa:01:02\r\n",
    "there": "v=0\r\na=fingerprint:sha-256 BB:01:02\r\n",
    "between": "v=0\r\na=fingerprint:sha-256 BB:01:03\r\n",
    "there and between": "v=0\r\na=fingerprint:sha-256 BB:01:02\r\na=fingerprint:sha-256 BB:01:03\r\n",
    "none": "v=0\r\n",
}
PAIRS = {
    "ours": ("here", "there"), "the other way round": ("there", "here"),
    "in small letters": ("here, in small letters", "there"), "one between": ("here", "between"),
    "one between as well": ("here", "there and between"), "nobody": ("here", "none"),
}  # fmt: skip
RUN = """
import { proofOf } from 'file://%s'
const pairs = JSON.parse(process.argv[1])
console.log(JSON.stringify(await Promise.all(pairs.map(([one, other]) => proofOf(one, other)))))
"""


@cache
def numbers() -> dict[str, str | None]:
    """The numbers of each pair, by one run of the script."""
    given = [[KEYS[one], KEYS[other]] for one, other in PAIRS.values()]
    return dict(zip(PAIRS, answer_of(RUN % (STATIC / "js/room/proof.js"), given), strict=True))


def test_they_are_twelve_of_the_first_bytes_of_a_hash() -> None:
    digest = hashlib.sha256(b"SHA-256 AA:01:02\nSHA-256 BB:01:02").digest()
    number = f"{int.from_bytes(digest[:8]) % 10**12:012}"
    assert numbers()["ours"] == f"{number[:4]} {number[4:8]} {number[8:]}"


@pytest.mark.parametrize("pair", ["the other way round", "in small letters"])
def test_both_ends_read_the_same(pair: str) -> None:
    assert numbers()[pair] == numbers()["ours"]


@pytest.mark.parametrize("pair", ["one between", "one between as well", "nobody"])
def test_another_key_gives_other_numbers(pair: str) -> None:
    assert numbers()[pair] != numbers()["ours"]
