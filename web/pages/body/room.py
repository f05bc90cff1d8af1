"""/bestilling/{number}/rom: who gets a link to the screen room, how it is, and what it says of the conversation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from booking.rooms.own_room import allow_direct, set_relief, use_own_room
from booking.rooms.queries import SharedLink
from booking.rooms.rules.window import USUAL_TEST
from booking.rooms.seating import invite, withdraw_link
from booking.rooms.secrets import code_of, link_of
from booking.rooms.set_up import SetUp, set_plan, set_up_of
from booking.rooms.trying import confirm_screen
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Conflict, Invalid, NotFound, RuleBroken
from tolkeregister.core.settings import Settings
from web.forms.base import Form
from web.names import names_now
from web.pages.body.booking import BOOKERS
from web.pages.body.room_forms import ROLES, InviteForm, RoomForm, ScreenForm, WithdrawInvitationForm
from web.pages.body.status import read_status
from web.pages.page import WebRequest, render, see_other, written_form

ROOM = "/bestilling/{number:str}/rom"
FIELD_OF = {
    "label": "merkelapp", "role": "rolle", "language": "sprak", "address": "eget_rom", "relief": "avloser",
    "plan_b": "planb", "test_minutes": "prov",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shared:
    """An invitation with what is shared of it."""

    invitation: SharedLink
    address: str
    code: str

    @property
    def spaced_code(self) -> str:
        """The code as it is read aloud."""
        return f"{self.code[:5]} {self.code[5:]}"


@get(ROOM, include_in_schema=False, guards=BOOKERS)
async def show_room(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """The room of one order, and everything its booker decides about it."""
    return await _page(request, session, actor, settings, number, now=now)


@post(f"{ROOM}/inviter", include_in_schema=False, guards=BOOKERS, status_code=HTTP_303_SEE_OTHER)
async def do_invite(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """One more link, shown on the page from then on."""
    await found_set_up(
        session, actor, number
    )  # before anything is read for the form, as for an order that never was
    answers = InviteForm(await request.form(), options=await _languages(request, session, now))
    if answers.valid:
        try:
            async with session.begin_nested():
                await invite(session, actor, number, role=ROLES[answers.rolle], label=answers.merkelapp or "",
                             language=answers.sprak, now=now)  # fmt: skip
        except (Invalid, RuleBroken, Conflict) as refused:
            _refuse(answers, refused)
        else:
            return see_other(request, f"/bestilling/{number}/rom")
    return await _page(request, session, actor, settings, number, now=now, invitation=answers)


@post(f"{ROOM}/trekk", include_in_schema=False, guards=BOOKERS, status_code=HTTP_303_SEE_OTHER)
async def do_withdraw(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """A link is a wrong one from now on."""
    answers = WithdrawInvitationForm(await request.form())
    if not answers.valid:
        raise NotFound(reason("seat_not_found"))
    await withdraw_link(session, actor, number, answers.plass, now=now)
    return see_other(request, f"/bestilling/{number}/rom")


@post(f"{ROOM}/valg", include_in_schema=False, guards=BOOKERS, status_code=HTTP_303_SEE_OTHER)
async def do_decide(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """Plan B and the time for trying, the body's own room, the relay, and the relief: all or none."""
    answers = RoomForm(await request.form())
    if answers.valid:
        try:
            async with session.begin_nested():
                await _decide(session, actor, number, answers, now=now)
        except (Invalid, RuleBroken, Conflict) as refused:
            _refuse(answers, refused)
        else:
            return see_other(request, f"/bestilling/{number}/rom")
    return await _page(request, session, actor, settings, number, now=now, choices=answers)


@post(f"{ROOM}/skjermen", include_in_schema=False, guards=BOOKERS, status_code=HTTP_303_SEE_OTHER)
async def do_confirm_screen(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The body's word on sound, picture and privacy (tolkeloven § 8); the latest counts, and all are kept."""
    said = ScreenForm(await request.form())
    await confirm_screen(
        session, actor, number, has_sound=said.lyd, has_picture=said.bilde, in_step=said.samtidig,
        is_private=said.skjermet, now=now,
    )  # fmt: skip
    return see_other(request, f"/bestilling/{number}/rom")


def shared_of(settings: Settings, setup: SetUp) -> tuple[Shared, ...]:
    """Every invitation that stands, with its address and code; they are made anew each time they are shown."""
    newest, key = setup.room.generation, settings.secret_key
    return tuple(
        Shared(
            each,
            f"{settings.base_url}/r/{link_of(key, each.public_id, newest)}",
            code_of(key, each.public_id, newest),
        )
        for each in setup.shared_links
    )


async def _decide(session: Session, actor: Actor, number: str, answers: RoomForm, *, now: datetime) -> None:
    await set_plan(session, actor, number, plan_b=answers.planb, test_minutes=int(answers.prov), now=now)
    before = await found_set_up(session, actor, number)
    if (answers.eget_rom or None) != before.room.address:
        await use_own_room(session, actor, number, answers.eget_rom, now=now)
    if answers.direkte != before.room.is_direct:
        await allow_direct(session, actor, number, is_direct=answers.direkte, now=now)
    if (answers.avloser or None) != before.relief:
        await set_relief(session, actor, number, answers.avloser, now=now)


def _refuse(answers: Form, refused: Invalid | RuleBroken | Conflict) -> None:
    for each in refused.reasons:
        field = FIELD_OF.get(str(each.facts.get("field", "")), "")
        answers.refuse_reasons([each], {each.code: field})


async def found_set_up(session: Session, actor: Actor, number: str) -> SetUp:
    """What is decided of an order's room; NotFound for an order without one, and for a foreign one."""
    setup = await set_up_of(session, actor, number)
    if setup is None:
        raise NotFound(reason("room_not_found"))
    return setup


async def _languages(request: WebRequest, session: Session, now: datetime) -> dict[str, Any]:
    names = await names_now(session, request.app.state, now)
    return {"sprak": names.options[written_form(request)]}


def _choices(setup: SetUp) -> RoomForm:
    """What stands now."""
    return RoomForm.blank(
        planb=setup.plan_b, prov=str(setup.test_minutes or USUAL_TEST), eget_rom=setup.room.address,
        direkte=setup.room.is_direct, avloser=setup.relief,
    )  # fmt: skip


async def _page(
    request: WebRequest, session: Session, actor: Actor, settings: Settings, number: str, *, now: datetime,
    invitation: InviteForm | None = None, choices: RoomForm | None = None,
) -> Response[str]:  # fmt: skip
    setup = await found_set_up(session, actor, number)
    shown = await read_status(request, session, actor, number, now)
    options = await _languages(request, session, now)
    mended = {"answers": each} if (each := choices or invitation) else {}
    return render(
        request, "body/room.html", **{**shown, "setup": setup, **mended}, shared=shared_of(settings, setup),
        invitation=invitation or InviteForm.blank(options=options, sprak=setup.room.language_tag),
        choices=choices or _choices(setup), screen=ScreenForm.blank(),
    )  # fmt: skip
