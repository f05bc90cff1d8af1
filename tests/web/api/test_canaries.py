"""What must never be published is seeded, every public route is asked, and no answer holds it."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import httpx2
import pytest
from litestar import Litestar
from sqlalchemy import text

from tests.builders.assignments import accepted_by, an_assignment, an_offer
from tests.builders.bodies import a_body
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.times import between
from tolkeregister.core.database import Session

NUMBER = "10427"
NOW, TOMORROW = datetime(2026, 11, 23, 10, tzinfo=UTC), date(2026, 11, 24)
CANARIES = {
    "national_id": "98765432109", "email": "kanari@hemmelig.example", "phone": "+4799887766",
    "born_on": "1971-02-03",
}  # fmt: skip
# What a booker and an interpreter write about an order of theirs.
WRITTEN = {
    "theme": "kanaritema", "participants": "kanarirolle", "address": "Kanarigata 7", "duty_statute": "kanariloven",
    "gender_reason": "kanarigrunn", "remark": "kanariforbehold",
}  # fmt: skip
FORBIDDEN = (*CANARIES.values(), *WRITTEN.values(), "99887766", "1971", "3. februar", "03.02.71", "kanari")
FILLED = {"number": NUMBER, "nummer": NUMBER}
QUERIES = (
    "",
    "?sprak=ar",
    f"?navn={NUMBER}",
    "?navn=Haddad",
    "?sprak=ar&dato=2026-11-26&fra=10:00&metode=skjerm",
)


def public_addresses(app: Litestar) -> Iterator[str]:
    """Every address a GET reaches, with the number filled in where an address needs one."""
    for route in app.routes:
        if "GET" not in getattr(route, "methods", ()) or route.path.startswith("/static"):
            continue
        path = route.path_format
        for name, value in FILLED.items():
            path = path.replace(f"{{{name}}}", value)
        if "{" not in path:
            yield path


async def an_order_of(session: Session, interpreter: BuiltInterpreter) -> None:
    """An accepted order with a canary in every text."""
    body = await a_body(session)
    assignment = await an_assignment(session, body, *between(TOMORROW, "10:00", "11:00"))
    await accepted_by(session, assignment, interpreter.id, at=NOW)
    offer = await an_offer(session, assignment, interpreter.id, sent_at=NOW, answer_by=NOW)
    for sql in (
        "UPDATE request SET theme = :theme, participants = :participants, duty_statute = :duty_statute,"
        " gender_reason = :gender_reason WHERE id = :request",
        "UPDATE assignment SET address = :address WHERE id = :assignment",
        "UPDATE offer SET remark = :remark, decline_reason = 'impartiality' WHERE id = :offer",
    ):
        values = {**WRITTEN, "request": assignment.request_id, "assignment": assignment.id, "offer": offer}
        await session.execute(text(sql), values)


async def test_no_public_answer_holds_what_is_never_published(
    client: httpx2.AsyncClient, session: Session, app: Litestar
) -> None:
    found = await an_interpreter(session, number=NUMBER, hours=True)
    await session.execute(
        text(
            "UPDATE person SET national_id = :national_id, email = :email, phone = :phone,"
            " born_on = CAST(CAST(:born_on AS text) AS date) WHERE id = :id"
        ),
        {**CANARIES, "id": found.person_id},
    )
    await an_order_of(session, found)
    asked = 0
    for path in public_addresses(app):
        for query in QUERIES:
            for form in ("", "/nn"):
                answer = await client.get(f"{form if not path.startswith('/api') else ''}{path}{query}")
                said = answer.text + str(answer.headers)
                # as words: a random request id may well hold the digits of a year
                leaked = [each for each in FORBIDDEN if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", said)]
                assert not leaked, f"{leaked} at {path}{query}"
                asked += 1
    assert asked > 100


@pytest.mark.parametrize("canary", ["98765432109", "kanari@hemmelig.example", "99887766"])
async def test_no_search_answers_to_what_is_never_published(
    client: httpx2.AsyncClient, session: Session, canary: str
) -> None:
    """A search that finds somebody by e-mail or national id would confirm a guess."""
    found = await an_interpreter(session, given_name="Zxcvb", family_name="Qwerty")
    await session.execute(
        text(
            "UPDATE person SET national_id = '98765432109', email = :email, phone = '99887766' WHERE id = :id"
        ),
        {"email": CANARIES["email"], "id": found.person_id},
    )
    for path in ("/finn-tolk", "/api/v1/tolker"):
        answer = await client.get(path, params={"navn": canary})
        assert "Qwerty" not in answer.text
