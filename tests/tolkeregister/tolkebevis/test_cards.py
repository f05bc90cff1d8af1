"""Cards belong to the listed, end with the listing, and never show more than the register does (rules V1–V7)."""

import random
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from booking.handlers import register_handlers
from tests.builders.bodies import an_officer
from tests.builders.interpreters import BuiltInterpreter, an_entry, an_interpreter
from tests.fixtures.database import RolledBackDatabase
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound, RuleBroken
from tolkeregister.entries.commands import CategorySpan, remove_interpreter, set_category
from tolkeregister.tolkebevis.commands import (
    close_report,
    count_check,
    make_card,
    report_mismatch,
    revoke_card,
)
from tolkeregister.tolkebevis.derived import card_token
from tolkeregister.tolkebevis.keys import ensure_key, known_keys, public_keys, replace_key, signing_kid
from tolkeregister.tolkebevis.photos import decide_photo, send_photo, waiting_photos
from tolkeregister.tolkebevis.picture import LARGEST_FILE
from tolkeregister.tolkebevis.queries import CheckedCard, card_numbers, check_card, own_cards, reported_cards
from tolkeregister.tolkebevis.rules.validity import statement_ends
from tolkeregister.tolkebevis.signing import SaidEntry, read_card, sign_card

SECRET = "s" * 40
NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
ADMINISTRATOR = Actor(roles=frozenset({Role.ADMINISTRATOR}))


async def shown(session: Session, public_id: str, now: datetime = NOW) -> CheckedCard | None:
    return await check_card(session, card_token(SECRET, public_id), now=now)


async def test_a_card_shows_name_languages_and_categories_of_this_moment(session: Session) -> None:
    holder = await an_interpreter(session, category="B")
    await an_entry(session, holder.id, language="fr", category="D")
    card = await make_card(session, holder.actor, SECRET, None, now=NOW)
    found = await shown(session, card)
    assert found is not None
    assert (found.holder.name, found.holder.number) == ("Samira Haddad", holder.number)
    assert [(each.language_tag, each.category) for each in found.entries] == [("ar", "B"), ("fr", "D")]
    await set_category(session, holder.entry_id, [CategorySpan("A", NOW, None, "t")], now=NOW)
    found = await shown(session, card)
    assert found is not None
    assert found.entries[0].category == "A"


async def test_a_card_can_show_one_language_only(session: Session) -> None:
    """Feature 69."""
    holder = await an_interpreter(session)
    french = await an_entry(session, holder.id, language="fr", category="D")
    card = await make_card(session, holder.actor, SECRET, french, now=NOW)
    found = await shown(session, card)
    assert found is not None
    assert [each.language_tag for each in found.entries] == ["fr"]


async def test_only_the_listed_get_one(session: Session) -> None:
    """Rule V1."""
    gone = await an_interpreter(session, listed_to=NOW - timedelta(days=1))
    with pytest.raises(RuleBroken, match="card_not_listed"):
        await make_card(session, gone.actor, SECRET, None, now=NOW)
    holder, other = await an_interpreter(session), await an_interpreter(session)
    with pytest.raises(RuleBroken, match="card_entry_not_listed"):
        await make_card(session, holder.actor, SECRET, other.entry_id, now=NOW)
    with pytest.raises(NotAllowed):
        await make_card(session, await an_officer(session), SECRET, None, now=NOW)


async def test_renewing_and_revoking_end_the_former_address(session: Session) -> None:
    """Rule V3: rotatable and revocable."""
    holder = await an_interpreter(session)
    first = await make_card(session, holder.actor, SECRET, None, now=NOW)
    second = await make_card(session, holder.actor, SECRET, None, now=NOW)
    assert await shown(session, first) is None
    assert await shown(session, second) is not None
    await revoke_card(session, holder.actor, None, now=NOW)
    assert await shown(session, second) is None
    with pytest.raises(NotFound):
        await revoke_card(session, holder.actor, None, now=NOW)


async def test_leaving_the_register_ends_every_card_in_the_same_transaction(session: Session) -> None:
    register_handlers()
    holder, officer = await an_interpreter(session), await an_officer(session)
    cards = [
        await make_card(session, holder.actor, SECRET, each, now=NOW) for each in (None, holder.entry_id)
    ]
    await remove_interpreter(session, officer, holder.number, "excluded", NOW, now=NOW)
    assert [await shown(session, each) for each in cards] == [None, None]
    numbers = await card_numbers(session, officer, now=NOW)
    assert (numbers.open, numbers.removed) == (0, 2)


async def test_a_removal_to_come_leaves_the_card_until_then(session: Session) -> None:
    register_handlers()
    holder, officer = await an_interpreter(session), await an_officer(session)
    card = await make_card(session, holder.actor, SECRET, None, now=NOW)
    end = NOW + timedelta(days=2)
    await remove_interpreter(session, officer, holder.number, "own_wish", end, now=NOW)
    found = await shown(session, card)
    assert found is not None
    assert found.entries[0].holds_until == end
    assert await shown(session, card, end) is None


