"""What of a wrong cell may be kept and shown again. A name or a national identity number never is (rule P1)."""

from tolkeregister.core.rules.national_id import national_ids_in

LONGEST_SHOWN = 60
HIDDEN = "…"


def hidden(column: str, code: str, text: str) -> str:
    """The cell as it may be kept: cut short, and replaced by a sign where it may be about a person."""
    text = " ".join(text.split())
    if column == "interpreter" and not text.isdigit():
        return HIDDEN if text else ""
    if code == "national_id" or national_ids_in(text):
        return HIDDEN
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
