"""Every page of the service: its route, an address of it in the tests' world, and who looks at it.

A route that is missing here fails `test_pages.py`, so that no page goes without its look.
"""

from collections.abc import Iterable
from datetime import timedelta

from tests.browser.case_visits import case_visits
from tests.browser.rooms import room_visits
from tests.browser.visit import Visit, plain
from tests.fixtures.service import Service
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date, utc_now
from tolkeregister.tolkebevis.derived import card_token
from web.mail_choices import choice_path
from web.pages.body.sealed import seal

TEXTS = (
    "/kategorier", "/om", "/om/personvern", "/om/tilgjengelighet", "/om/informasjonskapsler", "/varsle", "/drift",
    "/varsle/hva", "/varsle/folg",
    "/kontakt", "/api", "/sprak", "/statistikk", "/statistikk/last-ned", "/statistikk/om-tallene", "/logg-inn",
    "/statistikk/varsler",
    "/logget-ut", "/finn-tolk", "/k", "/k/avvik", "/sprakplan",
)  # fmt: skip
BODY = (
    "/virksomhet/kalender",
    "/virksomhet/unntak",
    "/virksomhet/unntak/barn",
    "/virksomhet",
    "/bestillinger",
    "/virksomhet/andel",
    "/bestilling/ny/oppdraget",
)
INTERPRETER = (
    "/min-side", "/min-side/tilbud", "/min-side/gitt-tilbake", "/min-side/kalender", "/min-side/ledig",
    "/min-side/kalender/abonnement",
    "/min-side/ledig/uke", "/min-side/ledig/dag", "/min-side/ledig/fravaer", "/min-side/neste-kategori",
    "/min-side/profil", "/min-side/politiattest", "/min-side/tolkebevis", "/min-side/tolkebevis/bilde",
    "/min-side/kontakt", "/min-side/endringer", "/min-side/status", "/min-side/innsyn", "/min-side/praksis",
    "/min-side/tolkebevis/utskrift", "/min-side/kvalifisering", "/min-side/kvalifisering/interesse",
    "/min-side/kvalifisering/epost",
)  # fmt: skip
STAFF = (
    "/sak",
    "/sak/tolk",
    "/sak/unntak",
    "/sak/politiattest",
    "/sak/epost",
    "/sak/varseltall",
    "/sak/journal",
    "/sak/sletting",
    "/sak/sletting/vern",
    "/sak/logg",
    "/sak/tolkebevis",
    "/sak/endringer",
    "/sak/kampanjer",
    "/sak/regler",
    "/sak/systemer",
    "/sak/sprakplan",
    "/sak/sprakplan/maal",
    "/sak/sprakplan/frister",
    "/sak/sprakplan/utkast",
    "/sak/sprakplan/utkast/nytt",
    "/sak/sprakplan/publiser",
)
LANGUAGES = ("/sak/sprak", "/sak/sprak/nytt", "/sak/sprak/navn", "/sak/sprak/ord", "/sak/sprak/samle")


def is_page(route: str) -> bool:
    """Whether a route that answers GET shows a page of ours: no file, part, redirect, API or page of the provider."""
    if route in ("/", "/logg-inn/{door_name:str}"):
        return False
    if route in (
        "/varsle/oppdrag",
        "/varsle/deg",
        "/varsle/se-over",
        "/varsle/kvittering",
    ):  # lead to the beginning
        return False
    if route in ("/.well-known/tolkebevis.json", "/k/uten-nett/tolkebevis.html", "/min-side/tolkebevis/kode"):
        return False
    if route.endswith((".csv", ".xlsx", ".pdf", "/arkiv.zip", "/dokument/{post_number:int}",
                       "/dokument/{post_id:int}")):  # fmt: skip
        return False
    if route.endswith(("/side/{page_number:int}", "/mappe/{item_id:int}/{version:int}")):  # a picture, a file
        return False
    if route.endswith("/{document_id:int}"):  # a file to keep
        return False
    if route.endswith("/kalender.ics") or route == "/kalender/{name:str}":
        return False
    return not route.startswith(("/api/", "/del/", "/helse/", "/static/", "/statistikk/fil/"))


