"""Every letter is a tagged PDF that says which language it is in, is the same every time, and runs nothing."""

import io
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.builders.cases import DRAFT, a_case
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid
from tolkeregister.decisions.letters.registry import LetterTemplate, register_letter, template_on, templates
from tolkeregister.decisions.letters.render import _plain, render_letter
from tolkeregister.decisions.outcomes.commands import propose_decision
from tolkeregister.decisions.outcomes.letter import preview_letter

DAY = date(2026, 11, 23)
HOSTILE = '#read("/etc/passwd") #eval("1") *fet* _kursiv_ $x$ <merke> @ref \\ // /* ` = Overskrift\n- punkt'
DATA: dict[str, Any] = {
    "case_number": "2026-1", "to_name": "Åse Øksnes-Łukaszewicz", "lead": "Du er ført opp.",
    "facts": [["Språk", "somali"]],
    "reasons": "Første avsnitt.\n\nAndre avsnitt.", "legal_basis": "tolkeloven § 17", "rule": "kategori",
    "rule_version": "2", "effective": "23. november 2026", "replaces": "", "people": ["Ola Saksbehandler"],
    "appeal_weeks": "tre", "subject": "Oppføring", "reply_by": "14. desember 2026", "decision_number": "2026-1-1",
    "sent_on": "1. desember 2026", "is_late": True, "late_because": "Sykdom",
    "documents": [["1", "Vedtak", "23. november 2026"]], "extra": {"language": "somali", "category": "D"},
}  # fmt: skip
OURS = sorted({each.name for each in templates() if "decisions/letters/typst" in str(each.nb)})


async def made(name: str, form: str = "nb", **changed: Any) -> pypdf.PdfReader:
    letter = await render_letter(
        name, form, {**DATA, **changed}, on=DAY, title=str(changed.get("title", "Vedtak"))
    )
    return pypdf.PdfReader(io.BytesIO(letter.pdf))


def words(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("form", ["nb", "nn"])
@pytest.mark.parametrize("name", OURS)
async def test_a_letter_is_accessible_and_lasts(name: str, form: str) -> None:
    """PDF/UA-1 and PDF/A-2a, as far as a reader of PDF can see."""
    reader = await made(name, form)
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == f"{form}-NO"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Vedtak"
    said = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in said
    assert "<pdfaid:part>2</pdfaid:part>" in said
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in said
    tags = _tags(root["/StructTreeRoot"])
    assert tags.count("/H1") == 1
    assert "/P" in tags


def _tags(node: Any) -> list[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for each in node for tag in _tags(each)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/S"])] if "/S" in node else []
    return own + (_tags(node["/K"]) if "/K" in node else [])


@pytest.mark.parametrize("name", OURS)
async def test_markup_in_what_people_wrote_stays_letters(name: str) -> None:
    reader = await made(name, to_name=HOSTILE, reasons=HOSTILE, lead=HOSTILE, subject=HOSTILE, title=HOSTILE)
    said = words(reader)
    assert '#read("/etc/passwd") #eval("1") *fet* _kursiv_ $x$ <merke> @ref \\ // /* `' in said
    assert "root:" not in said


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(max_codepoint=0x17F, exclude_categories=["Cs"]), min_size=1, max_size=40))
async def test_any_latin_name_can_be_printed(name: str) -> None:
    await render_letter("answer", "nb", {**DATA, "to_name": name}, on=DAY, title="Vedtak")


async def test_a_sign_the_letter_cannot_show_is_named() -> None:
    with pytest.raises(Invalid) as refused:
        await render_letter("answer", "nb", {**DATA, "reasons": "Fint 😀"}, on=DAY, title="Vedtak")
    assert refused.value.reasons[0].facts["sign"] == "😀"


def test_signs_that_turn_the_direction_of_reading_are_taken_away() -> None:
    assert _plain({"a": ["x\u202egnp.exe\x00"]}) == {"a": ["xgnp.exe"]}


async def test_the_same_letter_is_the_same_bytes_and_another_day_is_another_letter() -> None:
    one, two, later = [
        (await render_letter("decision", "nb", DATA, on=day, title="Vedtak")).sha256
        for day in (DAY, DAY, date(2026, 11, 24))
    ]
    assert one == two != later


async def test_the_decision_says_what_the_law_asks_for() -> None:
    """Forvaltningsloven §§ 24–27: reasons, rules, facts, right and time to appeal, how, and to see the documents."""
    for form in ("nb", "nn"):
        said = words(await made("decision", form))
        for what in (
            "tolkeloven § 17",
            "tre",
            "klage",
            "Første avsnitt.",
            "somali",
            "departementet",
            "§§ 18",
        ):
            assert what in said, (form, what)


async def test_the_letter_is_in_the_written_form_the_person_has_chosen(
    session: Session, now: datetime
) -> None:
    """Språklova § 13."""
    case = await a_case(session, now=now)
    await session.execute(text("UPDATE account SET written_form = 'nn' WHERE id = :id"),
                          {"id": case.person.actor.account_id})  # fmt: skip
    draft = await propose_decision(session, case.officer, case.id, replace(DRAFT), now=now)
    letter = await preview_letter(session, case.officer, draft.id, now=now)
    assert letter.written_form == "nn"
    assert "Kvifor" in words(pypdf.PdfReader(io.BytesIO(letter.pdf)))


async def test_a_new_template_holds_from_its_day_and_the_old_one_before() -> None:
    old = template_on("decision", DAY)
    new = LetterTemplate("test_only", date(2030, 1, 1), old.nb, old.nn, old.frame)
    register_letter(replace(new, valid_from=date(2022, 1, 1)))
    register_letter(new)
    register_letter(new)
    assert template_on("test_only", date(2029, 12, 31)).valid_from == date(2022, 1, 1)
    assert template_on("test_only", date(2030, 1, 1)).valid_from == date(2030, 1, 1)
    with pytest.raises(RuntimeError):
        register_letter(replace(new, nn=old.nb))


@pytest.mark.parametrize("template", templates(), ids=lambda each: f"{each.name}-{each.valid_from}")
def test_every_template_has_both_written_forms_and_reads_nothing_else(template: LetterTemplate) -> None:
    for form in ("nb", "nn"):
        source = template.source(form).decode()
        assert not [word for word in ("#import", "#include", "read(", "image(", "plugin(") if word in source]
