"""Files of results as institutions send them, and people with numbers whose check digits are right."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count

from sqlalchemy import text

from qualification.imports.commands import Received, receive_results
from qualification.imports.models import ResultUpload
from qualification.imports.work import read_upload
from tests.builders.interpreters import an_interpreter
from tolkeregister.core.actor import Actor, Door, Role
from tolkeregister.core.database import Session
from tolkeregister.core.rules.sort_key import fold
from tolkeregister.organisations.models import Organisation
from tolkeregister.people.models import Account, AccountRole

HEADERS = ("kandidatnummer;fødselsnummer;fornavn;etternavn;fødselsdato;prøve;språk;runde;del;resultat;dato;sensurdato;"
           "bevisnummer")  # fmt: skip
LINE = ("{number};{national_id};{given};{family};{born:%d.%m.%Y};{test};{language};{round};{part};{verdict};{taken};"
        "{decided};{certificate}")  # fmt: skip
_WEIGHTS = ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))
BORN = date(1988, 3, 14)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
_minutes = count(1)


def number_for(born: date = BORN, *, nth: int = 0, is_d: bool = False) -> str:
    """The nth synthetic number (month + 80) of a day with right check digits."""
    stem = f"{born.day + 40 * is_d:02}{born.month + 80:02}{born.year % 100:02}"
    for serial in range(500 if born.year >= 2000 else 0, 1000):
        digits = [int(each) for each in f"{stem}{serial:03}"]
        for weights in _WEIGHTS:
            digits.append(-sum(a * b for a, b in zip(weights, digits, strict=True)) % 11)
        if 10 not in digits:
            if nth == 0:
                return "".join(map(str, digits))
            nth -= 1
    raise AssertionError("no numbers left on that day")


def line(**some: object) -> str:
    """A good row, with what is said otherwise."""
    values = {
        "number": "K1", "national_id": number_for(), "given": "Samira", "family": "Haddad", "born": BORN,
        "test": "tospråktest", "language": "somali", "round": "2026-2", "part": "", "verdict": "bestått",
        "taken": "09.10.2026", "decided": "20.10.2026", "certificate": "B-1",
    }  # fmt: skip
    return LINE.format(**(values | some))


def file_of(*lines: str) -> bytes:
    """A file as Norwegian Excel writes it."""
    return "\r\n".join((HEADERS, *lines, "")).encode("cp1252")


async def an_institution(session: Session, code: str = "oslomet") -> Actor:
    """Somebody who sends results for an institution."""
    statement = text("SELECT organisation_id, orgnr FROM institution WHERE code = :code")
    held = await session.execute(statement, {"code": code})
    organisation_id, orgnr = held.one()
    if organisation_id is None:
        made = Organisation(orgnr=orgnr, name=code, kind="institution", synthetic=True)
        session.add(made)
        await session.flush()
        organisation_id = made.id
        await session.execute(
            text("UPDATE institution SET organisation_id = :id WHERE code = :code"),
            {"id": made.id, "code": code},
        )
    account = Account(door=Door.PUBLIC_BODY, subject=f"{code}{organisation_id}", name="Kari Sensor",
                      email="kari@hogskole.example", synthetic=True)  # fmt: skip
    session.add(account)
    await session.flush()
    assert account.id is not None
    session.add(AccountRole(account_id=account.id, role=Role.INSTITUTION, organisation_id=organisation_id))
    await session.flush()
    return Actor(
        account_id=account.id, name=account.name, roles=frozenset({Role.INSTITUTION}),
        organisation_id=organisation_id, organisation_name=code,
    )  # fmt: skip


async def a_person(
    session: Session, national_id: str = number_for(), *, given: str = "Samira", family: str = "Haddad",
    born: date = BORN, category: str = "D",
) -> int:  # fmt: skip
    """Somebody in the register, with an entry in Somali; returns the person's id."""
    built = await an_interpreter(
        session, language="so", given_name=given, family_name=family, category=category
    )
    await session.execute(
        text(
            "UPDATE person SET national_id = :number, born_on = :born, name_folded = :folded WHERE id = :id"
        ),
        {"number": national_id, "born": born, "folded": fold(f"{given} {family}"), "id": built.person_id},
    )
    return built.person_id


async def sent(session: Session, actor: Actor, content: bytes) -> Received:
    """A file received."""
    return await receive_results(session, actor, content, file_name="resultater.csv", via="page", now=NOW)


async def read(session: Session, actor: Actor, *lines: str, content: bytes | None = None) -> ResultUpload:
    """A file received and read."""
    received = await sent(session, actor, content if content is not None else file_of(*lines))
    await session.flush()
    await session.execute(
        text("DROP TABLE IF EXISTS result_stage")
    )  # a transaction of its own, in production
    await read_upload(session, received.upload_id, now=NOW + timedelta(minutes=next(_minutes)))
    return await session.get_one(ResultUpload, received.upload_id)


async def codes(session: Session, upload: ResultUpload) -> Sequence[tuple[int, str, str]]:
    """(line, column, code) of what was wrong."""
    statement = text(
        "SELECT line, column_name, code FROM result_finding WHERE upload_id = :id ORDER BY line, id"
    )
    rows = await session.execute(statement, {"id": upload.id})
    return [tuple(row) for row in rows]
