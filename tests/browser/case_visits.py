"""The pages of cases: applications, results, decisions, complaints, the committee, and whoever is heard."""

from collections.abc import Iterable

from tests.browser.complaints import WalkedComplaint
from tests.browser.visit import Visit, plain
from tests.fixtures.service import Service
from web.pages.complaints.actions import ACTIONS


def case_visits(service: Service) -> Iterable[Visit]:
    """One look at each of them."""
    yield from _applications(service)
    yield from _results(service)
    yield from _cases(service)
    yield from _complaints(service)


def _applications(service: Service) -> Iterable[Visit]:
    own, found = "/soknad/{application_id:int}", service.world.applications
    yield Visit("/soknad", "/soknad", "public")
    yield from plain(("/soknad", "/soknad/ny"), "applicant")
    for page in ("", "/se-over", "/trekk", "/dokumenter"):
        yield Visit(f"{own}{page}", f"/soknad/{found.draft_id}{page}", "applicant")
    for part in ("om-deg", "grunnlag", "arbeid", "erklaering"):
        yield Visit(f"{own}/del/{{part:str}}", f"/soknad/{found.draft_id}/del/{part}", "applicant")
    for page in ("", "/dokumenter"):
        yield Visit(f"{own}{page}", f"/soknad/{found.sent_id}{page}", "applicant")
    desk = "/sak/soknad/{number:str}"
    for page in ("", "/etterspor", "/foresla", "/avslag"):
        yield Visit(f"{desk}{page}", f"/sak/soknad/{found.number}{page}", "officer")
    document = f"/sak/soknad/{found.number}/dokument/{found.document_id}/vurder"
    yield Visit(f"{desk}/dokument/{{document_id:int}}/vurder", document, "officer")
    forged = f"/sak/soknad/{found.frozen}/dokument/{found.forged_id}/anmeldelse"
    yield Visit(f"{desk}/dokument/{{document_id:int}}/anmeldelse", forged, "officer")
    yield Visit("/sak/godkjenning/{number:str}", f"/sak/godkjenning/{found.recognition}", "officer")
    yield from plain(
        ("/sak/soknader", "/sak/godkjenning", "/sak/godkjenning/ny", "/sak/godkjenning/midlertidig"),
        "officer",
    )


def _results(service: Service) -> Iterable[Visit]:
    found = service.world.results
    yield Visit("/resultat", "/resultat", "institution")
    yield Visit("/resultat/{upload_id:int}", f"/resultat/{found.upload_id}", "institution")
    yield from plain(("/sak/resultater", "/sak/bevilling"), "officer")
    yield Visit("/sak/resultater/{question_id:int}", f"/sak/resultater/{found.question_id}", "officer")
    yield Visit("/sak/bevilling/{number:str}", f"/sak/bevilling/{found.bevilling}", "officer")


def _cases(service: Service) -> Iterable[Visit]:
    case, found = "/sak/{number:str}", service.world.cases
    yield Visit("/sak/saker", "/sak/saker", "officer")
    for number in (found.waiting, found.appealed):
        yield Visit(case, f"/sak/{number}", "officer")
    for page in ("varsel", "utkast", "send-tilbake"):
        yield Visit(f"{case}/{page}", f"/sak/{found.waiting}/{page}", "officer")
    yield Visit(f"{case}/signer", f"/sak/{found.ready}/signer", "officer")
    yield Visit(f"{case}/klage", f"/sak/{found.signed}/klage", "officer")
    yield Visit(
        f"{case}/klage/{{appeal_id:int}}", f"/sak/{found.appealed}/klage/{found.appeal_id}", "officer"
    )
    yield Visit(f"{case}/innsyn", f"/sak/{found.waiting}/innsyn", "officer")
    own = "/min-side/vedtak"
    yield Visit(own, own, "interpreter")
    for number in (found.signed, found.appealed):
        yield Visit(f"{own}/{{number:str}}", f"{own}/{number}-1", "interpreter")
    yield Visit(f"{own}/varsel/{{notice_id:int}}", f"{own}/varsel/{found.notice_id}", "interpreter")


