"""What passes over the socket of a room: who hears what, who may say what, and why it is closed."""

import json
from datetime import timedelta
from typing import Any

import pytest
from litestar import Litestar
from litestar.routes import WebSocketRoute
from sqlalchemy import text

from booking.rooms.keeping import settle_room
from tests.builders.interpreters import an_interpreter
from tests.fixtures.sockets import RoomPage
from tests.web.live.conftest import House
from tolkeregister.core.database import Session
from web.live import messages, seat_socket
from web.live.upkeep import do_chores

NOBODY = 2**31 - 1
OFFER = {"d": {"type": "offer", "sdp": "v=0\r\n", "line": 1, "round": 1}}

INSIDE = {"owner": "ok", "interpreter": "ok", "person": "ok", "waiting": "not_in_this_room"}
LEADS = {"owner": "ok", **dict.fromkeys(("interpreter", "person", "waiting"), "only_the_owner_leads")}
INTERPRETS = dict.fromkeys(("owner", "person", "waiting"), "only_an_interpreter_says_so")
TABLE: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("signal", {"to": "interpreter", "body": OFFER}, {**INSIDE, "interpreter": "not_in_this_room"}),
    ("signal", {"to": "waiting", "body": OFFER}, dict.fromkeys(INSIDE, "not_in_this_room")),
    ("ice", {}, {**INSIDE, "waiting": "waits_for_owner"}),
    ("trouble", {"code": "no_sound"}, INSIDE),
    ("trouble", {"code": "gossip"}, dict.fromkeys(INSIDE, "unknown_code")),
    ("method", {"code": "phone"}, {**LEADS, "interpreter": "ok"}),
    ("cannot", {}, {**INTERPRETS, "interpreter": "ok"}),
    ("take_over", {}, {**dict.fromkeys(INTERPRETS, "only_an_interpreter_takes_over"), "interpreter": "ok"}),
    ("lock", {"on": True}, LEADS), ("lock", {"on": False}, LEADS),
    ("break", {"on": True}, LEADS), ("break", {"on": False}, LEADS),
    ("remove", {"who": "interpreter"}, {**LEADS, "owner": "is_not_removed"}),
    ("remove", {"who": "waiting"}, {**LEADS, "owner": "-"}),
    ("admit", {"who": "waiting"}, {**LEADS, "owner": "-"}),
    ("end", {}, {**LEADS, "owner": "-"}),
    ("beat", {}, dict.fromkeys(INSIDE, "ok")),
]  # fmt: skip


async def outcome(page: RoomPage, kind: str, fields: dict[str, Any]) -> str:
    """What comes of a message: `ok`, or the reason it was refused for."""
    probe = "remove" if kind == "admit" else "admit"
    await page.say(kind, **fields)
    await page.say(probe, who=NOBODY)
    before = len(page.heard)
    await page.hear("refused", was=probe)
    refused = [each["code"] for each in page.heard[before:] if each.get("was") == kind]
    return refused[0] if refused else "ok"


async def test_each_role_may_say_what_the_table_says(house: House) -> None:
    pages = await house.together("person")
    pages["waiting"] = await house.join("waiting")
    wrong = {}
    for kind, fields, expected in TABLE:
        said = dict(fields)
        for name in ("to", "who"):
            if name in said:
                said[name] = house.id(fields[name])
        if kind == "signal":
            said["page"] = pages[fields["to"]].page
        found = {
            role: "-" if expected[role] == "-" else await outcome(pages[role], kind, said)
            for role in expected
        }
        if found != expected:
            wrong[f"{kind} {fields}"] = found
    assert wrong == {}


async def test_whoever_waits_learns_nothing_and_is_told_more_when_let_in(house: House) -> None:
    pages = await house.together()
    waits = await house.join("waiting")
    told = await waits.hear("waiting")
    assert told.keys() == {"type", "opens_at", "ends_at"}
    assert (await waits.quiet())[0]["ice"] is None
    assert "Samira" not in json.dumps(waits.heard)
    knock = await pages["owner"].roster_when(lambda said: said["waiting"])
    assert knock["waiting"] == [{"id": house.id("waiting"), "role": "person", "name": "waiting"}]
    assert "waiting" not in await pages["interpreter"].hear("roster")
    await pages["owner"].say("admit", who=house.id("waiting"))
    welcome = await waits.hear("welcome")
    assert welcome["ice"][0]["urls"] == ["turn:relay.example:3478?transport=udp"]
    assert welcome["relay_only"]
    assert (welcome["me"], welcome["role"]) == (house.id("waiting"), "person")
    inside = await waits.hear("roster")
    assert {each["name"] for each in inside["people"]} >= {"Samira Haddad", "waiting"}


