"""What kinds of case there are and what each may end in; registered by the packages that know what they are about.

Titles and sentences of letters stand here in both written forms, because a letter belongs to the decision and not to
the pages. A `lead` may name facts of the decision in braces, and `{language}`.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid

Lines = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in the two written forms of a letter."""

    nb: str
    nn: str

    def in_form(self, form: str) -> str:
        """The sentence in `form`, bokmål for all but "nn"."""
        return self.nn if form == "nn" else self.nb


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom and what a case is about."""

    person_id: int
    language_tag: str | None
    type: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing a case may end in. `is_negative`: against the person, so that it needs notice and two people."""

    code: str
    title: Words
    lead: Words
    is_negative: bool = False
    template: str = "decision"


def no_lines(facts: Mapping[str, Any], form: str) -> Lines:
    """A kind whose letters list no facts."""
    return ()


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of case.

    `rule_version` tells which version of the kind's rule holds at an instant: a draft made under another is out of
    date. `version_in_force` tells it where rules are put in force while the service runs. `describe` turns a decision's
    facts into the lines (name, value) its letter lists, in a written form. `possible` tells which outcomes there are as
    things stand; without it every one. `opens_to_impartial`: its papers are for officers who have declared habilitet.
    `waits_for_appeal`: a decision can be held back while an appeal is handled (§ 42), and somebody acts on that.
    """

    code: str
    title: Words
    rule: str
    rule_version: Callable[[datetime], str]
    outcomes: tuple[Outcome, ...]
    describe: Callable[[Mapping[str, Any], str], Lines] = no_lines
    version_in_force: Callable[[Session, datetime], Awaitable[str]] | None = None
    possible: Callable[[Session, Subject], Awaitable[Collection[str]]] | None = None
    opens_to_impartial: bool = False
    waits_for_appeal: bool = False

    async def version_now(self, session: Session, now: datetime) -> str:
        """The version of the rule a decision of this instant is made by."""
        if self.version_in_force is None:
            return self.rule_version(now)
        return await self.version_in_force(session, now)

    async def outcomes_now(self, session: Session, about: Subject) -> tuple[Outcome, ...]:
        """The outcomes a case about this may end in as things stand, in their order."""
        if self.possible is None:
            return self.outcomes
        now = await self.possible(session, about)
        return tuple(each for each in self.outcomes if each.code in now)

    def outcome(self, code: str) -> Outcome:
        """The outcome by its code; Invalid for another."""
        for each in self.outcomes:
            if each.code == code:
                return each
        raise Invalid(reason("unknown_outcome", field="utfall"))


_KINDS: dict[str, CaseKind] = {}


def register_kind(kind: CaseKind) -> None:
    """Make a kind known; a second one by the same code is a programming error unless it is the very same."""
    if _KINDS.setdefault(kind.code, kind) != kind:
        raise RuntimeError(f"two kinds of case are called {kind.code}")


def kind_of(code: str) -> CaseKind:
    """The kind by its code; Invalid for one nobody registered."""
    if code not in _KINDS:
        raise Invalid(reason("unknown_case_kind", field="sakstype"))
    return _KINDS[code]


def all_kinds() -> tuple[CaseKind, ...]:
    """Every kind, in the order of registration."""
    return tuple(_KINDS.values())
