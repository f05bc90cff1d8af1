"""The sentences for reasons about the list of languages, in bokmål: part of `REASONS`."""

from collections.abc import Mapping

from web.view.texts import N_

LANGUAGE_REASONS: Mapping[str, str] = {
    "only_administrators": N_("Bare administratorer i IMDi kan gjøre dette"),
    "tag_malformed": N_("Skriv koden slik BCP 47 sier, for eksempel «luo» eller «sr-Latn»"),
    "tag_taken": N_("Koden er brukt i språklisten, nå eller før. Gamle tall ville fått en annen mening."),
    "language_not_in_list": N_("Språket står ikke i listen den dagen"),
    "language_has_ended": N_("Språket står ikke i listen, eller slutten er alt bestemt"),
    "merge_starts_in_the_past": N_("Velg en dag som kommer. Det som er valgt til nå, står som det er."),
    "merge_before_start": N_("Språket er ikke i listen før den dagen. Velg en senere dag."),
    "proposal_waits": N_("Et annet forslag om språket venter på svar"),
    "proposal_decided": N_("Forslaget er alt besvart"),
    "own_proposal": N_("En annen administrator enn den som foreslo, må godkjenne"),
    "proposal_not_found": N_("Vi finner ikke forslaget"),
}
