"""Every route × every role, with its expected outcome.

Somebody else's object answers exactly as one that does not exist: 404.
"""

# In the order they are tried: the ones who may do most come last, because a POST changes what it is about.
ROLES = (
    "public", "applicant", "other_interpreter", "interpreter", "agency", "institution", "foreign_booker",
    "committee_member", "officer", "administrator",
    "body_administrator", "booker",
)  # fmt: skip

EVERYBODY = dict.fromkeys(ROLES, "ok")


def only(*roles: str, others: str = "forbidden", **some: str) -> dict[str, str]:
    """`roles` may, the public must sign in, `some` get what is said, and everybody else gets `others`."""
    return {"public": "sign_in"} | {
        r: "ok" if r in roles else some.get(r, others) for r in ROLES if r != "public"
    }


BODY = ("foreign_booker", "body_administrator", "booker")
OWN_BODY = only("body_administrator", "booker", foreign_booker="unknown")
INTERPRETERS = ("other_interpreter", "interpreter")
OWN_PEOPLE = ("applicant", *INTERPRETERS)  # whoever comes through the interpreters' door
OWN_APPLICATION = only("interpreter", applicant="unknown", other_interpreter="unknown")
NO_DOCUMENT = only(**dict.fromkeys(OWN_PEOPLE, "unknown"))
NO_CASE = only(officer="unknown", administrator="unknown")
NO_MEETING = only(committee_member="unknown")
OWN_OFFER = only("interpreter", other_interpreter="unknown")
STAFF = only("officer", "administrator")
REPORTERS = only("agency", "body_administrator")
NO_REPORT = only(agency="unknown", body_administrator="unknown")
IN_ROOM = only("interpreter", "body_administrator", "booker", others="unknown")
SIGNED_IN = only(*(role for role in ROLES if role != "public"))

