"""When nobody is left, what the booker has agreed to give up falls: one thing at a time, told, and never more."""

from datetime import timedelta
from typing import Any

import pytest

from booking.assignments.replacement import give_back
from booking.offers.commands import accept_offer, decline_offer
from booking.offers.jobs import expire_due
from booking.offers.queries import offer_page
from booking.sending.commands import send_request
from tests.builders.answers import assignment_row, mails, offers_of, open_offer, value
from tests.builders.assignments import busy
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.times import MONDAY, NOW, between
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid

SOON = NOW + timedelta(minutes=2)
LATE = NOW + timedelta(minutes=11)  # ten minutes to answer on the day itself
A_WOMAN: dict[str, Any] = {"gender": "woman", "gender_reason": "helseundersøkelse"}
IN_PERSON: dict[str, Any] = {"mode": "in_person", "address": "Storgata 1"}


async def sent(session: Session, body: BuiltBody, **changes: Any) -> str:
    return await send_request(session, body.booker, a_draft(**changes), key=str(changes), now=NOW)


async def fell(session: Session, number: str) -> list[tuple[str, str]]:
    row = await assignment_row(session, number)
    return [(each["criterion"], each["to"]) for each in row.relaxed]


async def test_without_consent_nothing_falls(session: Session) -> None:
    body = await a_body(session)
    await an_interpreter(session, gender="man", hours=True)
    number = await sent(session, body, **A_WOMAN)
    row = await assignment_row(session, number)
    assert (row.state, row.end_reason, row.relaxed) == ("unfilled", "queue_exhausted", [])


async def test_a_must_falls_by_consent_when_nobody_meets_it(session: Session) -> None:
    """Feature 18: «other gender OK if none». At once when the queue is empty from the start."""
    body = await a_body(session)
    man = await an_interpreter(session, gender="man", hours=True)
    number = await sent(session, body, **A_WOMAN, fallbacks=("gender",))
    assert [who for who, _, _ in await offers_of(session, number)] == [man.id]
    assert await fell(session, number) == [("gender", "")]
    assert ("request_relaxed", body.booker_email) in await mails(session)


async def test_it_falls_only_when_everybody_who_meets_it_has_answered(session: Session) -> None:
    body = await a_body(session)
    man = await an_interpreter(session, category="A", gender="man", hours=True)
    women = [await an_interpreter(session, category="E", hours=True) for _ in range(2)]
    number = await sent(session, body, **A_WOMAN, fallbacks=("gender",), offers_per_round=2)
    assert {who for who, _, _ in await offers_of(session, number)} == {woman.id for woman in women}
    offer = await open_offer(session, number, women[0].id)
    await decline_offer(session, women[0].actor, offer, now=SOON)
    assert await fell(session, number) == []
    await expire_due(session, now=LATE)
    assert await fell(session, number) == [("gender", "")]
    assert [who for who, state, _ in await offers_of(session, number) if state == "open"] == [man.id]


async def test_one_thing_at_a_time_in_the_order_that_was_told(session: Session) -> None:
    """Each step is drawn anew, stands in the evidence and in the trail; the booker is told once per round."""
    body = await a_body(session)
    low = await an_interpreter(session, category="E", gender="man", modes=("phone",), hours=True)
    number = await sent(
        session, body, **A_WOMAN, modes=("screen", "phone"), least_category="C",
        fallbacks=("category", "gender", "mode"),
    )  # fmt: skip
    assert await fell(session, number) == [
        ("mode", "phone"), ("gender", ""), ("category", "D"), ("category", "E"),
    ]  # fmt: skip
    assert [who for who, _, _ in await offers_of(session, number)] == [low.id]
    kinds = """SELECT array_agg(e.kind ORDER BY e.id) FROM search_evidence e JOIN assignment a ON a.id = e.assignment_id
                WHERE a.number = :n"""
    assert await value(session, kinds, n=number) == ["queue_drawn", *["relaxed", "queue_drawn"] * 4, "asked"]
    await session.flush()
    trail = "SELECT count(*) FROM audit_event WHERE action = 'assignment.relaxed' AND subject_id = :n"
    assert await value(session, trail, n=number) == 4
    assert [template for template, _ in await mails(session)].count("request_relaxed") == 1


async def test_what_is_not_consented_to_stops_the_rest(session: Session) -> None:
    """The category stays where it is, whatever else falls (rule B9)."""
    body = await a_body(session)
    await an_interpreter(session, category="E", gender="man", hours=True)
    number = await sent(session, body, **A_WOMAN, least_category="C", fallbacks=("gender",))
    assert (await assignment_row(session, number)).state == "unfilled"
    assert await fell(session, number) == [("gender", "")]
    assert "request_relaxed" not in [template for template, _ in await mails(session)]


async def test_an_offer_says_which_mode_it_is_about_and_so_does_the_assignment(session: Session) -> None:
    """Feature 17: nobody comes in person, so one is asked by screen; time and buffer are of the screen."""
    body = await a_body(session)
    tolk = await an_interpreter(session, modes=("screen",), hours=True)
    number = await sent(session, body, **IN_PERSON, modes=("in_person", "screen"), fallbacks=("mode",))
    offer = await open_offer(session, number, tolk.id)
    assert (await offer_page(session, tolk.actor, offer, now=SOON)).fields.mode == "screen"
    assert (await assignment_row(session, number)).mode == "in_person"
    await accept_offer(session, tolk.actor, offer, declaration=True, now=SOON)
    assert (await assignment_row(session, number)).mode == "screen"
    length = "SELECT upper(period) - lower(period) FROM booked WHERE interpreter_id = :i"
    assert await value(session, length, i=tolk.id) == timedelta(hours=1)


