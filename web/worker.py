"""The worker process: every package's jobs, run until asked to stop; a job in hand is finished first."""

import asyncio
import os
import signal

import booking.handlers
import web.all_tables
import web.jobs  # registers what each package wants done
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.core.clock import clock_ahead
from tolkeregister.core.database import Database, make_engine
from tolkeregister.core.jobs.worker import Worker
from tolkeregister.core.scanning import use_scanner
from tolkeregister.core.settings import Settings
from tolkeregister.retention.commands import use_proof_key
from tolkeregister.retention.registry import provide_forgetting
from web.logs import configure
from web.outgoing_letters import use_letter_carriers
from web.outgoing_mail import use_mail_server
from web.outgoing_webhooks import use_outside
from web.population import use_population_of
from web.security.retention import FORGETTINGS as OF_SIGN_IN


async def main() -> None:
    """Work until SIGTERM."""
    configure()
    settings = Settings.from_environment()
    if settings.environment == "demo":
        import web.demo.applications
        import web.demo.campaign
        import web.demo.cards
        import web.demo.cases
        import web.demo.checks
        import web.demo.complaints
        import web.demo.exceptions
        import web.demo.interest
        import web.demo.jobs
        import web.demo.reports
        import web.demo.rooms

        web.demo.cards.use_secret(settings)
        web.demo.complaints.use_vault(Vault.from_settings(settings))
        if file := os.environ.get("DEMO_ROOMS"):
            web.demo.rooms.use(settings.secret_key, file)
    booking.handlers.register_handlers()
    provide_forgetting(*OF_SIGN_IN)
    use_mail_server(settings)
    use_letter_carriers(settings)
    use_outside(settings)
    use_population_of(settings)
    use_scanner(settings.scanner_address)
    use_proof_key(settings.secret_key)
    engine = make_engine(settings.database_url)
    worker = Worker(Database(engine), clock=clock_ahead(settings.clock_ahead))
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, worker.stop)
    await worker.run(settings.database_url)
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main())
