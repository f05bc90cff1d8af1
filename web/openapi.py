"""The description of the API at /api/openapi.json; a snapshot in git shows every change to reviewers."""

from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Contact, License


def open_api() -> OpenAPIConfig:
    """What the API is called, under which licence, and who answers for it."""
    return OpenAPIConfig(
        title="Nasjonalt tolkeregister – åpent API",
        version="1",
        description=(
            "Søk i registeret, oppslag på nummer, språklisten og andelen kvalifiserte oppdrag. "
            "Feltnavn og verdier er norske. Feil kommer som application/problem+json."
        ),
        license=License(name="NLOD 2.0", identifier="NLOD-2.0"),
        contact=Contact(name="Integrerings- og mangfoldsdirektoratet"),
        path="/api/openapi.json",  # the framework answers for all below its path, so it is given no more
        render_plugins=[JsonRenderPlugin(path="/")],
    )
