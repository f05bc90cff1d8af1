"""What may be done to the list of languages. A language is never turned into another by a guess (seed B16, S4)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tolkeregister.core.decisions import Decision, allowed, reason, refused

# BCP 47, RFC 5646: a language of two or three letters, then script, region and variants if they tell it apart.
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*")
MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Validity:
    """From when a tag is in the list, and the last day it can be chosen; None while no end is decided."""

    since: date
    last_day: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the tag can be chosen on a day; the last day is one of them."""
        return self.since <= day and (self.last_day is None or day <= self.last_day)


def may_be_added(tag: str, known: Validity | None) -> Decision:
    """A new tag is well formed and has never been used, or old facts would get another meaning."""
    if not _TAG.fullmatch(tag):
        return refused(reason("tag_malformed", field="tag"))
    if known is not None:
        return refused(reason("tag_taken", field="tag"))
    return allowed()


def may_be_changed(known: Validity | None, today: date) -> Decision:
    """Names and words are changed for a language that is not on its way out."""
    if known is None or (known.last_day is not None and known.last_day < today):
        return refused(reason("language_not_in_list", field="sprak"))
    return allowed()


def may_be_merged(old: Validity | None, into: Validity | None, *, from_day: date, today: date) -> Decision:
    """From a day to come the old tag ends, into one that stands without an end on that day.

    Today's choices stay as they were made, and so the first day may not be today or before.
    """
    if old is None or old.last_day is not None:
        return refused(reason("language_has_ended", field="sprak"))
    if from_day <= today:
        return refused(reason("merge_starts_in_the_past", field="fra"))
    if into is None or into.last_day is not None or not into.holds_on(from_day):
        return refused(reason("language_not_in_list", field="inn_i"))
    if from_day <= old.since:
        return refused(reason("merge_before_start", field="fra"))
    return allowed()


def may_be_approved(*, is_own: bool, is_open: bool) -> Decision:
    """Two persons: one proposes, another approves."""
    if not is_open:
        return refused(reason("proposal_decided"))
    return refused(reason("own_proposal")) if is_own else allowed()


def words_given(text: str) -> tuple[str, ...]:
    """Words as typed, one on each line or between commas, in order and each of them once."""
    return tuple(dict.fromkeys(each for raw in re.split(r"[,;\n]", text) if (each := " ".join(raw.split()))))


def becomes_a_choice(words: Sequence[str], meant: Mapping[str, Sequence[str]], tag: str) -> tuple[str, ...]:
    """The words that mean another language already: they will be answered with a choice, never with one of them."""
    return tuple(word for word in words if any(other != tag for other in meant.get(word, ())))
