"""What the codes of the advisory committee are called, in bokmål: parts of `LABELS`."""

from collections.abc import Mapping
from types import MappingProxyType

from web.view.texts import N_

COMMITTEE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "committee_seat": {
            "interpreter": N_("Tolk"),
            "orderer": N_("Tolkebestiller"),
            "education": N_("Utdanning"),
            "user": N_("Brukerrepresentant"),
        },
        "committee_place": {"member": N_("Medlem"), "deputy": N_("Vara")},
        "committee_item": {
            "open": N_("Til behandling"),
            "advised": N_("Råd er gitt"),
            "postponed": N_("Utsatt"),
            "taken_off": N_("Tatt av sakslisten"),
        },
        "committee_standing": {
            "undeclared": N_("Ikke svart"),
            "impartial": N_("Klar"),
            "tied": N_("Inhabil"),
        },
        "committee_view": {
            "no_reaction": N_("Ingen reaksjon"),
            "guidance": N_("Veiledning"),
            "warning": N_("Advarsel"),
            "excluded_until": N_("Utestenging i en periode"),
            "excluded_for_good": N_("Utestenging for alltid"),
            "divided": N_("Utvalget er delt"),
        },
    }
)
# What a complaint's own log calls what happened.
COMMITTEE_LOG: Mapping[str, str] = MappingProxyType(
    {
        "committee.asked": N_("Saken er satt på sakslisten til utvalget"),
        "committee.not_asked": N_("Saken er tatt av sakslisten til utvalget"),
        "committee.habilitet": N_("Habilitet er erklært i utvalget"),
        "committee.released": N_("Sakspapirer er sendt til utvalget"),
        "committee.advised": N_("Utvalget har gitt råd"),
        "committee.postponed": N_("Utvalget har utsatt saken"),
    }
)
COMMITTEE_EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "committee.appointed": N_("Oppnevnt i utvalget"),
        "committee.term_ended": N_("Periode i utvalget avsluttet"),
        "committee.meeting_planned": N_("Møte i utvalget planlagt"),
        "committee.meeting_changed": N_("Møte i utvalget endret"),
        "committee.meeting_cancelled": N_("Møte i utvalget avlyst"),
        "committee.absent": N_("Meldt fravær fra møte i utvalget"),
        "committee.comes_after_all": N_("Fravær fra møte i utvalget tatt tilbake"),
        "committee.case_added": N_("Varsel satt på saksliste"),
        "committee.case_taken_off": N_("Varsel tatt av saksliste"),
        "committee.case_presented": N_("Saksframlegg skrevet"),
        "committee.paper_read": N_("Dokument til utvalget lest og sladdet"),
        "committee.pack_released": N_("Sakspapirer sendt til utvalget"),
        "committee.pack_opened": N_("Sakspapirer åpnet i utvalget"),
        "committee.habilitet": N_("Habilitet erklært i utvalget"),
        "committee.voted": N_("Stemt i utvalget"),
        "committee.minutes_written": N_("Referat fra utvalget skrevet"),
        "committee.minutes_answered": N_("Svart på referat fra utvalget"),
        "committee.minutes_approved": N_("Referat fra utvalget godkjent"),
    }
)
