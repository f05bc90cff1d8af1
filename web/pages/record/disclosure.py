"""/sak/{number}/innsyn: handing out a case with what is secret gone. /sak/journal: the public journal as a file."""

from datetime import date, datetime, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK

from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, RuleBroken
from tolkeregister.core.spreadsheets.write_csv import excel_csv
from tolkeregister.disclosure.commands import LONGEST_REQUEST, Desk, disclose, disclosure_desk
from tolkeregister.disclosure.journal import public_journal
from tolkeregister.disclosure.rules import LAW, Choice, Ground, Treatment
from web.dependencies import LOOKS
from web.forms.base import Form
from web.forms.text_fields import TextField
from web.forms.time_fields import DateField
from web.pages.decisions.staff import CASE, look_at_file
from web.pages.directorate.staff_page import STAFF, render_staff
from web.pages.downloads import CSV, as_file
from web.pages.page import WebRequest, written_form
from web.security.limits import FORM_BODY
from web.view.formats import short_date
from web.view.labels import label_key
from web.view.texts import N_, texts_in

DISCLOSE, JOURNAL = f"{CASE}/innsyn", "/sak/journal"
LONGEST_STRETCH = timedelta(days=366)


class RequestForm(Form):
    """Which request is answered; the documents are chosen for one by one beside it."""

    krav = TextField(N_("Hvilket krav gjelder det?"), most=LONGEST_REQUEST, missing=N_("Skriv hvilket krav"),
                     help=N_("For eksempel hvem som ba om innsyn, og når."))  # fmt: skip


class DaysForm(Form):
    """The days of the journal."""

    fra = DateField(N_("Fra"), missing=N_("Skriv fra hvilken dag"))
    til = DateField(N_("Til og med"), missing=N_("Skriv til hvilken dag"))


@get(DISCLOSE, include_in_schema=False, guards=STAFF, opt=LOOKS)
async def ask_disclosure(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """Every document with what is proposed."""
    await look_at_file(session, actor, number, now=now)
    desk = await disclosure_desk(session, actor, number)
    proposed = {
        each.number: Choice(each.proposal.treatment, each.proposal.ground, each.marked)
        for each in desk.documents
    }
    return await _page(request, session, actor, desk, RequestForm.blank(), proposed, now)


@post(
    DISCLOSE, include_in_schema=False, guards=STAFF, status_code=HTTP_200_OK, request_max_body_size=FORM_BODY
)
async def make_disclosure(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[Any]:  # fmt: skip
    """The file, once it is kept that it was made."""
    await look_at_file(session, actor, number, now=now)
    sent = await request.form()
    answers = RequestForm(sent)
    desk = await disclosure_desk(session, actor, number)
    choices = {each.number: _choice(sent, each.number) for each in desk.documents}
    problems: tuple[Any, ...] = ()
    if answers.valid:
        try:
            async with session.begin_nested():
                made = await disclose(session, actor, number, answers.krav, choices, now=now)
            return as_file(made.pdf, made.name, "application/pdf")
        except (Invalid, RuleBroken) as refused:
            problems = refused.reasons
    return await _page(request, session, actor, desk, answers, choices, now, problems)


@get(JOURNAL, include_in_schema=False, guards=STAFF)
async def show_journal(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The journal of the chosen days; of the last week when nothing is chosen."""
    answers, first, last = _days(request, oslo_date(now))
    posts = await public_journal(session, actor, first, last) if answers.valid else ()
    return await render_staff(
        request, session, actor, "record/journal.html", now=now, answers=answers, posts=posts, first=first, last=last,
    )  # fmt: skip


@get(f"{JOURNAL}.csv", include_in_schema=False, guards=STAFF, opt=LOOKS)
async def journal_file(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[bytes]:  # fmt: skip
    """The same as a file to publish; that it was made is kept."""
    _, first, last = _days(request, oslo_date(now))
    posts = await public_journal(session, actor, first, last)
    record(session, actor, "journal.exported", "journal", f"{first}/{last}", now=now, posts=len(posts))
    say = texts_in(written_form(request)).gettext
    head = [
        N_("Journalført"),
        N_("Sak"),
        N_("Saken gjelder"),
        N_("Nummer"),
        N_("Dokument"),
        N_("Inn eller ut"),
        N_("Dato"),
    ]
    lines = [[say(each) for each in head]]
    lines += [
        [short_date(each.day), each.case_number, each.case_title, str(each.number), each.title,
         say(label_key("journal_direction", each.direction)), short_date(each.document_on)]
        for each in posts
    ]  # fmt: skip
    return as_file(excel_csv(lines), f"offentlig-journal-{first}-{last}.csv", CSV)


def _days(request: WebRequest, today: date) -> tuple[DaysForm, date, date]:
    if not request.query_params:
        first, last = today - timedelta(days=7), today
        return DaysForm.blank(today=today, fra=first, til=last), first, last
    answers = DaysForm(request.query_params, today=today)
    if not answers.valid:
        return answers, today, today
    return answers, max(answers.fra, answers.til - LONGEST_STRETCH), answers.til


def _choice(sent: Any, number: int) -> Choice:
    treatment, ground = str(sent.get(f"valg-{number}", "")), str(sent.get(f"hjemmel-{number}", ""))
    return Choice(
        Treatment(treatment) if treatment in tuple(Treatment) else Treatment.WITHHELD,
        Ground(ground) if ground in tuple(Ground) else None, str(sent.get(f"tekst-{number}", "")),
    )  # fmt: skip


async def _page(
    request: WebRequest, session: Session, actor: Actor, desk: Desk, answers: RequestForm, choices: dict[int, Choice],
    now: datetime, problems: tuple[Any, ...] = (),
) -> Response[str]:  # fmt: skip
    page = await render_staff(
        request, session, actor, "record/disclosure.html", now=now, desk=desk, answers=answers, choices=choices,
        grounds=LAW, problems=problems, here=f"/sak/{desk.number}",
    )  # fmt: skip
    if problems:
        page.status_code = 422
    return page
