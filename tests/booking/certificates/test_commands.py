"""A certificate is recorded as seen by a body, counts there only, and can be taken back but never altered."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from booking.certificates.commands import (
    NewRequirement,
    Shown,
    decide_requirement,
    record_seen,
    withdraw_seen,
)
from booking.certificates.queries import (
    certificate_to_show,
    own_certificates,
    requirement_for,
    seen_by_body,
)
from booking.offers.commands import accept_offer, decline_offer
from booking.sending.commands import send_request
from tests.builders.answers import offers_of, open_offer, value
from tests.builders.bodies import BuiltBody, a_body, a_booker, a_unit, an_officer
from tests.builders.certificates import a_requirement, a_seen_certificate
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.retention import forgotten
from tests.builders.times import MONDAY, NOW
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound, RuleBroken
from tolkeregister.retention.rules.terms import Kept

SOON = NOW + timedelta(minutes=5)


async def the_police(session: Session) -> BuiltBody:
    return await a_body(session, name="Fjordvik politidistrikt", unit="Etterforskning", sector="POLITI")


async def an_administrator(session: Session, body: BuiltBody) -> Actor:
    return await a_booker(session, body.organisation_id, None, role=Role.BODY_ADMINISTRATOR)


def shown(number: str, **changes: object) -> Shown:
    return replace(Shown(number, MONDAY, MONDAY - timedelta(days=20), "ordinary", "police"), **changes)  # type: ignore[arg-type]


async def why(session: Session, interpreter_id: int) -> list[str]:
    """The codes stored with an interpreter's place in the only queue there is."""
    sql = "SELECT jsonb_path_query_array(reasons, '$[*].code') FROM queue_place WHERE interpreter_id = :i"
    return list(await value(session, sql, i=interpreter_id))


async def test_a_body_records_what_it_has_seen_and_nothing_more(session: Session) -> None:
    """PA1: seen date, kind, purpose, seen by. Never the certificate, nor when it was issued."""
    police, tolk = await the_police(session), await an_interpreter(session)
    seen = await record_seen(session, police.booker, shown(tolk.number), now=NOW)
    (row,) = await seen_by_body(session, police.booker)
    assert (row.id, row.interpreter_number, row.seen_on, row.kind, row.purpose, row.seen_by) == (
        seen, tolk.number, MONDAY, "ordinary", "police", police.booker.name,
    )  # fmt: skip
    columns = await value(session, """SELECT array_agg(column_name ORDER BY column_name)
        FROM information_schema.columns WHERE table_name = 'certificate_seen'""")  # fmt: skip
    assert columns == [
        "account_id", "id", "interpreter_id", "kind", "organisation_id", "purpose", "recorded_at", "seen_on",
    ]  # fmt: skip


async def test_every_fault_is_named_at_once(session: Session) -> None:
    police = await the_police(session)
    bad = shown("1", issued_on=MONDAY - timedelta(days=200), kind="x", purpose="y")
    with pytest.raises(Invalid) as wrong:
        await record_seen(session, police.booker, bad, now=NOW)
    assert {each.facts["field"] for each in wrong.value.reasons} == {
        "interpreter_number", "kind", "purpose", "issued_on",
    }  # fmt: skip


async def test_where_none_is_required_nothing_may_be_kept(session: Session) -> None:
    """Tolkeloven § 10: without a demand there is no basis for recording anything about anybody."""
    body, tolk = await a_body(session, sector="HELSE"), await an_interpreter(session)
    with pytest.raises(RuleBroken) as refused:
        await record_seen(session, body.booker, shown(tolk.number), now=NOW)
    assert [each.code for each in refused.value.reasons] == ["certificate_not_required"]
    unit = await a_unit(session, body.organisation_id, name="Arresten", sector="KRIMOMSORG")
    assert await record_seen(session, await an_administrator(session, body), shown(tolk.number), now=NOW)
    colleague = await a_booker(session, body.organisation_id, unit)
    assert await record_seen(session, colleague, shown(tolk.number), now=NOW)


async def test_the_same_twice_is_once_and_after_a_withdrawal_it_is_new(session: Session) -> None:
    police, tolk = await the_police(session), await an_interpreter(session)
    first = await record_seen(session, police.booker, shown(tolk.number), now=NOW)
    assert await record_seen(session, police.booker, shown(tolk.number), now=SOON) == first
    for _ in range(2):
        await withdraw_seen(session, police.booker, first, why="recorded_wrongly", now=SOON)
    assert await value(session, "SELECT count(*) FROM certificate_withdrawn") == 1
    assert await record_seen(session, police.booker, shown(tolk.number), now=SOON) != first


