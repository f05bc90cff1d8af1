"""The sentences for reasons about the advisory committee, in bokmål: part of `REASONS`."""

from collections.abc import Mapping
from types import MappingProxyType

from web.view.texts import N_

COMMITTEE_REASONS: Mapping[str, str] = MappingProxyType(
    {
        # rules/seats
        "term_ends_before_it_starts": N_("Siste dag må være etter første dag"),
        "term_longer_than_a_year": N_("En periode er høyst ett år"),
        "member_is_staff": N_("En som arbeider i IMDi, kan ikke sitte i utvalget"),
        "place_is_taken": N_("Plassen er alt besatt i perioden"),
        "sits_already": N_("Personen har alt en plass i utvalget i perioden"),
        "term_end_out_of_bounds": N_("Velg en dag mellom første og siste dag i perioden"),
        "term_not_found": N_("Vi finner ikke perioden"),
        "account_is_closed": N_("Brukeren er stengt"),
        "tie_stands": N_("Du har sagt at du ikke er habil. Det kan ikke endres."),
        "already_declared": N_("Du har alt sagt at du er habil"),
        "only_the_committee": N_("Bare de som sitter i utvalget, har tilgang"),
        # rules/meetings
        "meeting_in_the_past": N_("Møtet må være fram i tid"),
        "meeting_length": N_("Møtet må slutte etter at det begynner, og være kortere enn ti timer"),
        "meeting_nowhere": N_("Skriv et sted eller en lenke"),
        "link_not_secure": N_("Lenken må begynne med https://"),
        "meeting_cancelled": N_("Møtet er avlyst"),
        "meeting_has_begun": N_("Møtet har begynt"),
        "meeting_not_begun": N_("Møtet har ikke begynt ennå"),
        "meeting_not_found": N_("Vi finner ikke møtet"),
        "meeting_was_changed": N_("Noen andre har endret møtet. Se over og prøv igjen."),
        "leader_not_found": N_("Velg hvem som leder møtet"),
        "deputy_has_voted": N_("Vara har alt stemt for plassen din. Da kan ikke fraværet tas tilbake."),
        "minutes_approved": N_("Referatet er godkjent, og ingenting kan endres"),
        "complaint_is_decided": N_("Det er alt gjort vedtak i saken"),
        "on_an_agenda": N_("Saken står alt på en saksliste"),
        "not_on_an_agenda": N_("Saken står ikke på noen saksliste"),
        # papers
        "marks_unbalanced": N_("Hver [[ må ha en ]] etter seg"),
        "text_altered": N_("Teksten er endret. Sett bare inn merker, og la ordene stå."),
        "not_a_text": N_("Dokumentet er ikke en tekst"),
        "not_a_picture": N_("Dokumentet er en tekst. Merk ordene i stedet."),
        "page_not_there": N_("Dokumentet har bare %(most)s sider"),
        "region_outside": N_("Feltet må være innenfor siden"),
        "too_many_regions": N_("Du kan skjule høyst %(most)s felt"),
        "paper_not_drawable": N_("«%(title)s» kan ikke tegnes. Ta dokumentet ut av papirene."),
        "presentation_missing": N_("Skriv saksframlegget først"),
        "pack_is_empty": N_("Ingen dokumenter er med"),
        "papers_not_read": N_("Les gjennom først: %(titles)s"),
        "pack_changed": N_("Papirene er endret siden du så dem. Se dem på nytt."),
        "pack_released_meanwhile": N_("Noen andre har sendt papirene. Se over på nytt."),
        "pack_not_released": N_("Sakspapirene er ikke sendt ennå"),
        # rules/voting and minutes
        "unknown_advice": N_("Velg hva du vil råde til"),
        "already_voted": N_("Stemmen din er alt endret. Se over den og prøv igjen."),
        "no_quorum": N_(
            "Sak %(number)s: %(voted)s plasser har stemt. Minst %(least)s må stemme, ellers utsettes saken."
        ),
        "minutes_await_answers": N_("Disse har ikke svart på referatet: %(names)s"),
        "minutes_were_changed": N_("Det finnes en nyere utgave av referatet. Les den først."),
        "already_answered_minutes": N_("Du har alt svart på denne utgaven"),
        "discussion_missing": N_("Skriv hva utvalget drøftet i hver sak"),
        "only_the_leader": N_("Bare den som ledet møtet, kan godkjenne referatet"),
        # rules/following
        "advice_is_another": N_("Rådet er et annet enn vedtaket. Da følger ikke vedtaket rådet."),
        "advice_is_the_same": N_("Vedtaket er det utvalget rådet til. Da følger det rådet."),
        "why_not_missing": N_("Skriv hvorfor vedtaket ikke følger rådet"),
    }
)
