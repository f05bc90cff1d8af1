"""What the room's events say of when the conversation was, and never more than that (failure mode 15)."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booking.rooms.rules.proposal import Happened, proposed, troubles
from tests.builders.times import MONDAY, oslo

AGREED = oslo(MONDAY, "10:00")


def happened(*lines: str) -> list[Happened]:
    """Each "clock kind role seat"; the seat may be left out."""
    found = []
    for line in lines:
        clock, kind, role, *seat = line.split()
        found.append(
            Happened(kind, None if role == "-" else role, oslo(MONDAY, clock), int(seat[0]) if seat else None)
        )
    return found


BOTH = ("09:50 joined owner 1", "09:58 joined interpreter 2")


@pytest.mark.parametrize(
    ("lines", "started", "ended", "code"),
    [
        ((*BOTH, "11:03 left interpreter 2", "11:04 left owner 1"), "10:00", "11:03", "from_the_room"),
        ((*BOTH[:1], "10:07 joined interpreter 2", "11:00 ended owner 1"), "10:07", "11:00", "from_the_room"),
        (("09:50 joined owner 1", "11:00 left owner 1"), None, None, "never_together"),
        (("09:50 joined interpreter 2", "10:40 joined interpreter 3"), None, None, "never_together"),
        (("10:01 joined owner 1", "10:02 joined person 4"), None, None, "never_together"),
        ((), None, None, "never_together"),
        (BOTH, "10:00", None, "still_together"),
        ((*BOTH, "09:59 left owner 1"), None, None, "never_together"),
        ((*BOTH, "09:59 left owner 1", "10:05 joined owner 1", "10:30 left owner 1"),
         "10:05", "10:30", "from_the_room"),
        # the line is lost and comes back
        ((*BOTH, "10:20 left interpreter 2", "10:22 joined interpreter 2", "11:00 left interpreter 2"),
         "10:00", "11:00", "from_the_room"),
        # a stand-in and a relief are interpreters as good as any
        ((*BOTH, "10:30 revoked interpreter 2", "10:45 joined interpreter 3", "11:10 left interpreter 3"),
         "10:00", "11:10", "from_the_room"),
        # somebody who only waited is turned away, or an invitation is withdrawn: those inside are inside still
        ((*BOTH, "10:20 removed guest 7", "10:21 revoked guest 8", "11:00 left owner 1"),
         "10:00", "11:00", "from_the_room"),
        (("09:58 joined interpreter 2", "09:59 joined person 4", "10:20 removed person 5", "11:00 left person 4"),
         "10:00", "11:00", "from_the_room"),
        # the same page twice is the same person
        ((*BOTH, "10:10 joined owner 1", "10:50 left owner 1"), "10:00", "10:50", "from_the_room"),
    ],
)  # fmt: skip
def test_from_when_both_were_there_until_the_last_they_were(
    lines: tuple[str, ...], started: str | None, ended: str | None, code: str
) -> None:
    found = proposed(happened(*lines), agreed=AGREED)
    wanted = tuple(oslo(MONDAY, each) if each else None for each in (started, ended))
    assert (found.started_at, found.ended_at, found.reasons[0].code) == (*wanted, code)


def test_a_cancelled_assignment_proposes_nothing_and_is_nobodys_absence() -> None:
    found = proposed(happened(*BOTH, "11:00 left owner 1"), agreed=AGREED, is_due=False)
    assert (found.started_at, found.ended_at, found.reasons[0].code) == (None, None, "not_due")


kinds = st.sampled_from(["joined", "left", "removed", "revoked", "trouble", "break", "seated", "ended"])
roles = st.sampled_from(["owner", "interpreter", "person"])
events = st.lists(
    st.tuples(kinds, st.integers(1, 5), st.integers(-60, 120)).map(
        lambda each: Happened(each[0], ["owner", "interpreter", "interpreter", "person", "guest"][each[1] - 1],
                              AGREED + timedelta(minutes=each[2], seconds=7), each[1])
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=200)
@given(events)
def test_it_lies_within_what_happened_and_after_the_agreed_start(log: list[Happened]) -> None:
    found = proposed(log, agreed=AGREED)
    if found.started_at is None:
        assert found.ended_at is None
        return
    assert {"interpreter"} < {each.role for each in log if each.kind == "joined"}
    assert found.started_at >= AGREED
    if found.ended_at is not None:
        assert found.started_at <= found.ended_at <= max(each.at for each in log)


def test_failures_are_counted() -> None:
    assert (
        troubles(happened("10:10 trouble guest 3", "10:12 cannot interpreter 2", "10:20 break owner 1")) == 2
    )