TABLE: dict[tuple[str, str], dict[str, str]] = {
    **{("GET", path): EVERYBODY for path in (
        "/", "/api", "/api/openapi.json", "/api/v1/sprak", "/api/v1/statistikk/config",
        "/api/v1/tolker", "/api/v1/tolker/{nummer:str}", "/del/andel-naa", "/drift", "/finn-tolk",
        "/helse/klar", "/helse/live", "/k", "/k/{number:str}", "/k/avvik", "/k/uten-nett/tolkebevis.html",
        "/.well-known/tolkebevis.json", "/api/v1/endringer", "/api/v1/nokler",
        "/kategorier", "/kontakt", "/logg-inn", "/logget-ut",
        "/om", "/om/informasjonskapsler", "/om/personvern", "/om/tilgjengelighet", "/sprak", "/sprakplan",
        "/statistikk",
        "/statistikk/last-ned", "/statistikk/om-tallene", "/tolk/{number:str}", "/tolk/{number:str}/ledig", "/varsle",
    )},
    ("POST", "/k/avvik"): EVERYBODY,
    # the address itself is the key, and nobody has one here
    **{(method, "/opplysninger/{token:str}"): dict.fromkeys(ROLES, "unknown") for method in ("GET", "POST")},
    **{(method, "/epost-om-prover/{token:str}"): dict.fromkeys(ROLES, "unknown") for method in ("GET", "POST")},
    **{(method, f"/fullmektig/{{token:str}}{part}"): dict.fromkeys(ROLES, "unknown") for method, part in (
        ("GET", ""), ("GET", "/dokument/{post_id:int}"), ("GET", "/{action:str}"), ("POST", "/{action:str}"),
    )},
    # a room is its booker's and its interpreter's, until its time as a door that is closed
    **{("GET", path): EVERYBODY for path in ("/r", "/rom/{number:str}/ferdig")},
    ("POST", "/r"): EVERYBODY,
    **{(method, "/rom/{number:str}"): IN_ROOM for method in ("GET", "POST")},
    ("GET", "/rom/{number:str}/samtale"): IN_ROOM,
    **{(method, "/rom/{number:str}/test"): IN_ROOM for method in ("GET", "POST")},
    **{(method, f"/r/{{link:str}}{part}"): dict.fromkeys(ROLES, "unknown")
       for method in ("GET", "POST") for part in ("", "/test")},
    # nobody is heard in any case here
    **{(method, f"/min-side/sak/{{number:str}}{part}"): NO_DOCUMENT for method, part in (
        ("GET", ""), ("GET", "/dokument/{post_id:int}"), ("GET", "/{action:str}"), ("POST", "/{action:str}"),
    )},
    **{(method, f"/sak/varsel/{{number:str}}/innsyn{part}"): NO_CASE
       for method in ("GET", "POST") for part in ("", "/{post_id:int}")},
    # the committee comes through the directorate's door and is led on to its own pages
    ("GET", "/sak"): only("officer", "administrator", "committee_member"),
    ("GET", "/utvalg"): only("committee_member"),
    **{(method, f"/utvalg/{{meeting_id:int}}{page}"): NO_MEETING for method, page in (
        ("GET", ""), ("POST", "/fravaer"), ("POST", "/fravaer/ta-tilbake"), ("GET", "/kalender.ics"),
        ("GET", "/referat"), ("POST", "/referat"),
        *((method, f"/sak/{{item_id:int}}{part}") for part in ("", "/papirer") for method in ("GET", "POST")),
        ("GET", "/sak/{item_id:int}/mappe.pdf"),
    )},
    **{("GET", f"/sak/utvalget{page}"): STAFF for page in ("", "/medlemmer")},
    **{(method, "/sak/utvalget/nytt"): only("administrator") for method in ("GET", "POST")},
    ("POST", "/sak/utvalget/medlemmer"): only("administrator"),
    **{(method, f"/sak/utvalget/{page}"): only(administrator="unknown") for method in ("GET", "POST") for page in (
        "medlemmer/{term_id:int}", "{meeting_id:int}/endre", "{meeting_id:int}/avlys",
    )},
    **{(method, f"/sak/utvalget/{{meeting_id:int}}{page}"): NO_CASE for method, page in (
        ("GET", ""), ("GET", "/referat"), ("POST", "/referat"), ("POST", "/referat/godkjenn"),
    )},
    **{(method, f"/sak/varsel/{{number:str}}/utvalget{page}"): NO_CASE for method, page in (
        ("GET", ""), ("POST", ""), ("POST", "/ta-av"), ("GET", "/saksframlegg"), ("POST", "/saksframlegg"),
        ("GET", "/papirer"), ("GET", "/papirer/{paper:str}"), ("POST", "/papirer/{paper:str}"),
        ("POST", "/papirer/{paper:str}/felt"), ("POST", "/papirer/{paper:str}/fjern"),
        ("GET", "/papirer/{paper:str}/side/{page_number:int}"), ("GET", "/forhandsvisning.pdf"),
        ("GET", "/slipp"), ("POST", "/slipp"), ("GET", "/mappe/{item_id:int}/{version:int}"),
    )},
    ("GET", "/sak/varsler"): STAFF,
    **{("GET", path): STAFF for path in (
        "/sak/varseltall", "/sak/varseltall.csv", "/sak/sletting", "/sak/sletting/vern",
    )},
    ("POST", "/sak/sletting/vern"): STAFF,
    **{("GET", path): STAFF for path in ("/sak/journal", "/sak/journal.csv")},
    **{(method, "/sak/{number:str}/innsyn"): NO_CASE for method in ("GET", "POST")},
    ("POST", "/sak/sletting/vern/{hold_id:int}/opphev"): NO_CASE,
    ("GET", "/sak/varsel/{number:str}/lest"): only(administrator="unknown"),
    **{("GET", path): EVERYBODY for path in ("/statistikk/varsler", "/statistikk/varsler.csv")},
    **{("GET", f"/sak/varsel/{{number:str}}{part}"): NO_CASE for part in (
        "", "/logg", "/melding", "/melding/{document_id:int}",
    )},
    ("POST", "/sak/varsel/{number:str}/habilitet"): NO_CASE,
    **{(method, "/sak/varsel/{number:str}/gjor/{action:str}"): NO_CASE for method in ("GET", "POST")},
    **{("GET", f"/varsle/{step}"): EVERYBODY for step in (
        "hva", "oppdrag", "deg", "se-over", "kvittering", "folg",
    )},
    # no session is read there, so the proof of somebody's session proves nothing: everybody is nobody
    **{("POST", f"/varsle/{step}"): {**dict.fromkeys(ROLES, "forbidden"), "public": "ok"} for step in (
        "hva", "oppdrag", "deg", "se-over", "kvittering", "folg",
    )},
    # no body was sent, which is told to everybody alike
    ("POST", "/api/v1/kontroll"): dict.fromkeys(ROLES, "400"),
    # the address itself is the proof, and nobody has one here: the answer is a page all the same
    ("GET", "/k/b/{token:str}"): EVERYBODY,
    # nobody has made a card yet
    **{("GET", path): only(**dict.fromkeys(INTERPRETERS, "unknown")) for path in (
        "/min-side/tolkebevis/kode", "/min-side/tolkebevis/utskrift",
    )},
    **{("GET", path): only(*INTERPRETERS) for path in ("/min-side/tolkebevis", "/min-side/tolkebevis/bilde")},
    ("POST", "/min-side/tolkebevis/bilde"): only(*INTERPRETERS),
    # a form without a button
    ("POST", "/min-side/tolkebevis"): only(**dict.fromkeys(INTERPRETERS, "unknown")),
    ("GET", "/sak/tolkebevis"): STAFF,
    ("POST", "/sak/tolkebevis"): only(officer="unknown", administrator="unknown"),
    ("GET", "/sak/systemer"): STAFF,
    ("POST", "/sak/systemer"): only("administrator"),
    **{(method, "/sak/systemer/{system_id:int}"): only(officer="unknown", administrator="unknown")
       for method in ("GET", "POST")},
    # nothing has been published in the tests' database
    ("GET", "/api/v1/statistikk/andel"): dict.fromkeys(ROLES, "unknown"),
    # parts of pages, fetched by a script: no sign-in page would fit in their place
    ("GET", "/del/andel-min"): {**only(*BODY), "public": "forbidden"},
    ("GET", "/del/bestilling/{number:str}"): {
        **dict.fromkeys(ROLES, "sign_in"), **dict.fromkeys(("booker", "body_administrator"), "ok"),
        "foreign_booker": "unknown",
    },
    # what the register said on a day is for those who must be able to document it (decision 17)
    ("GET", "/tolk/{number:str}/da"): {
        **dict.fromkeys(ROLES, "ok"),
        **dict.fromkeys(("public", "institution", "committee_member", *OWN_PEOPLE), "unknown"),
    },
    ("GET", "/virksomhet"): only(*BODY, "agency", "institution"),  # an agency is sent on to its own home
    **{("GET", path): only(*BODY) for path in (
        "/virksomhet/andel", "/virksomhet/andel.csv", "/virksomhet/andel.maskin.csv", "/bestillinger",
        "/bestilling/ny/oppdraget",
        "/bestilling/ny/samtalen", "/bestilling/ny/tolkene", "/bestilling/ny/se-over",
        "/bestilling/ny/unntak", "/virksomhet/unntak", "/virksomhet/unntak.csv", "/virksomhet/unntak/barn",
    )},
    **{("POST", path): only(*BODY) for path in (
        "/bestilling/ny/unntak", "/virksomhet/unntak/barn",
        "/bestilling/ny/oppdraget", "/bestilling/ny/samtalen", "/bestilling/ny/tolkene", "/bestilling/ny/se-over",
    )},
    **{("GET", path): OWN_BODY for path in (
        "/bestilling/{number:str}", "/bestilling/{number:str}/avbestill", "/bestilling/{number:str}/etterpa",
        "/bestilling/{number:str}/kvittering", "/bestilling/{number:str}/unntak", "/bestilling/{number:str}/leting",
    )},
    ("GET", "/bestilling/{number:str}/endre"): OWN_BODY,
    **{("POST", path): OWN_BODY for path in (
        "/bestilling/{number:str}/endre", "/bestilling/{number:str}/endring/trekk",
        "/bestilling/{number:str}/habilitet", "/bestilling/{number:str}/etterpa", "/bestilling/{number:str}/unntak",
        "/bestilling/{number:str}/avbestill",
    )},
    # the world's assignments were accepted before there were rooms
    **{("GET", path): {**OWN_BODY, **dict.fromkeys(BODY, "unknown")} for path in (
        "/bestilling/{number:str}/rom", "/bestilling/{number:str}/rom/ark/{seat_id:int}",
        "/bestilling/{number:str}/rom/tid",
    )},
    **{("POST", f"/bestilling/{{number:str}}/rom/{word}"): {**OWN_BODY, **dict.fromkeys(BODY, "unknown")}
       for word in ("inviter", "trekk", "valg", "skjermen", "tid")},
    **{(method, "/min-side/oppdrag/{number:str}/tid"): OWN_OFFER for method in ("GET", "POST")},
    **{(method, path): only(*BODY) for method, path in (
        ("GET", "/virksomhet/politiattest"), ("GET", "/virksomhet/politiattest/ny"),
        ("POST", "/virksomhet/politiattest/ny"),
    )},
    **{(method, "/virksomhet/politiattest/{seen_id:int}/trekk"): OWN_BODY for method in ("GET", "POST")},
    **{(method, "/virksomhet/politiattest/krav"): only("body_administrator") for method in ("GET", "POST")},
    **{(method, "/sak/politiattest"): STAFF for method in ("GET", "POST")},
    ("GET", "/soknad"): EVERYBODY,
    **{(method, "/soknad/ny"): only(*OWN_PEOPLE) for method in ("GET", "POST")},
    # one's own application is an interpreter's here; for everybody else it is unknown
    **{("GET", f"/soknad/{{application_id:int}}{rest}"): OWN_APPLICATION for rest in (
        "", "/se-over", "/trekk", "/dokumenter", "/del/{part:str}",
    )},
    **{("POST", f"/soknad/{{application_id:int}}{rest}"): OWN_APPLICATION for rest in (
        "/se-over", "/svar", "/dokumenter", "/dokumenter/ferdig", "/del/{part:str}", "/trekk",
    )},
    ("GET", "/soknad/{application_id:int}/dokumenter/{document_id:int}"): NO_DOCUMENT,
    # a document that is gone already and one that never was are the same conflict
    ("POST", "/soknad/{application_id:int}/dokumenter/{document_id:int}/fjern"): OWN_APPLICATION,
    ("GET", "/sak/soknader"): STAFF,
    ("GET", "/sak/godkjenning"): STAFF,
    **{(method, f"/sak/godkjenning/{rest}"): STAFF for method in ("GET", "POST") for rest in ("ny", "midlertidig")},
    ("GET", "/sak/godkjenning/{number:str}"): NO_CASE,
    # a form without answers is read before the case is looked for
    **{("POST", f"/sak/godkjenning/{{number:str}}/{rest}"): NO_CASE for rest in (
        "mottatt", "komplett", "forleng", "foresla",
    )},
    **{("GET", f"/sak/soknad/{{number:str}}{rest}"): NO_CASE for rest in (
        "", "/etterspor", "/foresla", "/avslag", "/dokument/{document_id:int}", "/dokument/{document_id:int}/vurder",
        "/dokument/{document_id:int}/anmeldelse",
    )},
    **{("POST", f"/sak/soknad/{{number:str}}{rest}"): NO_CASE for rest in (
        "/etterspor", "/foresla", "/avslag", "/dokument/{document_id:int}/vurder",
        "/dokument/{document_id:int}/anmeldelse",
    )},
    ("GET", "/min-side/politiattest"): only(*INTERPRETERS),
    **{("GET", path): only(*INTERPRETERS) for path in (
        "/min-side/kontakt", "/min-side/endringer", "/min-side/status", "/min-side/innsyn", "/min-side/praksis",
        "/min-side/praksis.csv",
    )},
    ("POST", "/min-side/kontakt"): only(*INTERPRETERS),
    # forms without a button
    **{("POST", path): only(**dict.fromkeys(INTERPRETERS, "unknown"))
       for path in ("/min-side/endringer", "/min-side/status")},
    ("GET", "/sak/endringer"): STAFF,
    ("GET", "/sak/kampanjer"): STAFF,
    **{("GET", path): only("administrator") for path in ("/sak/kampanjer/ny", "/sak/kampanjer/ny/se-over")},
    ("POST", "/sak/kampanjer/ny/se-over"): only("administrator"),
    **{key: only(officer="unknown", administrator="unknown") for key in (
        ("GET", "/sak/kampanjer/{campaign_id:int}"), ("POST", "/sak/kampanjer/{campaign_id:int}"),
        ("GET", "/sak/kampanjer/{campaign_id:int}/svar.csv"),
    )},
    ("POST", "/sak/endringer"): only(officer="unknown", administrator="unknown"),
    **{(method, "/sak/regler"): STAFF for method in ("GET", "POST")},
    # nobody has drafted rules
    **{(method, "/sak/regler/{draft_id:int}"): only(officer="unknown", administrator="unknown")
       for method in ("GET", "POST")},
    **{("GET", path): only("administrator") for path in (
        "/sak/sprak", "/sak/sprak/nytt", "/sak/sprak/navn", "/sak/sprak/ord", "/sak/sprak/samle",
    )},
    **{("POST", path): only("administrator") for path in (
        "/sak/sprak/nytt", "/sak/sprak/navn", "/sak/sprak/ord", "/sak/sprak/samle",
    )},
    # nobody has proposed anything
    **{(method, "/sak/sprak/{proposal_id:int}"): only(administrator="unknown") for method in ("GET", "POST")},
    # no plan has been published, and nobody has a wish to take back
    ("GET", "/sprakplan/{plan_id:int}"): dict.fromkeys(ROLES, "unknown"),
    ("GET", "/min-side/kvalifisering"): only(*OWN_PEOPLE),
    ("GET", "/min-side/kvalifisering/epost"): only(*INTERPRETERS),
    ("POST", "/min-side/kvalifisering/epost"): only(**dict.fromkeys(INTERPRETERS, "unknown")),
    **{(method, "/min-side/kvalifisering/interesse"): only(*OWN_PEOPLE) for method in ("GET", "POST")},
    # nobody here has passed the exam
    ("POST", "/min-side/kvalifisering/bevilling"): only(**dict.fromkeys(OWN_PEOPLE, "unknown")),
    ("POST", "/min-side/kvalifisering/interesse/{interest_id:int}/trekk"): only(**dict.fromkeys(OWN_PEOPLE, "unknown")),
    **{("GET", path): STAFF for path in ("/sak/sprakplan", "/sak/sprakplan/maal", "/sak/sprakplan/frister")},
    **{(method, path): STAFF for method in ("GET", "POST") for path in (
        "/sak/sprakplan/utkast", "/sak/sprakplan/utkast/nytt", "/sak/sprakplan/publiser",
    )},
    ("POST", "/sak/sprakplan/utkast/{line:int}/fjern"): STAFF,
    ("GET", "/min-side"): only(*OWN_PEOPLE),  # an applicant is sent on to the applications
    **{("GET", path): only(*INTERPRETERS) for path in (
        "/min-side/tilbud", "/min-side/gitt-tilbake", "/min-side/kalender", "/min-side/ledig",
        "/min-side/ledig/uke", "/min-side/ledig/dag", "/min-side/ledig/fravaer", "/min-side/neste-kategori",
        "/min-side/profil",
    )},
    **{("POST", path): only(*INTERPRETERS) for path in (
        "/min-side/ledig/uke", "/min-side/ledig/dag", "/min-side/ledig/fravaer", "/min-side/profil",
    )},
    **{(method, path): OWN_OFFER for method in ("GET", "POST") for path in (
        "/min-side/tilbud/{offer_id:int}", "/min-side/tilbud/{offer_id:int}/nei",
    )},
    ("POST", "/min-side/tilbud/{offer_id:int}/likevel"): OWN_OFFER,
    ("GET", "/min-side/oppdrag/{number:str}/gi-tilbake"): OWN_OFFER,
    **{(method, "/min-side/oppdrag/{number:str}/endring"): OWN_OFFER for method in ("GET", "POST")},
    # a second click, a foreign number and an unknown one are all sent to one's own calendar
    ("POST", "/min-side/oppdrag/{number:str}/gi-tilbake"): only(*INTERPRETERS),
    ("GET", "/min-side/oppdrag/{number:str}"): OWN_OFFER,
    ("POST", "/min-side/ledig/{kind:str}/{row_id:int}/fjern"): OWN_OFFER,
    **{(method, "/sak/tolk/{number:str}/fjern"): STAFF for method in ("GET", "POST")},
    ("POST", "/sak/epost/{mail_id:int}/send"): STAFF,
    **{(method, "/resultat"): only("institution") for method in ("GET", "POST")},
    ("GET", "/resultat/mal.csv"): only("institution"),
    # nothing has been sent
    **{("GET", f"/resultat/{{upload_id:int}}{rest}"): only(institution="unknown") for rest in ("", "/feil.csv")},
    ("GET", "/del/resultat/{upload_id:int}"): {**dict.fromkeys(ROLES, "sign_in"), "institution": "unknown"},
    ("POST", "/api/v1/resultater"): dict.fromkeys(ROLES, "sign_in"),
    **{("GET", f"/api/v1/resultater/{{fil:int}}{rest}"): dict.fromkeys(ROLES, "sign_in") for rest in ("", "/feil")},
    **{("GET", path): STAFF for path in ("/sak/resultater", "/sak/bevilling")},
    # nobody is asked about, nobody has passed, no such bevilling
    **{(method, path): only(officer="unknown", administrator="unknown") for method, path in (
        ("GET", "/sak/resultater/{question_id:int}"), ("POST", "/sak/resultater/{question_id:int}"),
        ("POST", "/sak/bevilling"), ("GET", "/sak/bevilling/{number:str}"), ("POST", "/sak/bevilling/{number:str}/sak"),
    )},
    **{(method, "/rapport"): REPORTERS for method in ("GET", "POST")},
    **{("GET", path): REPORTERS for path in ("/rapport/mal.csv", "/rapport/mal.xlsx", "/rapport/ord")},
    # nobody has sent a file, so there is neither a receipt nor a word
    **{("GET", f"/rapport/{{upload_id:int}}{rest}"): NO_REPORT for rest in ("", "/feil.csv", "/feil.xlsx")},
    ("GET", "/del/rapport/{upload_id:int}"): {**dict.fromkeys(ROLES, "sign_in"), "agency": "unknown",
                                              "body_administrator": "unknown"},
    **{(method, "/rapport/ord/{word_id:int}"): NO_REPORT for method in ("GET", "POST")},
    # for programs with an access token: a browser's session is worth nothing there
    ("POST", "/api/v1/rapporter"): dict.fromkeys(ROLES, "sign_in"),
    **{("GET", f"/api/v1/rapporter/{{rapport:int}}{rest}"): dict.fromkeys(ROLES, "sign_in")
       for rest in ("", "/feil", "/feil.csv")},
    ("GET", "/sak/rapporter"): STAFF,
    **{(method, "/sak/rapporter/{word_id:int}"): only(officer="unknown", administrator="unknown")
       for method in ("GET", "POST")},
    # nobody claims to be qualified outside the register
    ("GET", "/sak/unntak/{exception_id:int}"): only(officer="unknown", administrator="unknown"),
    ("POST", "/sak/unntak/{exception_id:int}"): only(officer="unknown", administrator="unknown"),
    # nobody has been removed, so there is no receipt
    ("GET", "/sak/tolk/{number:str}/kvittering"): only(officer="unknown", administrator="unknown"),
    **{("GET", path): STAFF for path in (
        "/sak/saker", "/sak/tolk", "/sak/tolk/{number:str}", "/sak/epost", "/sak/logg", "/sak/unntak",
    )},
    # the assignment that is asked for of the body has no interpreter yet, hence no entry
    ("GET", "/bestilling/{number:str}/kalender.ics"): only(others="forbidden", **dict.fromkeys(BODY, "unknown")),
    ("GET", "/min-side/oppdrag/{number:str}/kalender.ics"): OWN_OFFER,
    **{(method, "/min-side/kalender/abonnement"): only(*INTERPRETERS) for method in ("GET", "POST")},
    **{(method, "/virksomhet/kalender"): only(*BODY) for method in ("GET", "POST")},
    # the address itself is the proof; nobody has one here
    ("GET", "/kalender/{name:str}"): dict.fromkeys(ROLES, "unknown"),
    # cases and decisions: nobody has one here; tests/web/pages/decisions holds who sees which
    **{(method, f"/sak/{{number:str}}{path}"): only(officer="unknown", administrator="unknown") for method, path in (
        ("GET", ""), ("POST", "/ta"), ("POST", "/avslutt"), ("POST", "/habilitet"), ("GET", "/varsel"),
        ("POST", "/varsel"), ("GET", "/dokument/{post_number:int}"), ("GET", "/arkiv.zip"), ("GET", "/utkast"),
        ("POST", "/utkast"), ("POST", "/godkjenn"), ("GET", "/send-tilbake"), ("POST", "/send-tilbake"),
        ("GET", "/forhandsvis.pdf"), ("GET", "/signer"), ("POST", "/signer"), ("GET", "/klage"), ("POST", "/klage"),
        ("GET", "/klage/{appeal_id:int}"), ("POST", "/klage/{appeal_id:int}"),
    )},
    ("GET", "/min-side/vedtak"): only(*OWN_PEOPLE),
    **{(method, f"/min-side/vedtak/{path}"): only(**dict.fromkeys(OWN_PEOPLE, "unknown")) for method, path in (
        ("GET", "{number:str}"), ("POST", "{number:str}"), ("GET", "{number:str}/brev.pdf"),
        ("GET", "varsel/{notice_id:int}"), ("POST", "varsel/{notice_id:int}"),
        ("GET", "varsel/{notice_id:int}/brev.pdf"),
    )},
    ("GET", "/sak/brukere"): only("administrator"),
    **{("GET", path): only("agency") for path in (
        "/formidler", "/formidler/andel", "/formidler/andel.csv", "/formidler/andel.maskin.csv",
    )},
    ("GET", "/rapport/dubletter"): only("agency", "body_administrator", "officer", "administrator"),
    # nothing has been reported, so nothing is double; a form without an answer is asked again
    ("POST", "/rapport/dubletter/{match_id:int}"): only("agency", "body_administrator", "officer", "administrator"),
    ("GET", "/logg-inn/kladd"): SIGNED_IN,
    ("POST", "/logg-inn/forleng"): SIGNED_IN,
    ("POST", "/logg-ut"): EVERYBODY,
}  # fmt: skip

# Not about who somebody is: another program's or another test's matter.
ELSEWHERE = {
    "/static/built/{file_path:path}", "/{unknown:path}", "/api/openapi.json/openapi.json",
    "/api/openapi.json/{path:str}", "/statistikk/fil/{name:str}", "/statistikk/{kind:str}/{code:str}",
    "/logg-inn/{door_name:str}", "/logg-inn/{door_name:str}/svar", "/logg-inn/{door_name:str}/utlogging",
}  # fmt: skip