async def test_only_the_body_itself_records_and_takes_back(session: Session) -> None:
    police, other = await the_police(session), await a_body(session)
    tolk = await an_interpreter(session)
    seen = await a_seen_certificate(session, police, tolk.id, seen_on=MONDAY)
    for actor in (tolk.actor, await an_officer(session)):
        with pytest.raises(NotAllowed):
            await record_seen(session, actor, shown(tolk.number), now=NOW)
    for actor in (other.booker, tolk.actor, await an_officer(session)):
        with pytest.raises(NotFound):
            await withdraw_seen(session, actor, seen, why="recorded_wrongly", now=NOW)
    with pytest.raises(Invalid):
        await withdraw_seen(session, police.booker, seen, why="because", now=NOW)


async def test_each_sees_the_own_records_only(session: Session) -> None:
    """PA3: the flag is not public; it is the body's and the interpreter's."""
    police, other = await the_police(session), await a_body(session)
    tolk, stranger = await an_interpreter(session), await an_interpreter(session)
    await a_seen_certificate(session, police, tolk.id, seen_on=MONDAY)
    assert [row.body for row in await own_certificates(session, tolk.actor)] == ["Fjordvik politidistrikt"]
    assert await own_certificates(session, stranger.actor) == ()
    assert len(await seen_by_body(session, await an_administrator(session, police))) == 1
    assert await seen_by_body(session, other.booker) == ()
    for actor in (tolk.actor, await an_officer(session)):
        with pytest.raises(NotAllowed):
            await seen_by_body(session, actor)


async def test_those_who_have_shown_one_are_asked_first_and_the_others_may_show_it_later(
    session: Session,
) -> None:
    """The reference table says «before the assignment begins»: nobody is kept out, and the category is first (B9)."""
    police = await the_police(session)
    best = await an_interpreter(session, category="A", hours=True)
    unseen = await an_interpreter(session, category="B", hours=True)
    seen = await an_interpreter(session, category="B")
    await a_seen_certificate(session, police, seen.id, seen_on=MONDAY)
    number = await send_request(session, police.booker, a_draft(offers_per_round=9), key="k", now=NOW)
    assert [who for who, _, _ in await offers_of(session, number)] == [best.id, seen.id, unseen.id]
    assert "certificate_to_be_shown" in await why(session, best.id)
    assert "certificate_seen" in await why(session, seen.id)
    offer = await open_offer(session, number, best.id)
    await accept_offer(session, best.actor, offer, declaration=True, now=SOON)
    needed = await certificate_to_show(session, police.unit_id, best.id, starts_at=NOW)
    assert needed is not None
    assert needed.kind == "ordinary"
    await record_seen(session, police.booker, shown(best.number), now=SOON)
    assert await certificate_to_show(session, police.unit_id, best.id, starts_at=NOW) is None


async def test_a_body_that_must_see_it_first_asks_nobody_else(session: Session) -> None:
    police = await the_police(session)
    await a_requirement(session, police, "before_asking", kind="ordinary")
    unseen = await an_interpreter(session, category="A", hours=True)
    old = await an_interpreter(session, category="A", hours=True)
    seen = await an_interpreter(session, category="C", hours=True)
    await a_seen_certificate(session, police, old.id, seen_on=MONDAY.replace(year=2025))
    await a_seen_certificate(session, police, seen.id, seen_on=MONDAY)
    number = await send_request(session, police.booker, a_draft(offers_per_round=9), key="k", now=NOW)
    assert [who for who, _, _ in await offers_of(session, number)] == [seen.id]
    assert await why(session, unseen.id) == await why(session, old.id) == ["police_certificate"]


async def test_what_is_taken_back_no_longer_counts_at_once(session: Session) -> None:
    """Between the draw and the offer, and between the offer and the yes."""
    police = await the_police(session)
    await a_requirement(session, police, "before_asking", kind="ordinary")
    first, second = (
        await an_interpreter(session, category="A", hours=True),
        await an_interpreter(session, category="B", hours=True),
    )
    records = [await a_seen_certificate(session, police, each.id, seen_on=MONDAY) for each in (first, second)]
    number = await send_request(session, police.booker, a_draft(), key="k", now=NOW)
    for record in records:
        await withdraw_seen(session, police.booker, record, why="no_longer_valid", now=NOW)
    offer = await open_offer(session, number, first.id)
    with pytest.raises(RuleBroken) as refused:
        await accept_offer(session, first.actor, offer, declaration=True, now=SOON)
    assert [each.code for each in refused.value.reasons] == ["police_certificate"]
    await decline_offer(session, first.actor, offer, now=SOON)
    assert await value(session, "SELECT state FROM assignment WHERE number = :n", n=number) == "unfilled"
    assert "police_certificate" in await why(session, second.id)


async def test_one_bodys_record_means_nothing_to_another(session: Session) -> None:
    police, court = await the_police(session), await a_body(session, sector="DOMSTOL")
    tolk = await an_interpreter(session)
    await a_seen_certificate(session, police, tolk.id, seen_on=MONDAY)
    assert await certificate_to_show(session, police.unit_id, tolk.id, starts_at=NOW) is None
    assert await certificate_to_show(session, court.unit_id, tolk.id, starts_at=NOW) is not None