def every_visit(service: Service) -> tuple[Visit, ...]:
    """One look at each page, signed in as the one it is for."""
    return (
        *_public(service), *_booker(service), *_police(service), *_interpreter(service), *_directorate(service),
        *room_visits(service.world.call, service.world.held),
    )  # fmt: skip


def every_state(service: Service) -> Iterable[Visit]:
    """Pages in the other states that look different."""
    world = service.world
    for query in (
        "sprak=kurdisk",
        "sprak=ar&kjonn=kvinne",
        "sprak=kmr",
        "sprak=ti&metode=fremmote&sted=Oslo",
        "ord=kurdisk",
    ):
        yield Visit("/finn-tolk", f"/finn-tolk?{query}", "public")
    for path in ("/finn-tolk?sprak=ar&dato=x", "/finn-tolk?sprak=zz", "/k?tolkenr="):
        yield Visit(path.partition("?")[0], path, "public", 422)
    card = card_token(service.settings.secret_key, world.card_id)
    for query in ("/k/b/x", f"/k/b/{card}?s=x"):
        yield Visit("/k/b/{token:str}", query, "public")
    yield Visit("/k/avvik", "/k/avvik?sendt=ja", "public")
    yield Visit("the list on a day", "/sprak?dato=2026-01-01", "public")
    yield Visit("/min-side/tolkebevis", "/min-side/tolkebevis?lagret=laget", "interpreter")
    for number in ("1", world.removed.number):
        yield Visit("/k/{number:str}", f"/k/{number}", "public")
    yield Visit("/tolk/{number:str}", f"/tolk/{world.removed.number}", "public", 404)
    yield Visit("/bestillinger", "/bestillinger?status=venter&side=9", "booker")
    yield Visit("/bestillinger", "/bestillinger?fra=x", "booker", 422)
    for state, number in world.orders.items():
        yield Visit(f"order {state}", f"/bestilling/{number}", "booker")
        yield Visit(f"receipt {state}", f"/bestilling/{number}/kvittering", "booker")
    yield Visit(
        "order, wrong steps",
        order_address(service, "oppdraget", fra="", sted="Ingensteds"),
        "booker",
        422,
    )
    for step in ("oppdraget", "samtalen", "tolkene", "se-over"):
        yield Visit(f"order, {step} with musts", order_address(service, step, **_musts(service)), "booker")
    day = oslo_date(utc_now()).isoformat()
    yield Visit("rules run again", f"/sak/regler?dato={day}&regler=A-E/2020", "officer")
    yield Visit("rules before 2020", "/sak/regler?dato=2019-01-01&regler=registeret", "officer", 422)
    yield Visit("complaint, papers closed", world.complaint.address, "administrator")
    yield Visit("certificates, none required", "/virksomhet/politiattest", "booker")
    yield Visit("order, nobody", order_address(service, "tolkene", sprak="kmr"), "booker")
    for state, offer in world.offers.items():
        yield Visit(f"offer {state}", f"/min-side/tilbud/{offer}", "interpreter")


def order_address(service: Service, step: str, **changes: str) -> str:
    """A step of an order that is filled in, as its booker's own address."""
    booker = service.world.body.booker.account_id or 0
    answers = _answers(enhet=str(service.world.body.unit_id), **changes)
    return f"/bestilling/ny/{step}?b={seal(service.settings, booker, answers)}"


def _musts(service: Service) -> dict[str, str]:
    """Everything that can be a must, a wish or given up."""
    return {
        "metode": "fremmote", "adresse": "Storgata 1", "metode2": "skjerm", "metode3": "telefon", "videorom": "rom 2",
        "erfaring": "HELSE", "erfaring_vekt": "maa", "erfaring_ellers": "ja", "kjonn": "kvinne", "kjonn_ellers": "ja",
        "kjonn_grunn": "helseundersøkelse", "klarering": "ja", "klarering_vekt": "onske", "kategori": "C",
        "kategori_ellers": "ja", "onsket": service.world.samira.number, "onsket_vekt": "maa",
        "onsket_grunn": "har tolket i saken før", "onsket_ellers": "ja",
    }  # fmt: skip


