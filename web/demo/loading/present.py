"""The assignments of the last 400 days and what is under way: requests, assignments, offers, booked time and facts.

A later start adds the days since; what people have done in the meantime stays. Rows whose number is taken, and booked
time that would overlap, are skipped. Delivered assignments without an interpreter were bought elsewhere from somebody
unqualified: they are facts with the source "report", told by the agency or, where it was neither, by the body itself.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any

import asyncpg

from booking.availability.rules import booked_period, buffer_on
from tolkeregister.core.clock import oslo_date
from web.demo.loading.copying import copy, period
from web.demo.loading.history import FACT
from web.demo.nation.present_rows import AssignmentRow, OfferRow
from web.demo.progress import Progress

PIECE = 20_000
REQUEST = ("id", "number", "organisation_id", "unit_id", "account_id", "created_at", "drawn_on", "language_tag", "type",
           "least_category", "duty_basis", "duty_statute", "theme", "participants", "preferred_numbers",
           "excluded_numbers", "needs_clearance")  # fmt: skip
ASSIGNMENT = ("id", "request_id", "number", "state", "mode", "type", "language_tag", "period", "municipality_code",
              "address", "offers_per_round", "round", "interpreter_id", "accepted_at", "category_at_acceptance",
              "standing_at_acceptance", "category_at_start", "standing_at_start", "checked_at_start", "ended_at",
              "end_reason")  # fmt: skip
TAKES_TIME = ("accepted", "delivered")
STATUTE = "pasient- og brukerrettighetsloven § 3-5"

_BOOK = """
    INSERT INTO booked (interpreter_id, period, assignment_id)
    SELECT i, p, a FROM unnest($1::int[], $2::tstzrange[], $3::int[]) AS u(i, p, a)
    ORDER BY i, lower(p) ON CONFLICT DO NOTHING
"""
_AGENCIES = "SELECT id FROM organisation WHERE kind = 'agency' ORDER BY id"
_PASSED = """
    UPDATE assignment SET state = u.state, ended_at = u.ended_at, category_at_start = u.category,
           standing_at_start = 'listed', checked_at_start = lower(period)
      FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::int[])
           AS u(number, state, ended_at, category, interpreter_id)
     WHERE assignment.number = u.number AND assignment.state = 'accepted'
       AND assignment.interpreter_id = u.interpreter_id
    RETURNING assignment.number
