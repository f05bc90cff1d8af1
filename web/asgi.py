"""The application for the server."""

from tolkeregister.core.settings import Settings
from web.app import create_app, serve
from web.logs import configure

configure()
app = serve(create_app(Settings.from_environment()))
