"""Statements are read back with public keys only; every way of tampering has an answer of its own."""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolkeregister.tolkebevis.signing import (
    Kind,
    Reading,
    SaidEntry,
    public_jwk,
    public_x,
    read_card,
    sign,
    sign_card,
    statement_in,
)
from tolkeregister.tolkebevis.verify import main

SECRET, KID = "s" * 40, "2611-abc123"
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
DAY = timedelta(hours=24)
ARABIC = SaidEntry("ar", "tale", "A")
KEYS = [public_jwk(KID, public_x(SECRET, KID))]


def statement(*entries: SaidEntry, kid: str = KID, secret: str = SECRET) -> str:
    return sign_card(secret, kid, "kort-1", entries or (ARABIC,), made_at=NOON, ends_at=NOON + DAY)


def read(text: str, now: datetime = NOON) -> Reading:
    return read_card(text, KEYS, now)


def test_what_was_said_is_read() -> None:
    found = read(statement(ARABIC, SaidEntry("fr", "tale", "D")))
    assert found.decision.codes == ("statement_fresh",)
    assert found.entries == (ARABIC, SaidEntry("fr", "tale", "D"))
    assert (found.card_id, found.made_at, found.ends_at) == ("kort-1", NOON, NOON + DAY)


def test_nothing_about_the_person_is_in_it() -> None:
    """Rule V3 and feature 69: no name, no number, no birth date."""
    payload = statement().split(".")[1]
    said = json.loads(base64.urlsafe_b64decode(payload + "=="))
    assert set(said) == {"kort", "opp", "per", "exp"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "statement_unreadable"),
        ("a.b.c", "statement_unreadable"),
        ("x" * 9000, "statement_unreadable"),
        ("eyJhbGciOiJub25lIn0.e30.", "statement_unreadable"),
        (statement(kid="2601-ffffff"), "statement_unknown_key"),
        (statement(secret="t" * 40), "statement_altered"),
        (statement()[:-6] + "AAAAAA", "statement_altered"),
        (
            sign(SECRET, KID, Kind.ANSWER, {"kort": "1", "opp": [], "per": 0, "exp": 9}),
            "statement_unreadable",
        ),
        (sign(SECRET, KID, Kind.CARD, {"kort": "1"}), "statement_unreadable"),
        (
            sign(SECRET, KID, Kind.CARD, {"kort": "1", "opp": [], "per": 1e99, "exp": 9}),
            "statement_unreadable",
        ),
    ],
)
def test_each_kind_of_wrong_has_its_answer(text: str, code: str) -> None:
    found = read(text)
    assert found.decision.codes == (code,)
    assert found.entries == ()


def test_an_ended_statement_says_nothing() -> None:
    found = read(statement(), NOON + DAY)
    assert found.decision.codes == ("statement_expired",)
    assert found.entries == ()


def test_another_algorithm_is_not_tried() -> None:
    head, payload, signature = statement().split(".")
    header = json.loads(base64.urlsafe_b64decode(head + "=="))
    for algorithm in ("none", "HS256", "EdDSA"):
        changed = (
            base64.urlsafe_b64encode(json.dumps({**header, "alg": algorithm}).encode()).decode().rstrip("=")
        )
        assert read(f"{changed}.{payload}.{signature}").decision.codes == ("statement_unreadable",)


@given(
    st.text(max_size=300)
    | st.binary(max_size=300).map(lambda b: base64.urlsafe_b64encode(b).decode() + ".e30.AA")
)
def test_nothing_somebody_shows_us_raises(text: str) -> None:
    assert not read(statement_in(text)).decision.allowed


@given(st.integers(0, 290), st.characters(codec="ascii"))
def test_no_sign_can_be_changed(at: int, sign_there: str) -> None:
    """The last sign of the signature holds bits that mean nothing; every other one counts."""
    original = statement()
    at = min(at, len(original) - 2)
    if original[at] == sign_there:
        return
    assert not read(original[:at] + sign_there + original[at + 1 :]).decision.allowed


def test_the_address_a_camera_reads_holds_the_statement() -> None:
    assert statement_in("https://x.example/nn/k/b/abc?s=a.b.c") == "a.b.c"
    assert statement_in("  a.b.c\n") == "a.b.c"
    assert statement_in("https://x.example/k/b/abc") == ""


def test_the_command_answers_without_the_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps({"keys": KEYS}))
    address = f"https://x.example/k/b/abc?s={statement()}"
    assert main([address, "--keys", str(keys)], now=NOON + timedelta(minutes=3)) == 0
    said = capsys.readouterr().out
    assert "ar (tale): kategori A" in said
    assert "Sist kontrollert mot registeret 23.11.2026 kl. 12.00.00, for 3 minutter siden." in said
    assert main([address, "--keys", str(keys)], now=NOON + timedelta(hours=3)) == 0
    assert "gammel" in capsys.readouterr().out
    assert main([address, "--keys", str(keys)], now=NOON + DAY) == 1
    assert "utløpt" in capsys.readouterr().out
    assert main([statement(kid="other"), "--keys", str(keys)], now=NOON) == 1
    assert "Hent nye nøkler" in capsys.readouterr().out
    assert main([address, "--keys", str(tmp_path / "none.json")], now=NOON) == 2