async def test_the_database_holds_no_address(session: Session) -> None:
    holder = await an_interpreter(session)
    card = await make_card(session, holder.actor, SECRET, None, now=NOW)
    row = (await session.execute(text("SELECT row_to_json(c)::text FROM interpreter_card c"))).scalar_one()
    assert card_token(SECRET, card) not in row
    kid = await ensure_key(session, SECRET, now=NOW)
    stored = (await session.execute(text("SELECT row_to_json(k)::text FROM signing_key k"))).scalar_one()
    from tolkeregister.tolkebevis.signing import key_pair

    assert str(key_pair(SECRET, kid).as_dict(private=True)["d"]) not in stored


async def test_another_secret_keeps_printed_cards_and_says_that_the_page_cannot_show_them(
    session: Session,
) -> None:
    holder = await an_interpreter(session)
    card = await make_card(session, holder.actor, SECRET, None, now=NOW)
    assert await shown(session, card) is not None
    mine = await own_cards(session, holder.actor, "t" * 40, now=NOW)
    assert [each.address_known for each in mine.cards] == [False]


async def test_the_holder_sees_how_often_and_never_who(session: Session) -> None:
    """Rule V7."""
    holder = await an_interpreter(session)
    for days in (0, 0, 3, 40):
        await count_check(session, holder.number, now=NOW - timedelta(days=days))
    await count_check(session, "99999", now=NOW)
    assert (await own_cards(session, holder.actor, SECRET, now=NOW)).checks == 3
    columns = await session.execute(
        text("SELECT column_name FROM information_schema.columns WHERE table_name = 'card_check_day'")
    )
    assert set(columns.scalars()) == {"interpreter_id", "day", "count"}


async def test_a_report_is_kept_whether_the_number_exists_or_not(session: Session) -> None:
    holder, officer = await an_interpreter(session), await an_officer(session)
    for number in (holder.number, "99999"):
        await report_mismatch(session, number, "other_person", NOW.date(), "", now=NOW)
    found = await reported_cards(session, officer)
    assert {each.number: each.is_known for each in found} == {holder.number: True, "99999": False}
    await close_report(session, officer, found[0].id, now=NOW)
    await close_report(session, officer, found[0].id, now=NOW)
    assert [each.closed_at is None for each in await reported_cards(session, officer)] == [True, False]
    with pytest.raises(Invalid):
        await report_mismatch(session, "1", "other_person", NOW.date() + timedelta(days=2), "", now=NOW)


async def test_keys_follow_each_other_without_a_gap(session: Session) -> None:
    """A key that is changed between showing and checking: what the former signed is still read."""
    first = await ensure_key(session, SECRET, now=NOW)
    assert await ensure_key(session, SECRET, now=NOW) == first
    signed = sign_card(
        SECRET, first, "k", [SaidEntry("ar", "tale", "A")], made_at=NOW, ends_at=NOW + timedelta(hours=9)
    )
    second = await replace_key(session, ADMINISTRATOR, SECRET, withdraw=False, now=NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=2)
    assert await signing_kid(session, SECRET, now=later) == second
    assert read_card(signed, await public_keys(session, now=later), later).decision.allowed
    third = await replace_key(session, ADMINISTRATOR, SECRET, withdraw=True, now=later)
    assert read_card(signed, await public_keys(session, now=later), later).decision.codes == (
        "statement_unknown_key",
    )
    assert [each["kid"] for each in await public_keys(session, now=later)] == [third]
    assert len(await known_keys(session, now=later)) == 3
    with pytest.raises(NotAllowed):
        await replace_key(session, await an_officer(session), SECRET, withdraw=False, now=later)


async def test_the_next_key_is_made_in_time_and_published_before_it_signs(session: Session) -> None:
    first = await ensure_key(session, SECRET, now=NOW)
    soon = NOW + timedelta(days=84)
    assert await ensure_key(session, SECRET, now=soon) == first
    assert len(await public_keys(session, now=soon)) == 2
    assert await signing_kid(session, SECRET, now=soon + timedelta(days=7)) != first


async def test_another_secret_makes_a_new_key_at_once(session: Session) -> None:
    await ensure_key(session, SECRET, now=NOW)
    assert await signing_kid(session, "t" * 40, now=NOW) is None
    await ensure_key(session, "t" * 40, now=NOW + timedelta(seconds=1))
    assert await signing_kid(session, "t" * 40, now=NOW + timedelta(seconds=1)) is not None


def picture(size: tuple[int, int] = (600, 600), format: str = "PNG", **more: object) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "teal").save(made, format, **more)
    return made.getvalue()