async def test_two_find_each_other_and_what_one_says_reaches_the_other_without_what_does_not_belong(
    house: House,
) -> None:
    pages = await house.together()
    owner, tolk = pages["owner"], pages["interpreter"]
    found = await owner.roster_when(lambda said: [each["state"] for each in said["people"]] == ["inside"] * 2)
    other = next(each for each in found["people"] if each["role"] == "interpreter")
    assert (other["id"], other["page"]) == (house.id("interpreter"), tolk.page)
    assert other["badge"]["standing"] == "listed"
    hostile = {"d": {**OFFER["d"], "toJSON": "x", "__proto__": {"admin": True}}}
    await owner.say("signal", to=other["id"], page=other["page"], body=hostile)
    candidate = {"candidate": "candidate:1 1 udp 1 192.0.2.1 9 typ relay", "sdpMid": "0", "sdpMLineIndex": 0}
    await owner.say(
        "signal", to=other["id"], page=other["page"], body={"c": [{**candidate, "address": "10.0.0.1"}]}
    )
    first, second = await tolk.hear("signal"), await tolk.hear("signal")
    assert first == {"type": "signal", "from": house.id("owner"), "page": owner.page, "body": OFFER}
    assert second["body"] == {"c": [candidate]}
    # a new page of the owner's: what was for the old one is gone, and the other learns of the new one first
    reloaded = await house.open("owner")
    assert await owner.closed() == 4409
    assert owner.heard[-1] == {"type": "replaced"}
    await tolk.say("signal", to=house.id("owner"), page=owner.page, body=OFFER)
    await tolk.roster_when(lambda said: any(each["page"] == reloaded.page for each in said["people"]))
    await tolk.say("signal", to=house.id("owner"), page=reloaded.page, body={"want": "all"})
    assert (await reloaded.hear("signal"))["body"] == {"want": "all"}


async def test_a_page_that_comes_again_gets_what_its_dead_socket_would_have_swallowed(house: House) -> None:
    pages = await house.together()
    again = await house.open("owner", page=pages["owner"].page)
    assert await pages["owner"].closed() == 1001
    await again.hear("roster")
    await pages["interpreter"].say("signal", to=house.id("owner"), page=again.page, body=OFFER)
    assert (await again.hear("signal"))["body"] == OFFER


ROOM = "UPDATE room SET opens_at = opens_at {0}, closes_at = closes_at {0}"
BEFORE = [
    ("nothing", 4401), ("another's cookie", 4401), ("signed out", 4401), ("another's sign-in", 4401),
    ("another room", 4401), ("foreign origin", 4403), ("no origin", 4403), ("page", 4400),
]  # fmt: skip
AFTER = [
    (ROOM.format("+ interval '1 day'"), 4408), (ROOM.format("- interval '3 days'"), 4410),
    (ROOM.format("+ interval '2 days'"), 1000),
    ("DELETE FROM account_role WHERE account_id IN (SELECT account_id FROM room_participant)", 4404),
]  # fmt: skip


async def test_a_socket_is_closed_with_a_code_that_the_page_explains(house: House) -> None:
    for name in ("interpreter", "owner"):
        await house.sit(name)
    mine, room = house.headers("owner"), house.room.number
    tolk = dict(each.split("=") for each in house.headers("interpreter")["cookie"].split("; "))
    own = dict(each.split("=") for each in mine["cookie"].split("; "))
    cookies: dict[str, dict[str, str]] = {
        "nothing": {}, "another's cookie": {**own, f"plass-{room}": "x"}, "signed out": {**own, "okt": ""},
        "another's sign-in": {**own, "okt": tolk["okt"]}, "another room": {**own, "plass-26-1": own[f"plass-{room}"]},
    }  # fmt: skip
    found = {}
    for change, _ in BEFORE:
        headers = {
            **mine,
            "cookie": "; ".join(f"{key}={said}" for key, said in cookies.get(change, own).items()),
        }
        if change.endswith("origin"):
            headers["origin"] = "http://127.0.0.1:8001" if change == "foreign origin" else ""
        number = "26-1" if change == "another room" else None
        opened = await house.open(
            "owner", page="'; --" if change == "page" else None, number=number, **headers
        )
        found[change] = await opened.closed()
        assert not [each for each in opened.heard if each["type"] in ("welcome", "roster", "waiting")]
    assert found == dict(BEFORE)
    for sql, code in AFTER:
        await _sql(house, sql)
        opened = await house.open("owner")
        if code == 1000:
            await opened.say("leave")
        assert await opened.closed() == code, sql


HUGE = '{"type": "beat"' + " " * 20_000 + "}"


async def test_nonsense_closes_the_socket_of_who_says_it_and_nobody_elses(house: House) -> None:
    pages = await house.together()
    tolk = pages["interpreter"]
    for frame in ("{", '{"type": "record"}', '{"type": "beat", "more": 1}', b"\x00\x01", HUGE):
        await tolk.send_frame(frame)
        assert await tolk.closed() == 4400, frame
        tolk = await house.open("interpreter")
        await tolk.hear("roster")
    assert await outcome(pages["owner"], "beat", {}) == "ok"


async def test_that_it_cannot_be_interpreted_properly_is_told_to_the_owner_and_to_nobody_else(
    house: House,
) -> None:
    pages = await house.together("guest")
    await pages["interpreter"].say("cannot")
    told = await pages["owner"].roster_when(lambda said: bool(said["cannot"]))
    assert list(told["cannot"]) == [str(house.id("interpreter"))]
    later = await house.open("owner")
    assert (await later.hear("roster"))["cannot"] == told["cannot"], "also when the page is another"
    await later.say("break", on=True)
    assert (await later.roster_when(lambda said: bool(said["break_since"])))["cannot"] == {}, "it was settled"
    await pages["guest"].quiet()
    for name in ("interpreter", "guest"):
        assert all("cannot" not in said for said in pages[name].heard)


