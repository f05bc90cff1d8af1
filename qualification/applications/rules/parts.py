"""The parts of an application, and what is lacking before it can be sent."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from tolkeregister.core.decisions import Decision, Reason, allowed, reason, refused


class Part(StrEnum):
    """A part of the task list, in the order in which the parts are shown."""

    ABOUT_YOU = "about_you"
    GROUNDS = "grounds"
    QUALIFICATION = "qualification"  # only of those who have it from the EEA or Switzerland
    DOCUMENTS = "documents"
    WORK = "work"
    DECLARATION = "declaration"


# What was earned at institutions that report it themselves needs no paper from the applicant.
IMPORTED = frozenset({"tospraaktest", "bevilling"})
RECOGNISED = "foreign_bachelor"
"""The ground that must be recognised by a decision of its own first (rule A7)."""

TO_RECOGNISE = frozenset({"diploma", "transcript"})
"""What such an application hands in: the diploma, and the list of courses, exams and credits."""

JUDGED_BY_RECOGNITION = TO_RECOGNISE | {"foreign_authorisation"}
"""What is read for the decision about recognition, and needs no other finding when it has been recognised."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the rules need of an application."""

    email: str
    phone: str
    grounds: Collection[str]
    modes: Collection[str]
    documents: int
    infected: int
    documents_done: bool
    declared: bool
    kinds: Collection[str] = ()  # of the documents that are fit
    has_qualification: bool = False


def is_done(part: Part, draft: Draft) -> bool:
    """Whether a part is filled in."""
    return not lacking(part, draft)


def parts_of(grounds: Collection[str]) -> tuple[Part, ...]:
    """The parts there are to fill in, in the order in which they are shown."""
    return tuple(part for part in Part if part is not Part.QUALIFICATION or RECOGNISED in grounds)


def may_submit(draft: Draft) -> Decision:
    """Every part filled in; each that is not is a reason, with `part` to lead there."""
    found = [each for part in parts_of(draft.grounds) for each in lacking(part, draft)]
    return refused(*found) if found else allowed()


def needs_documents(grounds: Collection[str]) -> bool:
    """Whether something was earned where nobody reports it to the register."""
    return bool(set(grounds) - IMPORTED)


def lacking(part: Part, draft: Draft) -> tuple[Reason, ...]:
    """What a part lacks, each reason with `part`; () when it is filled in."""
    lacks = {
        Part.ABOUT_YOU: not (draft.email and draft.phone),
        Part.GROUNDS: not draft.grounds,
        Part.QUALIFICATION: not draft.has_qualification,
        Part.DOCUMENTS: not draft.documents_done or (needs_documents(draft.grounds) and not draft.documents),
        Part.WORK: not draft.modes,
        Part.DECLARATION: not draft.declared,
    }
    if part is Part.DOCUMENTS and draft.infected:
        return (reason("infected_document_left", part=part.value),)
    if part is Part.DOCUMENTS and lacks[part] and draft.documents_done:
        return (reason("documents_needed", part=part.value),)
    if part is Part.DOCUMENTS and RECOGNISED in draft.grounds and not lacks[part]:
        unseen = sorted(TO_RECOGNISE - set(draft.kinds))
        return tuple(reason(f"{kind}_missing", part=part.value) for kind in unseen)
    return (reason(f"part_missing_{part.value}", part=part.value),) if lacks[part] else ()
