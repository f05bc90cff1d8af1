"""What the codes of reporting are called, in bokmål, in words for somebody under stress."""

from collections.abc import Mapping
from types import MappingProxyType

from web.view.texts import N_

REPORTING: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "concern": {
            "wrong": N_("Tolken tolket feil, la til noe eller tok bort noe"),
            "told": N_("Tolken fortalte videre det som ble sagt"),
            "knew": N_("Tolken kjente noen i saken"),
            "conduct": N_("Tolken oppførte seg dårlig på en annen måte"),
            "title": N_("Noen bruker en tittel eller et tolkebevis de ikke har rett til"),
            "other": N_("Noe annet"),
        },
        "reporter_role": {
            "service_user": N_("Det ble tolket for meg eller en jeg kjenner"),
            "professional": N_("Jeg brukte tolk i jobben"),
            "interpreter": N_("Jeg er tolk"),
            "agency": N_("Jeg formidler tolker"),
            "other": N_("Noe annet"),
        },
        # What the directorate answers (rule W2). Nothing of the outcome, of the interpreter, or of other reports.
        "reporter_answer": {
            "handled_14": N_(
                "Vi vurderer om tolken har brutt reglene om god tolkeskikk (tolkeloven § 14). Tolken får si hva som "
                "skjedde før vi bestemmer noe. Utfallet får du ikke vite, fordi det er taushetsbelagt."
            ),
            "handled_15": N_(
                "Vi vurderer om tolken har brutt taushetsplikten (tolkeloven § 15). Tolken får si hva som skjedde før "
                "vi bestemmer noe. Utfallet får du ikke vite, fordi det er taushetsbelagt."
            ),
            "handled_16": N_(
                "Vi vurderer om tolken burde ha sagt nei, fordi tolken kjente noen i saken (tolkeloven § 16). Tolken "
                "får si hva som skjedde før vi bestemmer noe. Utfallet får du ikke vite, fordi det er taushetsbelagt."
            ),
            "title_misuse": N_(
                "Vi undersøker om noen har brukt en tittel eller et tolkebevis de ikke har rett til."
            ),
            "outside": N_(
                "Det du meldte fra om, er ikke en av pliktene i tolkeloven §§ 14–16. Da kan vi ikke behandle det. "
                "Er det uenighet om betaling eller avtale, sier du fra til den som bestilte tolken. Fikk du ikke tolk, "
                "eller måtte et barn tolke, sier du fra til stedet der det skjedde, eller klager til statsforvalteren."
            ),
            "not_listed": N_(
                "Vi kan ikke behandle det du meldte fra om, fordi personen ikke står i Nasjonalt tolkeregister og "
                "ikke er statsautorisert. Si fra til den som bestilte tolken."
            ),
            "duplicate": N_("Det du skrev, er tatt med i arbeidet vårt. Du trenger ikke gjøre noe mer."),
            "handed_over": N_("Dette hører hjemme hos andre, og vi behandler det ikke. Ta kontakt med:"),
            "decided": N_("Vi er ferdige med saken. Utfallet er taushetsbelagt."),
            "withdrawn": N_("Du har trukket det du meldte fra om. Saken er avsluttet."),
            "ended": N_("Saken er avsluttet. Vi kan ikke si hvorfor."),
        },
        "reporter_step": {
            "received": N_("Vi har fått meldingen"),
            "under_way": N_("Vi behandler saken"),
            "closed": N_("Saken er avsluttet"),
        },
    }
)
# What a reporter is told when a page cannot be shown: by HTTP status, what happened and what to do.
ERRORS: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        400: (
            N_("Vi forstod ikke det som kom"),
            N_("Noe i skjemaet var ikke som vi ventet. Ingenting er sendt. Gå tilbake og prøv igjen."),
        ),
        403: (
            N_("Siden har stått åpen for lenge"),
            N_("Ingenting er sendt. Gå tilbake, ta vare på det du skrev, og begynn på nytt."),
        ),
        404: (N_("Vi finner ikke siden"), N_("Adressen er skrevet feil, eller siden er borte.")),
        413: (
            N_("Filene er for store"),
            N_("Filene kan være 8 MB til sammen. Ingenting er sendt. Gå tilbake og velg mindre filer."),
        ),
        429: (
            N_("For mange forsøk på kort tid"),
            N_("Ingenting er sendt. Vent ti minutter, gå tilbake og prøv igjen."),
        ),
        500: (
            N_("Noe gikk galt hos oss"),
            N_(
                "Feilen er hos oss. Vi vet ikke om det du sendte, kom fram. Vent litt, gå tilbake og send på nytt. Det "
                "blir bare én sak."
            ),
        ),
    }
)
