"""Who sits in the committee, and who of them takes part in a case (rule W5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tolkeregister.complaints.committee.rules.words import Place, Seat, Standing
from tolkeregister.core.decisions import Decision, Reason, allowed, reason, refused


@dataclass(frozen=True, slots=True)
class Term:
    """The days somebody holds a place, `until` not among them."""

    seat: Seat
    place: Place
    account_id: int
    starts_on: date
    until: date

    def overlaps(self, other: "Term") -> bool:
        """Whether they have a day in common."""
        return self.starts_on < other.until and other.starts_on < self.until


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody who holds a place on the day of a meeting, in relation to one case."""

    term_id: int
    account_id: int
    name: str
    seat: Seat
    place: Place
    is_absent: bool
    standing: Standing


def a_year_after(day: date) -> date:
    """The same day next year; 28 February after a leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def may_appoint(term: Term, others: Iterable[Term], *, is_staff: bool) -> Decision:
    """A year at the most; one holder of a place at a time; one place for each; nobody of the directorate."""
    wants: list[Reason] = []
    if term.until <= term.starts_on:
        wants.append(reason("term_ends_before_it_starts", field="til"))
    elif term.until > a_year_after(term.starts_on):
        wants.append(reason("term_longer_than_a_year", field="til"))
    if is_staff:
        wants.append(reason("member_is_staff", field="bruker"))
    for other in others:
        if not term.overlaps(other):
            continue
        if (other.seat, other.place) == (term.seat, term.place):
            wants.append(reason("place_is_taken", field="fra", until=other.until))
        if other.account_id == term.account_id:
            wants.append(reason("sits_already", field="bruker"))
    return refused(*wants) if wants else allowed()


def may_end(term: Term, until: date) -> Decision:
    """A term can be ended earlier than it was given for, never later, and it has been held for a day at least."""
    if not term.starts_on < until < term.until:
        return refused(reason("term_end_out_of_bounds", field="til"))
    return allowed()


def called(sittings: Iterable[Sitting]) -> Mapping[Seat, Sitting | None]:
    """Who takes part for each seat: the member, or the deputy when the member is away or tied; or nobody.

    Whoever has not declared yet is called, and sees nothing until they have.
    """
    found: dict[Seat, Sitting | None] = dict.fromkeys(Seat)
    able = [each for each in sittings if not each.is_absent and each.standing is not Standing.TIED]
    for each in sorted(able, key=lambda one: one.place is Place.DEPUTY):
        if found[each.seat] is None:
            found[each.seat] = each
    return found


def takes_part(sittings: Iterable[Sitting], account_id: int) -> Sitting | None:
    """The place in which somebody takes part in the case; None for everybody else."""
    return next((each for each in called(sittings).values() if each and each.account_id == account_id), None)


def may_declare(standing: Standing, tie_is_none: bool) -> Decision:
    """Once impartial, and tied at any time. Whoever has been tied stays so: the papers never open again."""
    if standing is Standing.TIED:
        return refused(reason("tie_stands"))
    if standing is Standing.IMPARTIAL and tie_is_none:
        return refused(reason("already_declared"))
    return allowed()
