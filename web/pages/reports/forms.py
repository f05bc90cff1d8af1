"""The forms about reports: a file, and what a word means."""

from collections.abc import Mapping, Sequence

from booking.reports.queries import WaitingWord
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField
from web.forms.options import Option
from web.forms.text_fields import TextField
from web.names import Names
from web.pages.sent_files import FileForm
from web.view.addresses import Form as WrittenForm
from web.view.texts import N_

NOTHING = "ingen"
"""The answer that a word means nothing that can be counted."""


class UploadForm(FileForm):
    """A file of assignments."""

    fil = TextField(
        N_("Fil med oppdrag"), missing=N_("Velg en fil"),
        help=N_("CSV eller Excel (.xlsx), høyst 64 MB. Arbeidsbøker kan ha 200 000 rader."),
    )  # fmt: skip


class MeaningForm(Form):
    """What a word means."""

    betydning = ChoiceField(N_("Hva betyr ordet?"), missing=N_("Velg hva ordet betyr"))


def meanings(word: WaitingWord, names: Names, form: WrittenForm) -> Mapping[str, Sequence[Option]]:
    """The answers: what the word may mean, or everything of its kind; and that it means nothing."""
    everything: dict[str, Sequence[Option]] = {
        "language": names.options[form], "municipality": names.municipality_options,
        "sector": names.subject_options[form],
    }  # fmt: skip
    offered = [each for each in everything[word.kind] if not word.choices or each.value in word.choices]
    unique = {each.value: each for each in offered}
    nothing = Option(NOTHING, N_("Ingenting av dette. Radene må rettes i filen."))
    return {"betydning": (*unique.values(), nothing)}