def _complaints(service: Service) -> Iterable[Visit]:
    one, found = "/sak/varsel/{number:str}", service.world.complaint
    yield Visit(f"{one}/lest", f"{found.address}/lest", "administrator")
    yield Visit("/sak/varsler", "/sak/varsler", "officer")
    for page in ("", "/logg"):
        yield Visit(f"{one}{page}", f"{found.address}{page}", "officer")
    yield Visit(
        f"{one}/melding", f"{found.address}/melding", "officer", 404
    )  # this one came without a sealed report
    for action in ACTIONS:
        yield Visit(f"{one}/gjor/{{action:str}}", found.offers[action], "officer")
    yield Visit("/opplysninger/{token:str}", found.asked, "public")
    for page in ("", f"/{found.asked_paper}"):
        path = f"{one}/innsyn" + ("/{post_id:int}" if page else "")
        yield Visit(path, f"{found.address}/innsyn{page}", "officer")
    yield from _heard(found)
    yield from _committee(service)


def _committee(service: Service) -> Iterable[Visit]:
    """As the directorate prepares it, and as a member reads."""
    found = service.world.committee
    one, paper = "/sak/varsel/{number:str}/utvalget", f"{found.address}/utvalget"
    for page in ("", "/saksframlegg", "/papirer", "/slipp"):
        yield Visit(f"{one}{page}", f"{paper}{page}", "officer")
    for key in ("presentation", found.picture):
        yield Visit(f"{one}/papirer/{{paper:str}}", f"{paper}/papirer/{key}", "officer")
    yield from plain(("/sak/utvalget", "/sak/utvalget/medlemmer", "/sak/utvalget/nytt"), "administrator")
    end = "/sak/utvalget/medlemmer/{term_id:int}"
    yield Visit(end, f"/sak/utvalget/medlemmer/{found.term_id}", "administrator")
    meeting = "/sak/utvalget/{meeting_id:int}"
    for page in ("", "/endre", "/avlys"):
        yield Visit(f"{meeting}{page}", f"/sak/utvalget/{found.coming_id}{page}", "administrator")
    for page in ("", "/referat"):
        yield Visit(f"{meeting}{page}", f"/sak/utvalget/{found.meeting_id}{page}", "administrator")
    own = "/utvalg/{meeting_id:int}"
    yield Visit("/utvalg", "/utvalg", "committee_member")
    for page in ("", "/referat"):
        yield Visit(f"{own}{page}", f"/utvalg/{found.meeting_id}{page}", "committee_member")
    case = f"/utvalg/{found.meeting_id}/sak/{found.item_id}"
    yield Visit(f"{own}/sak/{{item_id:int}}/papirer", f"{case}/papirer", "committee_member")
    yield Visit(f"{own}/sak/{{item_id:int}}", case, "undeclared")


def _heard(found: WalkedComplaint) -> Iterable[Visit]:
    """The case as whoever is heard sees it: with a representative who has asked, and without one."""
    own, other = "/min-side/sak/{number:str}", "/fullmektig/{token:str}"
    for page in (found.own, f"{found.own}?gjort=mer-tid", found.own_bare):
        yield Visit(own, page, "interpreter")
    for act in ("uttalelse", "ingen-merknader", "mer-tid", "fullmektig", "innsyn"):
        yield Visit(f"{own}/{{action:str}}", f"{found.own_bare}/{act}", "interpreter")
    yield Visit(f"{own}/{{action:str}}", f"{found.own}/trekk-fullmakt", "interpreter")
    yield Visit(other, found.representative, "public")
    yield Visit(f"{other}/{{action:str}}", f"{found.representative}/uttalelse", "public")
    yield Visit("/{unknown:path}", "/varsle/finnes-ikke", "public", 404)
