"""Names in any script come out as they went in: pages, forms, mail and CSV; and never out of their place."""

import csv
import io
import unicodedata

import httpx2
import pytest
from sqlalchemy import text

from tests.builders.interpreters import an_interpreter
from tests.fixtures.mail_server import MailServer
from tests.fixtures.page import Browser
from tolkeregister.core.clock import utc_now
from tolkeregister.core.database import Database, Session
from tolkeregister.core.mail import smtp
from tolkeregister.core.statistics.csv_formats import EXCEL, guarded

NAMES = {
    "arabic": ("سميرة", "حدّاد"),
    "geez": ("ሰላማዊት", "ገብረ፡መድኅን"),
    "cyrillic": ("Оксана", "Шевченко-Ґедзь"),
    "chinese": ("小明", "歐陽"),
    "thai": ("สมศักดิ์", "ใจดี"),
    "sami": ("Áilu", "Čáhppes-Ŋiččen"),
    "vietnamese combining": (
        unicodedata.normalize("NFD", "Nguyễn"),
        unicodedata.normalize("NFD", "Thị Hồng"),
    ),
    "right to left marks": ("Ali\u200f", "\u202eBin\u202c Said"),
    "outside the first plane": ("𐒌𐒖𐒕", "𞤀𞤁𞤂𞤢𞤥"),
    "apostrophes": ("D'Arc O’Neil", '"Ibn" & Søn <as>'),
}


@pytest.mark.parametrize("script", NAMES)
async def test_a_name_stands_on_the_page_of_its_interpreter_as_it_was_given(
    page: Browser, session: Session, script: str
) -> None:
    given, family = NAMES[script]
    tolk = await an_interpreter(session, given_name=given, family_name=family, hours=True)
    profile = await page.get(f"/tolk/{tolk.number}")
    assert profile.heading == " ".join(f"{given} {family}".split())
    found = await page.get("/finn-tolk", sprak="ar")
    assert " ".join(f"{given} {family}".split()) in found.text


@pytest.mark.parametrize("script", NAMES)
async def test_a_name_can_be_searched_for_in_its_own_script(
    client: httpx2.AsyncClient, session: Session, script: str
) -> None:
    given, family = NAMES[script]
    await an_interpreter(session, given_name="Per", family_name="Hansen")
    tolk = await an_interpreter(session, given_name=given, family_name=family)
    answer = await client.get("/api/v1/tolker", params={"sprak": "ar", "navn": f"{given} {family}"})
    assert answer.status_code == 200, answer.text
    first = answer.json()["tolker"][0]
    assert (first["nummer"], first["navn"]) == (tolk.number, f"{given} {family}")


@pytest.mark.parametrize("script", NAMES)
async def test_a_name_survives_the_subject_and_body_of_a_letter(post_office: MailServer, script: str) -> None:
    name = " ".join(NAMES[script])
    message = smtp.compose(
        sender="ikke-svar@tolkeregister.example", recipient="kari@fjordvik.example", subject=f"Til {name}",
        body=f"Hei, {name}!\n", message_id="<1@tolkeregister.example>", written_form="nb", at=utc_now(),
    )  # fmt: skip
    await smtp.send(smtp.Server("127.0.0.1", post_office.port, "ikke-svar@tolkeregister.example"), message)
    (received,) = post_office.received
    assert received["Subject"] == f"Til {name}"
    content = received.get_body()
    assert content is not None
    assert content.get_content().strip() == f"Hei, {name}!"


@pytest.mark.parametrize("name", ["Ola\r\nBcc: alle@organ.example", "Ola\nX: y", "Ola\rX"])
def test_a_line_break_in_a_name_cannot_add_a_header(name: str) -> None:
    with pytest.raises(ValueError, match=r"linefeed|carriage"):
        smtp.compose(
            sender="ikke-svar@tolkeregister.example", recipient="kari@fjordvik.example", subject=f"Til {name}",
            body="", message_id="<1@tolkeregister.example>", written_form="nb", at=utc_now(),
        )  # fmt: skip


@pytest.mark.parametrize("script", NAMES)
def test_a_name_survives_a_csv_file_for_excel(script: str) -> None:
    name = " ".join(NAMES[script])
    file = io.StringIO()
    csv.writer(file, delimiter=EXCEL.delimiter, lineterminator=EXCEL.line_end).writerow(
        [guarded(name, EXCEL), "1"]
    )
    read = next(
        csv.reader(io.StringIO(file.getvalue().encode(EXCEL.encoding).decode("utf-8-sig")), delimiter=";")
    )
    assert read == [name, "1"]


async def test_names_are_kept_byte_for_byte_in_the_database(own_database: Database) -> None:
    async with own_database.writing() as session:
        for given, family in NAMES.values():
            await an_interpreter(session, given_name=given, family_name=family)
    async with own_database.reading() as session:
        rows = await session.execute(text("SELECT given_name, family_name FROM person ORDER BY id"))
        assert [tuple(row) for row in rows] == list(NAMES.values())