def _answers(**changes: str) -> dict[str, str]:
    day = oslo_date(utc_now() + timedelta(days=8))
    return {
        "nokkel": "tests", "sprak": "ar", "type": "tale", "dato": day.isoformat(), "fra": "10:00", "varighet": "60",
        "metode": "skjerm", "sted": "Oslo", "grunnlag": "proper_help", "samtaletema": "samtale om skolestart",
        "deltakere": "lærer og forelder", "planb": "22 00 00 00", **changes,
    }  # fmt: skip


def _public(service: Service) -> Iterable[Visit]:
    number = service.world.samira.number
    day = oslo_date(utc_now() + timedelta(days=7))
    yield from plain(TEXTS, "public")
    yield Visit("/finn-tolk", f"/finn-tolk?sprak=ar&metode=skjerm&dato={day}&fra=10:00&varighet=60", "public")
    yield Visit("/tolk/{number:str}", f"/tolk/{number}?sprak=ar", "public")
    yield Visit("/tolk/{number:str}/ledig", f"/tolk/{number}/ledig", "public")
    mail = choice_path(service.settings.secret_key, number)
    yield Visit("/epost-om-prover/{token:str}", mail, "public")
    yield Visit("/sprakplan/{plan_id:int}", f"/sprakplan/{service.world.plan_id}", "public")
    yield Visit("/k/{number:str}", f"/k/{number}", "public")
    card = card_token(service.settings.secret_key, service.world.card_id)
    yield Visit("/k/b/{token:str}", f"/k/b/{card}", "public")
    yield Visit("/statistikk/{kind:str}/{code:str}", "/statistikk/sprak/ar", "public")
    yield Visit(
        "/logg-inn/{door_name:str}/svar", "/logg-inn/tolk/svar?error=access_denied&state=x", "public", 403
    )
    yield Visit("/{unknown:path}", "/finnes-ikke", "public", 404)


def _booker(service: Service) -> Iterable[Visit]:
    order, number = "/bestilling/{number:str}", service.world.orders
    yield from plain(BODY, "booker")
    for step in ("samtalen", "tolkene", "se-over", "unntak"):
        yield Visit(f"/bestilling/ny/{step}", order_address(service, step), "booker")
    yield Visit(order, f"/bestilling/{number['open']}", "booker")
    yield Visit(f"{order}/kvittering", f"/bestilling/{number['ready']}/kvittering", "booker")
    yield Visit(f"{order}/avbestill", f"/bestilling/{number['ready']}/avbestill", "booker")
    yield Visit(f"{order}/endre", f"/bestilling/{number['ready']}/endre", "booker")
    yield Visit(f"{order}/etterpa", f"/bestilling/{number['unconfirmed']}/etterpa", "booker")
    yield Visit(f"{order}/unntak", f"/bestilling/{number['emergency']}/unntak", "booker")
    yield Visit(f"{order}/leting", f"/bestilling/{number['unfilled']}/leting", "booker")
    yield Visit("/tolk/{number:str}/da", f"/tolk/{service.world.samira.number}/da", "booker")
    yield Visit("/logg-inn/kladd", "/logg-inn/kladd", "booker")


def _police(service: Service) -> Iterable[Visit]:
    """What only a body that requires certificates has."""
    certificates = "/virksomhet/politiattest"
    number, seen = service.world.samira.number, service.world.seen_id
    yield Visit(certificates, certificates, "police")
    yield Visit(f"{certificates}/ny", f"{certificates}/ny?tolkenr={number}", "police")
    yield Visit(f"{certificates}/ny", f"{certificates}/ny?tolkenr=abc", "police", 422)
    yield Visit(f"{certificates}/{{seen_id:int}}/trekk", f"{certificates}/{seen}/trekk", "police")
    yield Visit(f"{certificates}/krav", f"{certificates}/krav", "police_administrator")


