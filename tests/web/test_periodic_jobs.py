"""Every job the worker does by itself can be done, also when there is nothing to do."""

from datetime import datetime

import pytest

import web.jobs  # noqa: F401 – registers them
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import JOBS, TIMETABLE


@pytest.mark.parametrize("name", sorted(TIMETABLE))
async def test_it_can_be_done_with_nothing_to_do(name: str, session: Session, now: datetime) -> None:
    await JOBS[name](session, now=now)
