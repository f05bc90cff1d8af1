"""Further languages are text files: complete, drafts until a named translator has read them."""

import datetime
import re
from pathlib import Path

import pytest

from tests.fixtures.page import Browser
from tests.web.pages.complaints_reporting.walking import at_review, code_on, go, send
from web.view import further_languages
from web.view.extract import lacking_in
from web.view.further_languages import FOLDER, languages_served, texts_of

DRAFTS = ("ar", "pl", "uk")
_PLACES = re.compile(r"%\(\w+\)s|\{\w+\}")


@pytest.mark.parametrize("tag", DRAFTS)
def test_a_file_has_every_text_with_its_places(tag: str) -> None:
    texts = texts_of(tag)
    assert lacking_in(tag) == []
    for text, said in texts.items():
        assert said.strip()
        assert sorted(_PLACES.findall(said)) == sorted(_PLACES.findall(text)), said
        if tag != "pl":
            letters = [sign for sign in said if sign.isalpha()]
            assert not letters or said != text, f"not translated: {text}"


def test_the_files_are_drafts_until_somebody_has_reviewed_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert set(languages_served("reporting", drafts=False)) == {"nb", "nn", "en"}
    assert set(languages_served("reporting", drafts=True)) == {"nb", "nn", "en", *DRAFTS}
    half, whole = (FOLDER / "ar.toml").read_text(encoding="utf-8"), "2030-01-31"
    named = half.replace('reviewed_by = ""', 'reviewed_by = "Samira Haddad"')
    (tmp_path / "ar.toml").write_text(named, encoding="utf-8")
    monkeypatch.setattr(further_languages, "FOLDER", tmp_path)
    assert "ar" not in languages_served("reporting", drafts=False), "a name without a day"
    dated = named.replace('reviewed_on = ""', f"reviewed_on = {whole}")
    (tmp_path / "pl.toml").write_text(dated, encoding="utf-8")
    assert set(languages_served("reporting", drafts=False)) == {"nb", "nn", "en", "pl"}
    assert datetime.date.fromisoformat(whole)


@pytest.mark.parametrize("tag", [*DRAFTS, "fr", "../../en/messages", "<script>"])
async def test_what_is_not_reviewed_is_not_served(page: Browser, tag: str) -> None:
    for path in ("/varsle", "/varsle/hva", "/varsle/folg"):
        shown = await page.get(path, sprak=tag)
        assert shown.root.get("lang") == "nb"
        assert "العربية" not in shown.text


@pytest.mark.usefixtures("drafts")
@pytest.mark.parametrize(("tag", "direction"), [("ar", "rtl"), ("pl", "ltr"), ("uk", "ltr")])
async def test_a_report_from_beginning_to_end_has_no_word_of_norwegian(
    page: Browser, tag: str, direction: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()
    known = texts_of(tag)
    original = further_languages._FromFile.gettext

    def listen(self: object, message: str) -> str:
        if message and message not in known:
            asked.add(message)
        return original(self, message)  # type: ignore[arg-type]

    monkeypatch.setattr(further_languages._FromFile, "gettext", listen)
    start = await page.get("/varsle", sprak=tag)
    assert (start.root.get("lang"), start.root.get("dir")) == (tag, direction)
    first = await page.get("/varsle/hva", sprak=tag)
    await go(page, first, "/varsle/oppdrag", status=422)
    for wrong in ("a\x00b", "b" * 6001, "01017012345"):
        await go(page, first, "/varsle/oppdrag", status=422, gjelder="wrong", hendelse=wrong)
    second = await go(page, first, "/varsle/oppdrag", gjelder="wrong", hendelse="مرحبا")
    await go(page, second, "/varsle/deg", status=422, tolkenr="abc")
    third = await go(page, second, "/varsle/deg")
    await go(page, third, "/varsle/se-over", status=422, anonym="nei", rolle="finnes-ikke")
    review = await at_review(page, language=tag)
    await send(page, review, [("a.gif", b"GIF89a", "image/gif")], status=422)
    receipt = await send(page, review)
    assert receipt.root.get("dir") == direction
    await page.post(
        "/varsle/folg", {**(await page.get("/varsle/folg", sprak=tag)).form(), "kode": "x"}, status=422
    )
    asking = {**(await page.get("/varsle/folg", sprak=tag)).form(), "kode": code_on(receipt)}
    thread = await page.post("/varsle/folg", asking, status=200)
    sent = await go(page, thread, "/varsle/folg", melding="مرحبا")
    assert (sent.root.get("lang"), sent.root.get("dir")) == (tag, direction)
    assert {"ar": "نوفمبر", "pl": "listopada", "uk": "листопада"}[tag] in sent.text
    assert asked == set()