def _interpreter(service: Service) -> Iterable[Visit]:
    offer, mine = service.world.offers["open"], service.world.orders["ready"]
    yield from plain(INTERPRETER, "interpreter")
    yield Visit("/min-side/tilbud/{offer_id:int}", f"/min-side/tilbud/{offer}", "interpreter")
    yield Visit("/min-side/tilbud/{offer_id:int}/nei", f"/min-side/tilbud/{offer}/nei", "interpreter")
    yield Visit("/min-side/oppdrag/{number:str}", f"/min-side/oppdrag/{mine}", "interpreter")
    yield Visit(
        "/min-side/oppdrag/{number:str}/gi-tilbake", f"/min-side/oppdrag/{mine}/gi-tilbake", "interpreter"
    )
    moving = service.world.orders["moving"]
    yield Visit(
        "/min-side/oppdrag/{number:str}/endring", f"/min-side/oppdrag/{moving}/endring", "interpreter"
    )
    yield Visit("/virksomhet", "/virksomhet", "interpreter", 403)


def _directorate(service: Service) -> Iterable[Visit]:
    record, world = "/sak/tolk/{number:str}", service.world
    yield from plain(STAFF, "officer")
    yield Visit(record, f"/sak/tolk/{world.samira.number}", "officer")
    yield Visit(f"{record}/fjern", f"/sak/tolk/{world.samira.number}/fjern", "officer")
    yield Visit(f"{record}/kvittering", f"/sak/tolk/{world.removed.number}/kvittering", "officer")
    yield Visit("/sak/unntak/{exception_id:int}", f"/sak/unntak/{world.claim_id}", "officer")
    yield Visit("/sak/systemer/{system_id:int}", f"/sak/systemer/{world.system_id}", "administrator")
    yield Visit("/sak/brukere", "/sak/brukere", "administrator")
    yield from plain(LANGUAGES, "administrator")
    yield Visit("/sak/sprak/{proposal_id:int}", f"/sak/sprak/{world.proposal_id}", "administrator")
    days = "&".join(
        f"{name}={oslo_date(utc_now()) + timedelta(days=after)}"
        for name, after in (("frist", 30), ("paminnelse", 20))
    )
    yield Visit("/sak/kampanjer/ny", "/sak/kampanjer/ny", "administrator")
    yield Visit("/sak/kampanjer/ny/se-over", f"/sak/kampanjer/ny/se-over?{days}", "administrator")
    yield Visit("/sak/kampanjer/ny/se-over", "/sak/kampanjer/ny/se-over?frist=x", "administrator", 422)
    yield Visit("/sak/kampanjer/{campaign_id:int}", f"/sak/kampanjer/{world.campaign_id}", "administrator")
    yield Visit("/sak/regler/{draft_id:int}", f"/sak/regler/{world.scheme_id}", "officer")
    yield Visit("/sak/rapporter", "/sak/rapporter", "officer")
    yield Visit("/sak/rapporter/{word_id:int}", f"/sak/rapporter/{world.word_id}", "officer")
    yield from case_visits(service)
    yield from plain(
        ("/formidler", "/formidler/andel", "/rapport", "/rapport/ord", "/rapport/dubletter"), "agency"
    )
    yield Visit("/rapport/{upload_id:int}", f"/rapport/{world.report_id}", "agency")
    yield Visit("/rapport/ord/{word_id:int}", f"/rapport/ord/{world.word_id}", "agency")


def actor_of(service: Service, who: str) -> Actor | None:
    """The one who looks; None for the public."""
    world = service.world
    return {
        "public": None, "booker": world.body.booker, "interpreter": world.leila.actor, "officer": world.officer,
        "applicant": world.applications.applicant, "institution": world.results.institution,
        "administrator": world.administrator, "agency": world.agency, "police": world.police,
        "police_administrator": world.police_administrator, "committee_member": world.committee.member,
        "undeclared": world.committee.undeclared,
    }[who]  # fmt: skip