async def test_a_flood_closes_the_socket_that_floods(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "MOST_PER_SECOND", 1)
    pages = await house.together()
    for _ in range(messages.BUCKET * 2):
        await pages["interpreter"].say("beat")
    assert await pages["interpreter"].closed() == 4429
    assert await outcome(pages["owner"], "beat", {}) == "ok"
    again = await house.open("interpreter")
    await again.hear("roster")


async def test_whoever_is_removed_is_out_and_the_others_are_told_to_let_go(house: House) -> None:
    pages = await house.together("person")
    await pages["owner"].say("remove", who=house.id("person"))
    assert await pages["person"].closed(patience=1) == 4411
    assert pages["person"].heard[-1] == {"type": "removed"}
    found = await pages["interpreter"].roster_when(lambda said: house.id("person") in said["out"])
    assert house.id("person") not in [each["id"] for each in found["people"]]
    assert await (await house.open("person")).closed() == 4401


async def test_a_replaced_interpreter_is_out_within_a_second_and_the_others_stay(house: House) -> None:
    pages = await house.together("person")

    async def replace(session: Session, *, now: Any) -> None:
        other = await an_interpreter(session, given_name="Nour", hours=True)
        sql = "UPDATE assignment SET interpreter_id = :other WHERE number = :number RETURNING id"
        found = await session.execute(text(sql), {"other": other.id, "number": house.room.number})
        await settle_room(session, found.scalar_one(), has_new_links=True, now=now)

    await house.change(replace)
    assert await pages["interpreter"].closed(patience=1) == 4411
    assert pages["interpreter"].heard[-1] == {"type": "revoked"}
    for name in ("owner", "person"):
        await pages[name].roster_when(lambda said: house.id("interpreter") in said["out"])
        assert await outcome(pages[name], "beat", {}) == "ok"
    assert await (await house.open("interpreter")).closed() == 4401


async def test_the_end_is_the_end_for_all(house: House) -> None:
    pages = await house.together("person")
    await pages["owner"].say("end")
    for each in pages.values():
        assert await each.closed() == 4410
        assert each.heard[-1] == {"type": "ended"}


async def test_whoever_leaves_is_gone_at_once_and_keeps_the_seat(house: House) -> None:
    pages = await house.together()
    await pages["interpreter"].say("leave")
    assert await pages["interpreter"].closed() == 1000
    away = await pages["owner"].roster_when(lambda said: "away" in [each["state"] for each in said["people"]])
    assert away["out"] == []
    await (await house.open("interpreter")).hear("roster")


async def test_a_room_moved_to_another_time_says_when_it_opens(house: House) -> None:
    pages = await house.together()
    await _sql(
        house,
        "UPDATE room SET opens_at = opens_at + interval '1 day', closes_at = closes_at + interval '1 day'",
    )
    await _sql(house, "UPDATE room_participant SET page_id = NULL")
    await _sql(house, "SELECT pg_notify('room', 'r:' || id) FROM room")
    assert await pages["owner"].closed() == 4408
    assert pages["owner"].heard[-1]["type"] == "early"


async def test_who_is_excluded_meanwhile_and_who_is_silent_is_seen_by_the_others(house: House) -> None:
    pages = await house.together("person")
    await _sql(house, "UPDATE entry_listing SET valid = tstzrange(lower(valid), :now)", now=house.clock())
    house.clock.forward(timedelta(seconds=31))
    for name in ("owner", "interpreter"):
        assert await outcome(pages[name], "beat", {}) == "ok"
    await do_chores(house.database, now=house.clock())
    seen = await pages["owner"].roster_when(
        lambda said: any(each["badge"] and each["badge"]["standing"] == "unlisted" for each in said["people"])
    )
    states = {each["role"]: each["state"] for each in seen["people"]}
    assert states == {"owner": "inside", "interpreter": "inside", "person": "away"}


async def test_a_sign_of_life_is_answered_so_that_a_dead_line_is_known(house: House) -> None:
    owner = await house.join("owner")
    await owner.say("beat")
    assert await owner.hear("beat") == {"type": "beat"}


async def test_a_socket_that_says_nothing_for_a_lease_is_closed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seat_socket, "LEASE", timedelta(seconds=0.2))
    monkeypatch.setattr(seat_socket, "LOOK", 0.1)
    await house.sit("owner")
    assert await (await house.open("owner")).closed() == 1001


def test_every_socket_of_the_service_is_tried_here(shared_app: Litestar) -> None:
    found = [route.path for route in shared_app.routes if isinstance(route, WebSocketRoute)]
    assert found == ["/rom/{number:str}/signal"]


async def _sql(house: House, sql: str, **values: Any) -> None:
    async with house.database.writing() as session:
        await session.execute(text(sql), values)
