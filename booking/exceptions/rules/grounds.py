"""When somebody not qualified may be used, by which ground, and who never may.

Rules B4–B6 (tolkeloven § 7 second and fifth paragraphs, tolkeforskriften on the language combination). The grounds
are dated rows: the dispensation holds to the end of 2026, judged by the assignment's start in Norway, whenever it is
ordered or recorded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tolkeregister.core.decisions import Decision, allowed, both, reason, refused
from tolkeregister.core.rules.oslo_time import oslo_date


@dataclass(frozen=True, slots=True)
class GroundRow:
    """A ground with its place in the law, and the first and the last Norwegian date on which it holds."""

    code: str
    source: str
    valid_from: date
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """Whether an assignment that starts on the date may rest on it."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


_IN_FORCE = date(2022, 1, 1)  # tolkeloven
# A later act changes the law by another row here, or another last date.
GROUNDS: tuple[GroundRow, ...] = (
    GroundRow("not_defensible_to_wait", "tolkeloven § 7 andre ledd", _IN_FORCE),
    GroundRow("emergency", "tolkeloven § 7 andre ledd", _IN_FORCE),
    GroundRow("strong_reasons", "tolkeloven § 7 andre ledd", _IN_FORCE),
    GroundRow("dispensation", "tolkeloven § 7 femte ledd", _IN_FORCE, date(2026, 12, 31)),
)

# From these states somebody outside the register may take over: nobody has said yes.
STATES_WITHOUT_INTERPRETER = frozenset({"open", "unfilled"})


@dataclass(frozen=True, slots=True)
class SearchFacts:
    """What the service knows of the search: how many are listed in the language and type, in the whole country and
    whatever mode they offer (remote interpreting counts); how many of them this body has asked about this conversation;
    how many are still thinking."""

    listed: int
    asked: int
    thinking: int


def grounds_at(starts_at: datetime, table: Sequence[GroundRow] = GROUNDS) -> tuple[GroundRow, ...]:
    """The grounds an assignment with this start may rest on."""
    return tuple(row for row in table if row.holds(oslo_date(starts_at)))


def ground_in_force(ground: str, starts_at: datetime, table: Sequence[GroundRow] = GROUNDS) -> Decision:
    """Whether the ground exists, and holds when the assignment starts (B4)."""
    rows = [row for row in table if row.code == ground]
    if not rows:
        return refused(reason("unknown_ground", field="ground"))
    if not any(row.holds(oslo_date(starts_at)) for row in rows):
        return refused(reason("ground_not_in_force", field="ground", valid_to=rows[-1].valid_to))
    return allowed(reason(ground))


def was_searched(ground: str, facts: SearchFacts) -> Decision:
    """The dispensation needs that qualified interpreters were really asked, where the language has any (B5)."""
    if ground != "dispensation" or facts.listed == 0:
        return allowed(reason("search_not_required" if ground != "dispensation" else "nobody_listed"))
    if facts.asked == 0:
        return refused(reason("nobody_was_asked", field="ground", listed=facts.listed))
    if facts.thinking:
        return refused(reason("somebody_is_thinking", field="ground", thinking=facts.thinking))
    return allowed(reason("were_asked", asked=facts.asked))


def may_state(ground: str, starts_at: datetime, facts: SearchFacts) -> Decision:
    """Whether an exception may rest on the ground: in force (B4), and searched for where that is needed (B5)."""
    return both(ground_in_force(ground, starts_at), was_searched(ground, facts))


def may_interpret_outside(*, is_in_register: bool, is_listed_in_language: bool) -> Decision:
    """Whether a person may be used as somebody outside the register (B6).

    Whoever is listed in the language is asked as everybody else; whoever is listed in other languages may not take
    assignments in this one.
    """
    if is_listed_in_language:
        return refused(reason("listed_in_this_language", field="number"))
    if is_in_register:
        return refused(reason("listed_in_another_language", field="number"))
    return allowed(reason("not_in_register"))


def may_take_over(state: str) -> Decision:
    """Whether somebody outside the register may be put on an assignment in this state."""
    if state in STATES_WITHOUT_INTERPRETER:
        return allowed(reason(state))
    return refused(
        reason("has_an_interpreter" if state in ("accepted", "delivered") else "already_ended", state=state)
    )
