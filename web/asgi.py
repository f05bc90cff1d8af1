"""The application for the server."""

from tolkeregister.core.clock import clock_ahead
from tolkeregister.core.settings import Settings
from web.app import create_app, serve
from web.logs import configure

configure()
settings = Settings.from_environment()
app = serve(create_app(settings, clock=clock_ahead(settings.clock_ahead)))
