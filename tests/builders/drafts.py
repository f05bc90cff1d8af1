"""Complete requests, each ready to send."""

from dataclasses import replace
from typing import Any

from booking.sending.commands import RequestDraft
from tests.builders.times import MONDAY, between


def a_draft(starts: str = "10:00", ends: str = "11:00", **changes: Any) -> RequestDraft:
    """Arabic by screen, this Monday."""
    starts_at, ends_at = between(changes.pop("day", MONDAY), starts, ends)
    draft = RequestDraft(
        language_tag="ar", type="speech", mode="screen", starts_at=starts_at, ends_at=ends_at,
        municipality_code="0301", duty_basis="proper_help", theme="samtale om skolestart",
        participants="lærer, forelder", plan_b="+4722000000", test_minutes=15,
    )  # fmt: skip
    return replace(draft, **changes)