async def test_a_photograph_is_shown_when_somebody_has_looked_at_it(session: Session) -> None:
    holder, officer = await an_interpreter(session), await an_officer(session)
    exif = Image.Exif()
    exif[0x010E] = "Samiras hus"
    await send_photo(session, holder.actor, picture(format="JPEG", exif=exif), now=NOW)
    assert (await own_cards(session, holder.actor, SECRET, now=NOW)).holder.photo is None
    [waiting] = await waiting_photos(session, officer)
    await decide_photo(session, officer, waiting.id, None, now=NOW)
    mine = await own_cards(session, holder.actor, SECRET, now=NOW)
    assert mine.holder.photo is not None
    assert b"Samiras hus" not in mine.holder.photo
    with Image.open(BytesIO(mine.holder.photo)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (360, 480), {})
    with pytest.raises(Conflict, match="photo_decided"):
        await decide_photo(session, officer, waiting.id, "blurred", now=NOW)


async def test_a_declined_photograph_tells_its_owner_why_and_a_newer_one_takes_its_place(
    session: Session,
) -> None:
    holder, officer = await an_interpreter(session), await an_officer(session)
    await send_photo(session, holder.actor, picture(), now=NOW)
    await send_photo(session, holder.actor, picture(), now=NOW)
    [waiting] = await waiting_photos(session, officer)
    await decide_photo(session, officer, waiting.id, "blurred", now=NOW)
    mine = await own_cards(session, holder.actor, SECRET, now=NOW)
    assert (mine.photo_waits, mine.declined_reason) == (False, "blurred")


BOMB = BytesIO()
Image.new("1", (20_000, 20_000)).save(BOMB, "PNG")


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "photo_missing"),
        (b"\xff\xd8\xff\xe0 not a picture", "photo_unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo_unreadable"),
        (picture(format="GIF"), "photo_unreadable"),
        (picture()[:200], "photo_unreadable"),
        (picture((100, 900)), "photo_too_small"),
        (b"x" * (LARGEST_FILE + 1), "photo_too_large"),
        (BOMB.getvalue(), "photo_unreadable"),
    ],
    ids=["none", "forged", "svg", "gif", "cut", "small", "large", "bomb"],
)
async def test_what_is_no_photograph_is_refused(session: Session, sent: bytes, code: str) -> None:
    holder = await an_interpreter(session)
    with pytest.raises(Invalid, match=code):
        await send_photo(session, holder.actor, sent, now=NOW)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
async def test_no_card_says_more_than_the_register(engine: AsyncEngine, seed: int) -> None:
    """Over random histories: what is shown, and what a statement says until it ends, is what the register knew."""
    register_handlers()
    async with engine.connect() as connection:
        transaction = await connection.begin()
        async with RolledBackDatabase(connection).open() as session:
            await _a_history(session, random.Random(seed))
        await transaction.rollback()


async def _a_history(session: Session, chance: random.Random) -> None:
    holder, officer = await an_interpreter(session, category="C"), await an_officer(session)
    cards: list[str] = []
    for step in range(12):
        at = NOW + timedelta(hours=step)
        try:
            async with session.begin_nested():
                await _something(session, chance, holder, officer, cards, at)
        except DomainError:
            pass
        for each in cards:
            await _says_no_more(session, each, holder, at)


async def _something(
    session: Session, chance: random.Random, holder: BuiltInterpreter, officer: Actor, cards: list[str], at: datetime
) -> None:  # fmt: skip
    later = at + timedelta(hours=chance.randrange(1, 60))
    match chance.randrange(6):
        case 0 | 1:
            cards.append(
                await make_card(session, holder.actor, SECRET, chance.choice([None, holder.entry_id]), now=at)
            )
        case 2:
            spans = [CategorySpan(chance.choice("ABCDE"), at, later, "t")]
            await set_category(session, holder.entry_id, spans, now=at)
        case 3:
            await set_category(session, holder.entry_id, [CategorySpan("B", at, None, "t")], now=at)
        case 4:
            await revoke_card(session, holder.actor, None, now=at)
        case _:
            if chance.random() < 0.3:
                await remove_interpreter(session, officer, holder.number, "excluded", later, now=at)


async def _says_no_more(session: Session, card: str, holder: BuiltInterpreter, at: datetime) -> None:
    found = await shown(session, card, at)
    if found is None:
        return
    ends = statement_ends(found.entries, at)
    for moment in (at, at + (ends - at) / 2, ends - timedelta(microseconds=1)):
        rows = await session.execute(
            text("SELECT c.category FROM entry_category c JOIN entry_listing l ON l.entry_id = c.entry_id"
                 " WHERE c.entry_id = :e AND upper_inf(c.recorded) AND upper_inf(l.recorded)"
                 " AND c.valid @> CAST(:at AS timestamptz) AND l.valid @> CAST(:at AS timestamptz)"),
            {"e": holder.entry_id, "at": moment},
        )  # fmt: skip
        assert [each.category for each in found.entries] == rows.scalars().all()
