"""/bestilling/{number}: where one order stands, the part of it that renews itself, and the receipt."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotAuthorizedException
from litestar.params import FromPath

from booking.assignments.status import Asked, Status, status_page
from booking.changes.queries import Since, cancellation_of, changes_of, since_version
from booking.checks.queries import confirmation_of
from booking.exceptions.queries import exception_of
from booking.matching.criteria import Criteria, Fallen, criteria_of
from booking.offers.certificate import certificate_for_assignment, certificate_that_kept_out
from booking.requests.coming import Coming, Sender, coming_in, sender_of
from booking.rooms.set_up import set_up_of
from booking.rooms.times import times_said
from tolkeregister.complaints.reporting.rules.booking_code import booking_code
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from web.api.words import word_for
from web.names import names_now
from web.pages.body.booking import BOOKERS
from web.pages.page import WebRequest, render

MOST_SEGMENTS = 24  # of the strip that shows how far the search has come


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the search has come: how many have been asked, how many there are, and the strip that shows it."""

    asked: int
    total: int
    said_no: int
    segments: tuple[str, ...]


async def read_status(
    request: WebRequest, session: Session, actor: Actor, number: str, now: datetime
) -> dict[str, Any]:
    """Everything the status page and its part show; NotFound for another body's or unit's order."""
    status = await status_page(session, actor, number)
    sender = await sender_of(session, actor, number)
    coming = await coming_in(session, number) if status.state == "open" else Coming((), 0, "")
    names = await names_now(session, request.app.state, now)
    changes = await changes_of(session, actor, number, now=now)
    criteria = await criteria_of(session, actor, number)
    setup = await set_up_of(session, actor, number) if status.mode == "screen" else None
    return {
        "criteria": criteria, "fell_before": fell_before(status, criteria),
        "certificate": await certificate_for_assignment(session, actor, number),
        "kept_out": await certificate_that_kept_out(session, actor, number) if status.state == "unfilled" else None,
        "confirmation": await confirmation_of(session, number),
        "exception": await exception_of(session, actor, number) if status.ground else None,
        "status": status, "sender": sender, "coming": coming, "names": names, "now": now,
        "phase": phase_of(status, now), "progress": progress_of(status, coming),
        "open_offers": tuple(each for each in status.asked if each.step == "asked"),
        "to_weigh": tuple(each for each in status.asked if each.step == "weighing" and each.answer_by > now),
        "changes": changes, "waiting": next((each for each in changes if each.is_open), None),
        "since": await _since(request, session, actor, status),
        "cancelled": await cancellation_of(session, actor, number) if status.state == "cancelled" else None,
        "setup": setup, "said": await times_said(session, actor, number, now=now) if setup else None,
        "booking_code": booking_code(number, Vault.from_settings(request.app.state.settings).booking_key),
        "again": _again(status, sender), "again_wider": _again(status, sender, is_wider=True),
    }  # fmt: skip


@get("/bestilling/{number:str}", include_in_schema=False, guards=BOOKERS)
async def show_status(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """What has happened with one order, and what can be done."""
    return render(request, "body/status.html", **await read_status(request, session, actor, number, now))


@get("/del/bestilling/{number:str}", include_in_schema=False)
async def show_part(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """The part that renews itself. A script asks for it: without a session a plain 401, never a sign-in page."""
    if not actor.is_public_body:
        raise NotAuthorizedException
    return render(request, "body/status_now.html", **await read_status(request, session, actor, number, now))


@get("/bestilling/{number:str}/kvittering", include_in_schema=False, guards=BOOKERS)
async def show_receipt(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """The order as a page for paper."""
    return render(request, "body/receipt.html", **await read_status(request, session, actor, number, now))


def phase_of(status: Status, now: datetime) -> str:
    """The state as the booker sees it: an accepted order is ready, under way, or over and waiting for a word."""
    if status.state != "accepted":
        return status.state
    if now >= status.ends_at:
        return "unconfirmed"
    return "under_way" if now >= status.starts_at else "ready"


def progress_of(status: Status, coming: Coming) -> Progress:
    """One segment for each interpreter, but no more than fit on a phone."""
    steps = [_segment(each) for each in status.asked]
    total = len(steps) + coming.count
    waiting = [""] * max(0, min(MOST_SEGMENTS, total) - len(steps))
    said_no = sum(each.step in ("could_not", "no_answer", "no_longer_available") for each in status.asked)
    return Progress(len(steps), total, said_no, (*steps[-MOST_SEGMENTS:], *waiting))


def fell_before(status: Status, criteria: Criteria) -> dict[int, tuple[Fallen, ...]]:
    """What fell just before each offer was sent, by the offer; under 0 what has fallen since the last one."""
    found: dict[int, tuple[Fallen, ...]] = {}
    waiting = list(criteria.fallen)
    for each in status.asked:
        now = tuple(fallen for fallen in waiting if fallen.round < each.round)
        waiting = [fallen for fallen in waiting if fallen.round >= each.round]
        found[each.offer_id] = now
    return {**found, 0: tuple(waiting)}


def _again(status: Status, sender: Sender, *, is_wider: bool = False) -> dict[str, str]:
    """The address of a new order like this one but for the time; the wider one without the demands."""
    minutes = int((status.ends_at - status.starts_at).total_seconds() // 60)
    same = {
        "sprak": status.language_tag, "type": word_for(status.type), "varighet": str(minutes),
        "metode": word_for(status.mode), "sted": sender.municipality_code,
    }  # fmt: skip
    if is_wider:
        return same
    return {
        **same, "kategori": status.least_category, "kjonn": word_for(sender.gender) if sender.gender else "",
        "tema": sender.subject or "", "klarering": "ja" if sender.needs_clearance else "",
    }  # fmt: skip


def _segment(each: Asked) -> str:
    return "naa" if each.step in ("asked", "weighing", "accepted") else "nei"


async def _since(request: WebRequest, session: Session, actor: Actor, status: Status) -> Since | None:
    """What is new to one who comes by a link to an older version; the page itself always shows the newest."""
    known = request.query_params.get("v", "")
    if not re.fullmatch(r"\d{1,6}", known, re.ASCII) or int(known) >= status.version:
        return None
    return await since_version(session, actor, status.number, int(known))
