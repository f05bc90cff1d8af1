"""The forms of whoever is heard as they are offered back when they were sent too late. Files cannot be kept."""

from collections.abc import Mapping

from tolkeregister.core.clock import oslo_date
from web.forms.telling import Told, told
from web.pages.heard.actions import ACTS
from web.pages.heard.ways import OTHER_ACT, OWN_ACT
from web.pages.kept import Filled, KeptForm
from web.view.texts import N_


async def _act(filled: Filled) -> tuple[Told, ...]:
    """Which form it was stands in its address, which is not told; its fields show it."""
    names = set(filled.fields)
    for each in ACTS.values():
        if names and names <= {name for name, _ in each.fields}:
            return told(each.form(filled.fields, today=oslo_date(filled.now)), filled.texts, but=("filer",))
    return ()


KEPT_OF_HEARD: Mapping[str, KeptForm] = {
    OWN_ACT: KeptForm(N_("Send"), _act, N_("Nummeret på saken")),
    OTHER_ACT: KeptForm(N_("Send"), _act),
}