async def test_without_one_nothing_changes_for_other_bodies(session: Session) -> None:
    """PA3: no effect on listing, nor on assignments of bodies that require none."""
    body, tolk = await a_body(session, sector="HELSE"), await an_interpreter(session, hours=True)
    assert await certificate_to_show(session, body.unit_id, tolk.id, starts_at=NOW) is None
    number = await send_request(session, body.booker, a_draft(), key="k", now=NOW)
    assert [who for who, _, _ in await offers_of(session, number)] == [tolk.id]
    assert not {"certificate_seen", "certificate_to_be_shown", "police_certificate"} & set(
        await why(session, tolk.id)
    )


async def test_the_administrator_and_the_directorate_decide_and_nobody_else(session: Session) -> None:
    police, other = await the_police(session), await a_body(session)
    new = NewRequirement(police.organisation_id, "before_asking", MONDAY, "tolkeloven § 10", kind="extended")
    tolk = await an_interpreter(session)
    for actor in (police.booker, await an_administrator(session, other), tolk.actor):
        with pytest.raises(NotAllowed):
            await decide_requirement(session, actor, new, now=NOW)
    await decide_requirement(session, await an_administrator(session, police), new, now=NOW)
    found = await requirement_for(session, police.unit_id, on=MONDAY)
    assert (found.certificate, found.kind, found.origin) == ("before_asking", "extended", "organisation")
    assert (await requirement_for(session, police.unit_id, on=MONDAY - timedelta(days=1))).kind == "ordinary"
    back = NewRequirement(police.organisation_id, "standard", MONDAY, "som i tabellen")
    await decide_requirement(session, await an_officer(session), back, now=SOON)
    assert (await requirement_for(session, police.unit_id, on=MONDAY)).origin == "reference"


async def test_a_decision_may_be_for_one_unit(session: Session) -> None:
    body = await a_body(session, sector="HELSE")
    unit = await a_unit(session, body.organisation_id, name="Barnevernet", sector="BARNEVERN")
    administrator = await an_administrator(session, body)
    new = NewRequirement(
        body.organisation_id, "before_start", MONDAY, "barnevernsloven § 12-9", unit_id=unit, kind="child_care",
        months_at_submission=6,
    )  # fmt: skip
    await decide_requirement(session, administrator, new, now=NOW)
    assert (await requirement_for(session, unit, on=MONDAY)).months_at_submission == 6
    assert not (await requirement_for(session, body.unit_id, on=MONDAY)).is_required


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"demand": "x", "kind": None}, "demand"),
        ({"kind": None}, "kind"),
        ({"demand": "not_required"}, "kind"),
        ({"valid_from": MONDAY - timedelta(days=1)}, "valid_from"),
        ({"valid_to": MONDAY}, "valid_to"),
        ({"legal_basis": " "}, "legal_basis"),
        ({"legal_basis": "gjelder 010180 12345"}, "legal_basis"),
        ({"months_at_submission": 0}, "months_at_submission"),
        ({"counts_for_months": 61}, "counts_for_months"),
        ({"unit_id": 2_000_000_000}, "unit_id"),
    ],
)
async def test_a_decision_that_cannot_be(session: Session, changes: dict[str, Any], field: str) -> None:
    police = await the_police(session)
    new = NewRequirement(police.organisation_id, "before_start", MONDAY, "tolkeloven § 10", kind="ordinary")
    with pytest.raises(Invalid) as wrong:
        await decide_requirement(
            session,
            await an_administrator(session, police),
            replace(new, **changes),
            now=NOW,
        )
    assert field in {each.facts["field"] for each in wrong.value.reasons}


async def test_records_are_forgotten_when_nobody_has_needed_them_for_long(session: Session) -> None:
    """Retention is dated: a year of counting, and a year more. What was taken back goes with it."""
    police, tolk = await the_police(session), await an_interpreter(session)
    old = await a_seen_certificate(session, police, tolk.id, seen_on=date(2024, 3, 1))
    await withdraw_seen(session, police.booker, old, why="no_longer_valid", now=NOW)
    await a_seen_certificate(session, police, tolk.id, seen_on=date(2024, 3, 3))
    assert await forgotten(session, Kept.CERTIFICATE_SEEN, now=NOW) == 1
    assert await value(session, "SELECT count(*) FROM certificate_seen") == 1
    assert await forgotten(session, Kept.CERTIFICATE_SEEN, now=NOW) == 0


async def test_a_fresh_record_cannot_be_forgotten_whatever_is_asked(session: Session) -> None:
    police, tolk = await the_police(session), await an_interpreter(session)
    await a_seen_certificate(
        session, police, tolk.id, seen_on=await value(session, "SELECT current_date - 364")
    )
    assert (
        await value(
            session, "SELECT forget_log_rows('certificate_seen', array_agg(id)) FROM certificate_seen"
        )
        == 0
    )
