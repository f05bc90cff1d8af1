"""Files come out drawn anew, or not at all."""

from io import BytesIO

import pypdf
import pytest
import typst
from PIL import Image

from tests.fixtures.outside import EICAR, TestScanner
from tolkeregister.complaints.reporting.cleaning import LARGEST, cleaned
from tolkeregister.core.errors import Invalid

TRACE = b"KANARIA"


def a_photo() -> bytes:
    made, picture = BytesIO(), Image.new("RGB", (400, 300), "navy")
    exif = picture.getexif()
    exif[0x010E], exif[0x013B] = "KANARIA tittel", "KANARIA fotograf"
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(made, "JPEG", exif=exif, comment=TRACE)
    return made.getvalue() + TRACE  # and after the end


def a_pdf(pages: int = 2) -> bytes:
    source = '#set document(title: "KANARIA", author: "KANARIA")\n' + "#pagebreak()\n".join(
        f'Side {number} #link("https://kanaria.example")[her] #hide[KANARIA]\n'
        for number in range(1, pages + 1)
    )
    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


async def test_a_photograph_keeps_its_picture_and_nothing_else(scanner: TestScanner) -> None:
    (kept,) = await cleaned([a_photo()])
    assert TRACE not in kept.content
    with Image.open(BytesIO(kept.content)) as opened:
        assert (opened.format, opened.size, dict(opened.getexif())) == ("JPEG", (400, 300), {})
        assert "comment" not in opened.info


async def test_a_pdf_becomes_pictures_of_its_pages(scanner: TestScanner) -> None:
    (kept,) = await cleaned([a_pdf()])
    read = pypdf.PdfReader(BytesIO(kept.content))
    assert len(read.pages) == 2
    assert "".join(page.extract_text() for page in read.pages).strip() == ""
    assert all("/Annots" not in page for page in read.pages)
    said = str(dict(read.metadata or {})) + str(read.xmp_metadata and read.xmp_metadata.dc_creator)
    assert "kanaria" not in (said + kept.content.decode("latin-1")).casefold()


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ([b"%PDF-" + EICAR], "file_infected"),
        ([b"<html>"], "file_wrong_type"),
        ([b""], "file_wrong_type"),
        ([b"%PDF-1.7 intet %%EOF"], "file_unreadable"),
        ([b"\xff\xd8\xff" + b"\x00" * 90], "file_unreadable"),
        ([b"\x89PNG\r\n\x1a\n" + b"x" * LARGEST], "files_too_large"),
        ([b"%PDF-"] * 6, "files_too_many"),
    ],
)
async def test_hostile_files_are_refused_and_say_why(
    scanner: TestScanner, sent: list[bytes], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await cleaned(sent)
    assert [each.code for each in refused.value.reasons] == [code]


async def test_a_bomb_and_a_book_are_too_much(scanner: TestScanner) -> None:
    bomb = BytesIO()
    Image.new("1", (9000, 9000)).save(bomb, "PNG")
    for sent in (bomb.getvalue(), a_pdf(pages=21)):
        with pytest.raises(Invalid) as refused:
            await cleaned([sent])
        assert [each.code for each in refused.value.reasons] == ["file_too_much"]


async def test_it_fails_closed_when_the_scanner_is_down(scanner: TestScanner) -> None:
    scanner.answer = b"INSTREAM size limit exceeded. ERROR"
    with pytest.raises(Invalid) as refused:
        await cleaned([a_photo()])
    assert [each.code for each in refused.value.reasons] == ["files_not_now"]
