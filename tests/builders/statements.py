"""Exceptions as a body states them, complete unless the test says otherwise."""

from dataclasses import replace
from typing import Any

from booking.exceptions.rules.statement import Statement

WHY = "Samtalen måtte tas samme dag, og ingen tolk kunne."


def a_statement(ground: str = "not_defensible_to_wait", **changes: Any) -> Statement:
    """Somebody who is not qualified, adult, impartial and told of confidentiality."""
    whole = Statement(
        ground=ground, decided_by="Kari Solheim, avdelingsleder", reason=WHY, name="Nur Ibrahim", phone="900 00 318",
        is_adult=True, is_impartial=True, knows_confidentiality=True, claim="not_qualified",
    )  # fmt: skip
    return replace(whole, **changes)
