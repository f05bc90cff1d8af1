"""What codes about cases, letters, decisions and appeals are called on the pages, in bokmål: part of `LABELS`."""

from collections.abc import Mapping

from web.view.texts import N_

DECISIONS: Mapping[str, Mapping[str, str]] = {
    "case_state": {
        "open": N_("Under behandling"),
        "decided": N_("Vedtak er gjort"),
        "appealed": N_("Klage under behandling"),
        "closed": N_("Avsluttet"),
    },
    "tie": {
        "none": N_("Ja, jeg er habil"),
        "self": N_("Nei, saken gjelder meg selv"),
        "relative": N_("Nei, vi er i slekt eller nære venner"),
        "former_trainee": N_("Nei, jeg har hatt personen i opplæring"),
        "other": N_("Nei, av en annen grunn"),
    },
    "journal_direction": {
        "incoming": N_("Inn"),
        "outgoing": N_("Ut"),
        "internal": N_("Internt"),
    },
    "delivery_state": {
        "queued": N_("Venter på å bli sendt"),
        "handed_over": N_("Overlevert, venter på kvittering"),
        "delivered": N_("Kommet fram"),
        "opened": N_("Åpnet"),
        "failed": N_("Kom ikke fram"),
        "fallback": N_("Sendes på papir"),
    },
    "letter_route": {
        "mailbox": N_("digital postkasse"),
        "print": N_("papir"),
    },
    "notified_rule": {
        "in_mailbox": N_("Regnes fra brevet lå i den digitale postkassen"),
        "posted": N_("Regnes fra sju dager etter at brevet ble lagt i posten"),
    },
    "appeal_state": {
        "received": N_("Klagen er mottatt"),
        "late": N_("Klagen kom etter fristen"),
        "late_accepted": N_("Sen klage er tatt til behandling"),
        "dismissed": N_("Klagen er avvist"),
        "upheld": N_("Vedtaket er opprettholdt"),
        "changed": N_("Vedtaket er endret"),
        "forwarded": N_("Klagen er sendt til departementet"),
        "ministry_upheld": N_("Departementet er enig i vedtaket"),
        "ministry_changed": N_("Departementet har endret vedtaket"),
        "ministry_annulled": N_("Departementet har opphevet vedtaket"),
        "withdrawn": N_("Klagen er trukket"),
        "suspended": N_("Vedtaket gjelder ikke mens klagen behandles"),
        "suspension_ended": N_("Vedtaket gjelder igjen"),
    },
    # What the log of a case calls what happened; packages with cases add their own codes.
    "case_event": {
        "case.opened": N_("Saken er opprettet"),
        "case.taken": N_("Saksbehandler har tatt saken"),
        "case.deadline": N_("Fristen er endret"),
        "case.reminded": N_("Fristen nærmer seg"),
        "case.withdrawn": N_("Saken er trukket"),
        "case.done": N_("Saken er avsluttet"),
        "habilitet.declared": N_("Habilitet er erklært"),
        "notice.given": N_("Forhåndsvarsel er sendt"),
        "notice.urgent": N_("Forhåndsvarsel er utelatt fordi det haster"),
        "notice.answered": N_("Svar på forhåndsvarselet er mottatt"),
        "draft.proposed": N_("Utkast til vedtak er lagt fram"),
        "draft.approved": N_("Utkastet er godkjent"),
        "draft.returned": N_("Utkastet er sendt tilbake"),
        "decision.signed": N_("Vedtaket er signert"),
        "decision.notified": N_("Parten er underrettet om vedtaket"),
        "appeal.received": N_("Klage er mottatt"),
        "appeal.late_accepted": N_("Klagen er tatt til behandling selv om den kom sent"),
        "appeal.dismissed": N_("Klagen er avvist uten behandling"),
        "appeal.upheld": N_("Vedtaket er vurdert på nytt og opprettholdt"),
        "appeal.changed": N_("Vedtaket er endret etter klagen"),
        "appeal.forwarded": N_("Klagen med saksmappen er sendt til departementet"),
        "appeal.ministry_upheld": N_("Departementet har opprettholdt vedtaket"),
        "appeal.ministry_changed": N_("Departementet har gjort om vedtaket"),
        "appeal.ministry_annulled": N_("Departementet har sendt saken tilbake"),
        "appeal.withdrawn": N_("Den som klaget, har trukket klagen"),
        "appeal.suspended": N_("Vedtaket er satt til å vente på klagen"),
        "appeal.suspension_ended": N_("Vedtaket venter ikke lenger på klagen"),
    },
}
_ONLY_IN_CASE = ("case.reminded", "case.deadline")
# The same things in the trail of events, see `LABELS["event"]`.
EVENTS: Mapping[str, str] = {
    **{code: words for code, words in DECISIONS["case_event"].items() if code not in _ONLY_IN_CASE},
    "case.closed": N_("Sak avsluttet"),
}  # fmt: skip
