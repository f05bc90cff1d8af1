"""Every reason a rule can give has a sentence, which asks only for facts that the reason carries."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tolkeregister.core.decisions import reason
from web.assets.places import ROOT
from web.view.labels import ERROR_PAGES, LABELS, fact_text, reason_text
from web.view.reasons import REASONS
from web.view.texts import texts_in

PACKAGES = ("tolkeregister", "qualification", "booking", "web")


def _given() -> Iterator[tuple[str, str, set[str] | None]]:
    """Where, which code, and the names of the facts (None when they are not written out)."""
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield from _codes(node, file)


def _codes(call: ast.Call, file: Path) -> Iterator[tuple[str, str, set[str] | None]]:
    if not isinstance(call.func, ast.Name) or call.func.id not in ("reason", "conflict") or not call.args:
        return
    first = call.args[0]
    named = [each.arg for each in call.keywords]
    facts = None if None in named else {each for each in named if each}
    for part in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield f"{file.relative_to(ROOT)}:{call.lineno}", part.value, facts


def test_every_reason_has_a_sentence() -> None:
    without = {code: where for where, code, _ in _given() if code not in REASONS}
    assert without == {}, "write the sentence in web/view/reasons.py"


def test_a_sentence_asks_only_for_facts_the_reason_has() -> None:
    for where, code, facts in _given():
        wanted = set(re.findall(r"%\((\w+)\)", REASONS.get(code, "")))
        assert facts is None or wanted <= facts, where


def test_a_reason_becomes_a_sentence_in_the_written_form() -> None:
    assert reason_text(reason("not_qualified"), texts_in("nn")) == "Tolken er ikkje kvalifisert i språket"
    assert reason_text(reason("qualified", category="B"), texts_in("nb")) == "Kvalifisert i kategori B"


def test_a_code_nobody_gave_words_still_gets_an_answer() -> None:
    assert reason_text(reason("made_up"), texts_in("nb")) == REASONS["unspecified"]


@pytest.mark.parametrize(
    ("fact", "shown"),
    [
        (1234, "1\xa0234"),
        (date(2026, 11, 26), "26.\xa0november 2026"),
        (datetime(2026, 11, 26, 9, tzinfo=UTC), "torsdag 26.\xa0november 2026 kl.\xa010.00"),
        ("B", "B"),
        (None, "–"),
    ],
)
def test_facts_are_shown_as_people_write_them(fact: object, shown: str) -> None:
    assert fact_text(fact, "nb") == shown


def test_no_label_is_empty_and_no_two_codes_of_a_kind_share_words() -> None:
    for kind, words in LABELS.items():
        assert all(words.values())
        if kind != "reason":  # several rules may say the same
            assert len(set(words.values())) == len(words), kind


def test_error_pages_end_in_something_to_do() -> None:
    assert all(words.advice for words in ERROR_PAGES.values())
