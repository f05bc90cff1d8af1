"""What an entry is called in a calendar: neutral, unless its owner has chosen to see language, mode and place."""

from booking.calendars.mail import PAGES, neutral_title
from booking.calendars.queries import Entry
from tolkeregister.core.ics import CalendarEvent
from web.names import Names
from web.view.addresses import Form
from web.view.labels import LABELS
from web.view.texts import texts_in


def neutral_event(entry: Entry, base_url: str) -> CalendarEvent:
    """Nothing of what it is about; the link leads to a page behind sign-in."""
    page = PAGES["interpreter" if entry.is_interpreters else "booker"]
    return CalendarEvent(
        entry.uid, entry.sequence, entry.starts_at, entry.ends_at, entry.is_cancelled, entry.changed_at,
        neutral_title(entry.number), f"{base_url}{page}{entry.number}",
    )  # fmt: skip


def detailed_event(entry: Entry, base_url: str, names: Names, form: Form) -> CalendarEvent:
    """With mode, language and, where somebody must go, the address; never the theme or who takes part."""
    mode = LABELS["interpreting"][entry.mode]
    title = f"{texts_in(form).gettext(mode)}, {names.language(entry.language_tag, form)} ({entry.number})"
    place = ", ".join(part for part in (entry.address, entry.municipality) if part)
    neutral = neutral_event(entry, base_url)
    return CalendarEvent(
        neutral.uid, neutral.sequence, neutral.starts_at, neutral.ends_at, neutral.is_cancelled, neutral.changed_at,
        title, neutral.address, place if entry.mode == "in_person" else "",
    )  # fmt: skip
