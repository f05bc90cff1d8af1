"""Names and words in the scripts of the register's languages are set in letters and case packs, and can be read out."""

import io
from datetime import date

import pypdf
import pytest

from tolkeregister.complaints.committee.typesetting import Front, Set, set_pack
from tolkeregister.core.errors import Invalid
from tolkeregister.decisions.letters.fonts import FOLDER
from tolkeregister.decisions.letters.render import render_letter
from web.assets.script_fonts import SCRIPT_FONTS

DAY = date(2026, 3, 2)
# Language → words with the letters that only it, or few, have; and the font they are set with.
WORDS = {
    "ar": ("محمد العربية", "NotoSansArabic"), "ur": ("ٹھیک ہے ڑ ں", "NotoSansArabic"),
    "ps": ("ښځه ګړ ډ ټ", "NotoSansArabic"), "ckb": ("کوردی ڵۆڕێ ە", "NotoSansArabic"),
    "ug": ("ئۇيغۇرچە", "NotoSansArabic"), "fa": ("پژواک گچ", "NotoSansArabic"),
    "am": ("አማርኛ", "NotoSansEthiopic"), "ti": ("ትግርኛ ሰላም", "NotoSansEthiopic"), "byn": ("ብሊና ⶐ", "NotoSansEthiopic"),
    "hi": ("हिन्दी", "NotoSansDevanagari"), "ne": ("नेपाली", "NotoSansDevanagari"),
    "pa": ("ਪੰਜਾਬੀ", "NotoSansGurmukhi"), "bn": ("বাংলা", "NotoSansBengali"), "gu": ("ગુજરાતી", "NotoSansGujarati"),
    "ta": ("தமிழ்", "NotoSansTamil"), "te": ("తెలుగు", "NotoSansTelugu"), "ml": ("മലയാളം", "NotoSansMalayalam"),
    "si": ("සිංහල", "NotoSansSinhala"), "th": ("ภาษาไทย", "NotoSansThai"), "lo": ("ພາສາລາວ", "NotoSansLao"),
    "km": ("ខ្មែរ", "NotoSansKhmer"), "my": ("မြန်မာ", "NotoSansMyanmar"), "ksw": ("ကညီ", "NotoSansMyanmar"),
    "bo": ("བོད་ཡིག", "NotoSerifTibetan"), "aii": ("ܣܘܪܝܝܐ", "NotoSansSyriac"), "ber": ("ⵜⴰⵎⴰⵣⵉⵖⵜ", "NotoSansTifinagh"),
    "mnk": ("ߒߞߏ", "NotoSansNKo"), "ff": ("𞤆𞤵𞤤𞤢𞤪", "NotoSansAdlam"), "cmn": ("中文简体", "ZCOOLXiaoWei"),
    "ja": ("日本語カタカナ", "Kosugi"), "ko": ("한국어", "GowunDodum"),
    "he": ("עברית", "Libertinus"), "hy": ("Հայերեն", "NewCM10"), "ka": ("ქართული", "NewCM10"),
    "uk": ("Українська", "Libertinus"), "tg": ("Тоҷикӣ Ғ Ӯ", "Libertinus"), "el": ("Ελληνικά", "Libertinus"),
    "vi": ("Nguyễn Thị", "Libertinus"), "sms": ("ǩŋŧʒǯõ", "Libertinus"), "yo": ("ọ̀rọ̀ Ẹ̀kọ́", "Libertinus"),
}  # fmt: skip


def read(pdf: bytes) -> tuple[str, set[str]]:
    """The text of the pages, and the fonts they use."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    fonts = [(page["/Resources"].get("/Font") or {}).values() for page in pages]  # type: ignore[attr-defined]
    names = {str(each.get_object()["/BaseFont"]) for found in fonts for each in found}
    return "".join(page.extract_text() for page in pages), names


async def test_words_of_each_language_are_set_in_a_case_pack_and_can_be_read_out() -> None:
    assert FOLDER.is_dir(), "run `make assets`"
    front = Front("Sakspapirer", "Varsel 2026/00001", "Unntatt offentlighet", "nb", DAY)
    papers = [Set(language, words=words, language=language) for language, (words, _) in WORDS.items()]
    text, names = read(await set_pack(front, papers))
    for language, (words, font) in WORDS.items():
        # the reader knows no replacement texts, by which joined letters are told: a few share their drawing
        lost = set(words) - set(" \u200d") - set(text)
        assert len(lost) <= (3 if font == "NotoSansArabic" else 0), (language, lost)
        assert any(font in each for each in names), (language, font)


async def test_a_letter_bears_a_name_in_any_of_them() -> None:
    data = {
        "case_number": "2026-1", "to_name": "ሰላም ታደሰ – محمد ٹھیک", "asked_on": "1. mars 2026", "facts": [],
        "refused": False, "reasons": "", "appeal_weeks": "tre", "people": ["中文"],
    }  # fmt: skip
    made = await render_letter("file_access", "nb", data, on=DAY, title="Svar på krav om innsyn")
    text, names = read(made.pdf)
    assert "ሰላም ታደሰ" in text
    assert "中文" in text
    assert any("NotoSansEthiopic" in each for each in names)


@pytest.mark.parametrize(("words", "sign"), [("ᠮᠣᠩᠭᠣᠯ", "ᠮ"), ("𓂀", "𓂀"), ("粵語", "粵")])
async def test_what_no_font_has_is_refused_by_name(words: str, sign: str) -> None:
    front = Front("Sakspapirer", "Varsel 2026/00001", "Unntatt offentlighet", "nb", DAY)
    with pytest.raises(Invalid, match="letter_unprintable") as refused:
        await set_pack(front, [Set("Varselet", words=words)])
    assert refused.value.reasons[0].facts["sign"] == sign


def test_no_font_lies_there_for_nothing() -> None:
    used = {font for _, font in WORDS.values()}
    assert len({font for font in used if font not in ("Libertinus", "NewCM10")}) == len(SCRIPT_FONTS)
