"""The booker's page of a room: links, codes and paper, what is decided, and what the room proposes."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from booking.rooms.jobs import open_missing_rooms
from booking.rooms.leading import end_for_all
from booking.rooms.set_up import set_up_of
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.rooms import BuiltRoom, seated
from tests.fixtures.app import FixedClock
from tests.fixtures.people import SignIn
from tests.web.pages.body.road import fill, follow, forms_to
from tolkeregister.core.clock import OSLO
from tolkeregister.core.database import Session

HOUR = timedelta(hours=1)
CHOICES: dict[str, Any] = {"planb": "22 00 00 00", "prov": "30"}


@pytest.fixture
async def room(session: Session, now: datetime) -> BuiltRoom:
    """Accepted before there were rooms; in two hours, for one."""
    body: BuiltBody = await a_body(session)
    tolk: BuiltInterpreter = await an_interpreter(session, hours=True)
    assignment = await an_assignment(session, body, now + 2 * HOUR, now + 3 * HOUR)
    await accepted_by(session, assignment, tolk.id, at=now)
    await open_missing_rooms(session, now=now)
    await open_missing_rooms(session, now=now)
    await session.flush()
    return BuiltRoom(assignment.number, body, tolk)


async def test_a_link_is_made_shared_printed_and_withdrawn(
    session: Session, signed_in: SignIn, room: BuiltRoom
) -> None:
    here = f"/bestilling/{room.number}/rom"
    kari = await signed_in(room.body.booker)
    status = await kari.get(f"/bestilling/{room.number}")
    assert "Gå til tolkerommet" in status.text
    assert "Plan B mangler" in status.text
    page = await kari.get(here)
    wrong = await fill(
        kari, page, f"{here}/inviter", status=422, rolle="person", merkelapp="mor 010180 12345", sprak="ar"
    )
    assert "Fjern fødselsnummeret" in wrong.text
    assert forms_to(wrong, f"{here}/inviter")["merkelapp"] == "mor 010180 12345"
    page = await follow(
        kari, await fill(kari, page, f"{here}/inviter", rolle="person", merkelapp="mor", sprak="ar")
    )
    setup = await set_up_of(session, room.body.booker, room.number)
    assert setup is not None
    (invitation,) = setup.shared_links
    assert f"/r/{invitation.public_id}." in page.text
    sheet = await kari.get(f"{here}/ark/{invitation.seat_id}")
    for words in (room.number, f"/r/{invitation.public_id}.", "Vent til du blir sluppet inn"):
        assert words in sheet.text
    for secret in ("samtale med foreldre", "Samira"):
        assert secret not in sheet.text
    gone = await follow(kari, await fill(kari, page, f"{here}/trekk", plass=str(invitation.seat_id)))
    assert invitation.public_id not in gone.text
    await kari.get(f"{here}/ark/{invitation.seat_id}", status=404)


async def test_what_is_decided_is_all_or_nothing_and_kept_when_something_is_wrong(
    session: Session, signed_in: SignIn, room: BuiltRoom
) -> None:
    here = f"/bestilling/{room.number}/rom"
    kari = await signed_in(room.body.booker)
    page = await kari.get(here)
    wrong = await fill(
        kari, page, f"{here}/valg", status=422, **CHOICES, eget_rom="http://x.example", avloser="26-1"
    )
    assert "Lim inn en adresse som begynner med https://" in wrong.text
    assert forms_to(wrong, f"{here}/valg")["avloser"] == "26-1"
    before = await set_up_of(session, room.body.booker, room.number)
    assert before is not None
    assert before.plan_b is None, "nothing of it was kept"
    await fill(kari, page, f"{here}/valg", **CHOICES, eget_rom="https://video.example/1", direkte="ja")
    after = await set_up_of(session, room.body.booker, room.number)
    assert after is not None
    assert (after.plan_b, after.test_minutes, after.room.address, after.room.is_direct) == (
        "+4722000000", 30, "https://video.example/1", True,
    )  # fmt: skip
    assert after.room.opens_at == after.room.starts_at - timedelta(minutes=30)


async def test_both_sides_see_what_the_room_wrote_down_and_the_booker_confirms_it(
    session: Session, signed_in: SignIn, room: BuiltRoom, now: datetime, clock: FixedClock
) -> None:
    starts = now + 2 * HOUR
    owner = await seated(session, room, room.body.booker, now=starts)
    await seated(session, room, room.tolk.actor, now=starts)
    await session.flush()
    await end_for_all(session, owner, now=starts + timedelta(minutes=50))
    await session.flush()
    clock.at = starts + HOUR
    kari, samira = await signed_in(room.body.booker), await signed_in(room.tolk.actor)
    outcome = await kari.get(f"/bestilling/{room.number}/etterpa")
    assert forms_to(outcome, f"/bestilling/{room.number}/etterpa")["utfall"] == "delivered"
    for page in (outcome, await samira.get(f"/min-side/oppdrag/{room.number}")):
        assert "50 minutter" in page.text
        assert "Virksomheten kom inn" in page.text
    here = f"/bestilling/{room.number}/rom"
    said = await follow(
        kari, await fill(kari, await kari.get(here), f"{here}/skjermen", lyd="ja", bilde="ja", samtidig="ja")
    )
    assert "ikke var tilfredsstillende" in said.text
    # and each says when it was: the body with the room's times, the interpreter with others and a word of why
    done = await follow(kari, await fill(kari, outcome, f"/bestilling/{room.number}/etterpa"))
    assert "Virksomheten sier" in done.text
    own = f"/min-side/oppdrag/{room.number}/tid"
    form = await samira.get(own)
    assert forms_to(form, own)["fra"] == f"{starts.astimezone(OSLO):%H:%M}"
    later = f"{starts.astimezone(OSLO) + timedelta(minutes=55):%H:%M}"
    again = await fill(samira, form, own, status=422, til=later)
    assert "Skriv kort hvorfor du sier en annen tid" in again.text
    theirs = await follow(samira, await fill(samira, again, own, hvorfor="Telefon til slutt"))
    for page in (theirs, await kari.get(f"/bestilling/{room.number}")):
        assert "Dere sier ulik tid" in page.text
        assert "Telefon til slutt" in page.text


async def test_a_room_nobody_used_proposes_nothing(
    session: Session, signed_in: SignIn, room: BuiltRoom, now: datetime, clock: FixedClock
) -> None:
    """Failure mode 15: silence is no absence, nor a conversation."""
    clock.at = now + 4 * HOUR
    kari = await signed_in(room.body.booker)
    outcome = await kari.get(f"/bestilling/{room.number}/etterpa")
    assert "utfall" not in forms_to(outcome, f"/bestilling/{room.number}/etterpa")
    assert "Rommet foreslår ingen tid" in outcome.text


async def test_a_foreign_booker_and_an_order_by_telephone_have_no_room(
    session: Session, signed_in: SignIn, room: BuiltRoom, now: datetime
) -> None:
    stranger = await signed_in((await a_body(session)).booker)
    await stranger.get(f"/bestilling/{room.number}/rom", status=404)
    phone = await an_assignment(session, room.body, now + 5 * HOUR, now + 6 * HOUR, mode="phone")
    kari = await signed_in(replace(room.body.booker))
    await kari.get(f"/bestilling/{phone.number}/rom", status=404)
    assert "Tolkerommet" not in (await kari.get(f"/bestilling/{phone.number}")).text