"""


class PresentLoader:
    """Loads in pieces, giving out ids and remembering which numbers are there already."""

    def __init__(
        self, connection: asyncpg.Connection, addresses: dict[int, str], progress: Progress, *, is_first: bool
    ) -> None:
        """`is_first`: nothing of it is there yet, so that no number need be looked up."""
        self.connection, self.addresses, self.progress = connection, addresses, progress
        self.is_first = is_first
        self.next_id = 1
        self.agencies: list[int] = []

    async def load(self, rows: Iterable[AssignmentRow], offers: Iterable[OfferRow] = ()) -> None:
        """COPY assignments and their offers; delivered ones become facts."""
        self.next_id = 1 + int(await self.connection.fetchval("SELECT coalesce(max(id), 0) FROM assignment"))
        self.agencies = [row["id"] for row in await self.connection.fetch(_AGENCIES)]
        source, by_number = iter(rows), _grouped(offers)
        while piece := list(islice(source, PIECE)):
            await self._piece(piece, by_number)
            self.progress.add(len(piece), "oppdrag")

    async def _piece(self, piece: list[AssignmentRow], offers: dict[str, list[OfferRow]]) -> None:
        known = set() if self.is_first else await self._known([row.number for row in piece])
        finished = await self._pass([row for row in piece if row.number in known]) if known else set()
        fresh = [row for row in piece if row.number not in known]
        bought = [row for row in fresh if row.state == "delivered" and row.supply_model != "platform"]
        own = [row for row in fresh if row.state != "delivered" or row.supply_model == "platform"]
        ids = {row.number: self.next_id + place for place, row in enumerate(own)}
        self.next_id += len(own)
        await copy(self.connection, "request", REQUEST, (_request(ids[row.number], row) for row in own))
        await copy(
            self.connection,
            "assignment",
            ASSIGNMENT,
            (_assignment(ids[row.number], row, self.addresses, offers.get(row.number, ())) for row in own),
        )
        await copy(self.connection, "offer", OFFER, (
            _offer(ids[row.number], offer) for row in own for offer in offers.get(row.number, ())
        ))  # fmt: skip
        await self._book(own, ids)
        delivered = [row for row in own if row.state == "delivered"]
        delivered += [row for row in piece if row.number in finished and row.state == "delivered"]
        facts = [(*_fact(row, "booking", "platform"), None) for row in delivered]
        facts += [(*_fact(row, "report", row.supply_model), self._reporter(row)) for row in bought]
        await copy(self.connection, "assignment_fact", (*FACT, "reporter_id"), facts)

    def _reporter(self, row: AssignmentRow) -> int:
        """Who tells of an assignment that was not booked here."""
        if row.supply_model != "private_agency" or not self.agencies:
            return row.organisation_id
        return self.agencies[row.organisation_id % len(self.agencies)]

    async def _known(self, numbers: list[str]) -> set[str]:
        rows = await self.connection.fetch(
            "SELECT number FROM assignment WHERE number = ANY($1) UNION ALL"
            " SELECT reference FROM assignment_fact"
            " WHERE (reporter_id IS NULL OR reporter_id IN (SELECT id FROM organisation)) AND reference = ANY($1)",
            numbers,
        )  # fmt: skip
        return {row[0] for row in rows}

    async def _pass(self, rows: list[AssignmentRow]) -> set[str]:
        """What was accepted at an earlier start and has been carried out since."""
        ended = [
            row
            for row in rows
            if row.interpreter_id is not None and row.state in ("delivered", "not_delivered")
        ]
        done = await self.connection.fetch(
            _PASSED, [r.number for r in ended], [r.state for r in ended],
            [r.confirmed_at or r.ended_at for r in ended], [r.category for r in ended],
            [r.interpreter_id for r in ended],
        )  # fmt: skip
        return {row["number"] for row in done}

    async def _book(self, rows: list[AssignmentRow], ids: dict[str, int]) -> None:
        taken = [row for row in rows if row.interpreter_id is not None and row.state in TAKES_TIME]
        spans = [
            booked_period(row.starts_at, row.ends_at, row.mode, buffer_on(row.starts_at)) for row in taken
        ]
        await self.connection.execute(
            _BOOK, [row.interpreter_id for row in taken],
            [period(span.starts_at, span.ends_at) for span in spans], [ids[row.number] for row in taken],
        )  # fmt: skip


OFFER = ("assignment_id", "interpreter_id", "round", "sent_at", "answer_by", "state", "ended_at", "decline_reason",
         "impartiality_declared_at")  # fmt: skip


def _grouped(offers: Iterable[OfferRow]) -> dict[str, list[OfferRow]]:
    found: dict[str, list[OfferRow]] = {}
    for offer in offers:
        found.setdefault(offer.assignment_number, []).append(offer)
    return found


def _request(request_id: int, row: AssignmentRow) -> tuple[Any, ...]:
    statute = STATUTE if row.duty_basis == "special_statute" else None
    return (request_id, row.number, row.organisation_id, row.unit_id, row.account_id, row.ordered_at,
            oslo_date(row.ordered_at), row.language_tag, row.type, row.category_ordered, row.duty_basis, statute,
            row.theme, row.participants, "[]", "[]", False)  # fmt: skip


def _assignment(
    assignment_id: int, row: AssignmentRow, addresses: dict[int, str], offers: Sequence[OfferRow]
) -> tuple[Any, ...]:
    standing = "listed" if row.category else None
    started = row.state in ("delivered", "not_delivered") and row.category is not None
    address = addresses.get(row.unit_id, "") if row.mode == "in_person" else ""
    # the next round is one after this: those asked later stand after those asked before
    asked = max((each.round for each in offers), default=0 if row.state == "open" else 1)
    return (assignment_id, assignment_id, row.number, row.state, row.mode, row.type, row.language_tag,
            period(row.starts_at, row.ends_at), row.municipality_code, address, 1, asked, row.interpreter_id,
            row.accepted_at, row.category if row.accepted_at else None, standing if row.accepted_at else None,
            row.category if started else None, standing if started else None, row.starts_at if started else None,
            row.confirmed_at or row.ended_at, row.end_reason)  # fmt: skip


def _offer(assignment_id: int, row: OfferRow) -> tuple[Any, ...]:
    declared = row.ended_at if row.state == "accepted" else None
    return (assignment_id, row.interpreter_id, row.round, row.sent_at, row.answer_by, row.state, row.ended_at,
            row.decline_reason, declared)  # fmt: skip


def _fact(row: AssignmentRow, source: str, supply_model: str) -> tuple[Any, ...]:
    qualified = row.category is not None
    minutes = int((row.ends_at - row.starts_at) / timedelta(minutes=1))
    return (source, row.number, 1, oslo_date(row.starts_at), row.starts_at,
            minutes, row.language_tag, row.type, row.mode, row.sector_code, supply_model, row.municipality_code,
            row.municipality_code, row.municipality_code[:2], row.organisation_id, row.unit_id,
            "qualified" if qualified else "unqualified", "listed" if qualified else None, row.category,
            row.category_ordered, row.confirmed_at or row.ends_at, row.exception_ground)  # fmt: skip