async def test_in_person_keeps_its_buffer_when_it_is_the_second_choice(session: Session) -> None:
    body = await a_body(session)
    tolk = await an_interpreter(session, modes=("in_person",), hours=True)
    number = await sent(
        session, body, address="Storgata 1", modes=("screen", "in_person"), fallbacks=("mode",)
    )
    offer = await open_offer(session, number, tolk.id)
    await accept_offer(session, tolk.actor, offer, declaration=True, now=SOON)
    length = "SELECT upper(period) - lower(period) FROM booked WHERE interpreter_id = :i"
    assert await value(session, length, i=tolk.id) == timedelta(hours=2)


async def test_as_a_wish_the_mode_gives_way_to_the_category_from_the_start(session: Session) -> None:
    """Features 16 and 17, rule B9: an A by screen is asked before a B who comes."""
    body = await a_body(session)
    comes = await an_interpreter(session, category="B", hours=True)
    screen = await an_interpreter(session, category="A", modes=("screen",), hours=True)
    either = await an_interpreter(session, category="B", modes=("screen",), hours=True)
    number = await sent(
        session, body, **IN_PERSON, modes=("in_person", "screen"), musts=(), offers_per_round=9
    )
    assert [who for who, _, _ in await offers_of(session, number)] == [screen.id, comes.id, either.id]
    modes = """SELECT array_agg(f.mode ORDER BY f.id) FROM offer f JOIN assignment a ON a.id = f.assignment_id
                WHERE a.number = :n"""
    assert await value(session, modes, n=number) == ["screen", "in_person", "screen"]


async def test_who_has_no_time_to_travel_may_have_time_for_the_screen(session: Session) -> None:
    body = await a_body(session)
    tolk = await an_interpreter(session, hours=True)
    await busy(session, body, tolk.id, *between(MONDAY, "11:15", "12:00"))
    number = await sent(session, body, **IN_PERSON, modes=("in_person", "screen"), musts=())
    offer = await open_offer(session, number, tolk.id)
    assert (await offer_page(session, tolk.actor, offer, now=SOON)).fields.mode == "screen"
    await accept_offer(session, tolk.actor, offer, declaration=True, now=SOON)
    assert (await assignment_row(session, number)).state == "accepted"


async def test_only_the_named_interpreter_until_she_has_said_no(session: Session) -> None:
    body = await a_body(session)
    best = await an_interpreter(session, category="A", hours=True)
    named = await an_interpreter(session, category="B", hours=True)
    number = await sent(
        session, body, preferred_numbers=(named.number,), musts=("mode", "interpreter"),
        interpreter_reason="har tolket i saken før", fallbacks=("interpreter",),
    )  # fmt: skip
    assert [who for who, _, _ in await offers_of(session, number)] == [named.id]
    offer = await open_offer(session, number, named.id)
    await decline_offer(session, named.actor, offer, now=SOON)
    assert [who for who, state, _ in await offers_of(session, number) if state == "open"] == [best.id]


async def test_one_who_gives_back_is_replaced_by_what_holds_now(session: Session) -> None:
    """What has fallen stays fallen, and the mode that was wished for first comes first again."""
    body = await a_body(session)
    first = await an_interpreter(session, modes=("screen",), hours=True)
    number = await sent(session, body, **IN_PERSON, modes=("in_person", "screen"), fallbacks=("mode",))
    offer = await open_offer(session, number, first.id)
    await accept_offer(session, first.actor, offer, declaration=True, now=SOON)
    comes = await an_interpreter(session, category="A", hours=True)
    await give_back(session, first.actor, number, now=SOON + timedelta(minutes=1))
    offer = await open_offer(session, number, comes.id)
    assert (await offer_page(session, comes.actor, offer, now=SOON)).fields.mode == "in_person"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"modes": ("screen", "phone")}, "other_modes_without_consent", "modes"),
        ({"modes": ("phone", "screen"), "fallbacks": ("mode",)}, "modes_not_ranked", "modes"),
        ({"modes": ("screen", "screen"), "fallbacks": ("mode",)}, "modes_not_ranked", "modes"),
        ({"modes": ("screen", "smoke"), "fallbacks": ("mode",)}, "modes_not_ranked", "modes"),
        ({"modes": ("screen", "in_person"), "fallbacks": ("mode",)}, "address_missing", "address"),
        ({"fallbacks": ("mode",)}, "consent_without_must", "fallbacks"),
        ({"fallbacks": ("gender",)}, "consent_without_must", "fallbacks"),
        ({**A_WOMAN, "musts": ("mode",), "fallbacks": ("gender",)}, "consent_without_must", "fallbacks"),
        ({"subject": "HELSE", "fallbacks": ("subject",)}, "consent_without_must", "fallbacks"),
        ({"musts": ("price",)}, "unknown_criterion", "musts"),
        ({"fallbacks": ("everything",)}, "unknown_criterion", "musts"),
        ({"preferred_numbers": ("1",), "musts": ("mode", "interpreter")}, "interpreter_reason_missing",
         "interpreter_reason"),
        ({"video_room": "ring 010180 12345"}, "national_id", "video_room"),
        ({"interpreter_reason": "ring 010180 12345"}, "national_id", "interpreter_reason"),
    ],
)  # fmt: skip
async def test_what_cannot_be_meant_is_refused(
    session: Session, changes: dict[str, Any], code: str, field: str
) -> None:
    body = await a_body(session)
    with pytest.raises(Invalid) as wrong:
        await sent(session, body, **changes)
    assert (code, field) in {(each.code, each.facts["field"]) for each in wrong.value.reasons}
