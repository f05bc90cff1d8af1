"""The forms about results: a file, and who a candidate is."""

from collections.abc import Mapping, Sequence

from qualification.imports.queries import Question
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField
from web.forms.options import Option
from web.forms.text_fields import TextField
from web.pages.sent_files import FileForm
from web.view.addresses import Form as WrittenForm
from web.view.formats import plain_date
from web.view.texts import N_, texts_in

_BORN = N_("født %(day)s")
NOBODY = "ingen"
"""The answer that the candidate is none of the people."""


class ResultFileForm(FileForm):
    """A file of results."""

    fil = TextField(
        N_("Fil med resultater"), missing=N_("Velg en fil"),
        help=N_("CSV eller Excel (.xlsx), høyst 48 MB. Arbeidsbøker kan ha 200 000 rader."),
    )  # fmt: skip


class IdentityForm(Form):
    """Who a candidate is."""

    hvem = ChoiceField(N_("Hvem er kandidaten?"), missing=N_("Velg hvem kandidaten er"))


def people_options(question: Question, form: WrittenForm) -> Mapping[str, Sequence[Option]]:
    """The people in question, each with birth date and number, and none of them."""
    texts = texts_in(form)
    people = [
        Option(
            str(each.person_id),
            ", ".join(
                part
                for part in (
                    each.name,
                    texts.gettext(_BORN) % {"day": plain_date(each.born_on, form)},
                    each.number,
                )
                if part
            ),
            final=True,
        )
        for each in question.people
    ]
    nobody = Option(
        NOBODY, N_("Ingen av dem"), help=N_("Resultatene venter til personen søker eller blir kjent.")
    )
    return {"hvem": (*people, nobody)}
