"""What the approved minutes tell of one case, as a document in the journal of that case and of no other."""

from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.committee.access import MeetingFacts
from tolkeregister.complaints.committee.models import CommitteeAdvice
from tolkeregister.complaints.committee.papers import MINUTES_KIND
from tolkeregister.complaints.committee.queries import MinutesCase, MinutesPage
from tolkeregister.complaints.committee.rules.voting import Advice, advice_of
from tolkeregister.complaints.committee.typesetting import SOURCE
from tolkeregister.complaints.committee.wording import SEATS, VIEWS
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.rules.oslo_time import in_oslo
from tolkeregister.decisions.cases.journal import NewPost, journal
from tolkeregister.decisions.cases.models import Counterpart, Direction
from tolkeregister.decisions.kinds import Words
from tolkeregister.decisions.letters.commands import written_date
from tolkeregister.decisions.letters.registry import FOLDER, register_folder
from tolkeregister.decisions.letters.render import render_letter

TITLE = Words("Referat fra rådgivende utvalg", "Referat frå rådgivande utval")
_CASE = text(
    "SELECT f.id, f.number FROM complaint c JOIN case_file f ON f.id = c.case_id WHERE c.id = :complaint"
)

register_folder(SOURCE.parent, frames=FOLDER)


async def file_extract(
    session: Session, actor: Actor, meeting: MeetingFacts, page: MinutesPage, case: MinutesCase, complaint_id: int, *,
    now: datetime,
) -> None:  # fmt: skip
    """Journal what is told of one case and, unless it is postponed, keep its advice."""
    row = (await session.execute(_CASE, {"complaint": complaint_id})).one()
    form, advice = "nb", advice_of(case.votes)
    data = {
        "case_number": row.number, "to_name": "Rådgivende utvalg", "number": case.number,
        "meeting": _when(meeting), "present": [[SEATS[seat].in_form(form), name] for seat, name in case.present],
        "remarks": page.words, "discussed": case.words, "advice": advice_in_words(case, advice, form),
        "votes": [[SEATS[each.seat].in_form(form), VIEWS[each.recommends].in_form(form), each.reasons]
                  for each in case.votes],
        "approved_by": meeting.leader, "approved_on": written_date(oslo_date(now)),
    }  # fmt: skip
    made = await render_letter(MINUTES_KIND, form, data, on=oslo_date(now), title=TITLE.in_form(form))
    post = NewPost(MINUTES_KIND, TITLE.nb, Direction.INTERNAL, made.pdf, counterpart=Counterpart.DIRECTORATE)
    post_id = await journal(session, actor, row.id, post, now=now)
    if not case.is_postponed:
        session.add(CommitteeAdvice(
            item_id=case.item_id, recommends=advice.recommends, votes_for=advice.votes_for,
            votes_against=advice.votes_against, journal_post_id=post_id, given_at=now,
        ))  # fmt: skip
        await session.flush()


def advice_in_words(case: MinutesCase, advice: Advice, form: str) -> str:
    """The advice as the minutes say it; never the word for what the directorate makes."""
    nn = form == "nn"
    if case.is_postponed:
        return (
            "Saka er utsett. Utvalet gav ikkje noko råd."
            if nn
            else "Saken er utsatt. Utvalget ga ikke noe råd."
        )
    if advice.recommends is None:
        return "Utvalet er delt, og gir ikkje eitt råd." if nn else "Utvalget er delt, og gir ikke ett råd."
    view = VIEWS[advice.recommends].in_form(form)
    if advice.is_unanimous:
        return f"{'Samrøystes' if nn else 'Enstemmig'}: {view}."
    against = ("{} mot {} røyster" if nn else "{} mot {} stemmer").format(
        advice.votes_for, advice.votes_against
    )
    return f"{view} ({against}). Dissensen står under."


def _when(meeting: MeetingFacts) -> str:
    start, end = in_oslo(meeting.starts_at), in_oslo(meeting.ends_at)
    where = meeting.venue or "video"
    return f"{written_date(start.date())} kl. {start:%H.%M}–{end:%H.%M}, {where}."
