"""What the letter about access to papers says of each verdict and ground, in both written forms."""

from collections.abc import Mapping
from types import MappingProxyType

from tolkeregister.complaints.heard.rules import Ground, Verdict
from tolkeregister.decisions.kinds import Words

VERDICTS: Mapping[Verdict, Words] = MappingProxyType(
    {
        Verdict.GIVEN: Words("Du får dokumentet", "Du får dokumentet"),
        Verdict.PARTLY: Words("Du får en kopi der noe er tatt bort", "Du får ein kopi der noko er teke bort"),
        Verdict.REFUSED: Words("Du får ikke dokumentet", "Du får ikkje dokumentet"),
    }
)
GROUNDS: Mapping[Ground, Words] = MappingProxyType(
    {
        Ground.INTERNAL: Words(
            "Forvaltningsloven § 18 a: et dokument vi har laget for vår egen saksforberedelse.",
            "Forvaltningslova § 18 a: eit dokument vi har laga for vår eiga saksførebuing.",
        ),
        Ground.OBTAINED: Words(
            "Forvaltningsloven § 18 b: et dokument vi har hentet utenfra for vår egen saksforberedelse.",
            "Forvaltningslova § 18 b: eit dokument vi har henta utanfrå for vår eiga saksførebuing.",
        ),
        Ground.HEALTH_OF_OTHERS: Words(
            "Forvaltningsloven § 19 annet ledd bokstav a: opplysninger om en annens helse.",
            "Forvaltningslova § 19 andre ledd bokstav a: opplysningar om helsa til ein annan.",
        ),
        Ground.NOT_TO_BE_TOLD: Words(
            "Forvaltningsloven § 19 annet ledd bokstav b: opplysninger som av særlige grunner ikke bør gis videre.",
            "Forvaltningslova § 19 andre ledd bokstav b: opplysningar som av særlege grunnar ikkje bør givast vidare.",
        ),
    }
)
TITLE = Words("Svar på krav om innsyn", "Svar på krav om innsyn")
REDACTED = Words("Sladdet kopi av dokument {}", "Sladda kopi av dokument {}")
