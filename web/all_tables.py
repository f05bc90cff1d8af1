"""Imports every models module once, so that the metadata is complete for migrations, tests, worker and app."""

import booking.assignments.models
import booking.availability.models
import booking.calendars.models
import booking.certificates.models
import booking.changes.models
import booking.checks.models
import booking.evidence.models
import booking.exceptions.models
import booking.matching.models
import booking.offers.models
import booking.reports.models
import booking.requests.models
import booking.rooms.models
import booking.statistics.models
import qualification.applications.models
import qualification.bevilling.models
import qualification.categories.models
import qualification.evidence.models
import qualification.imports.models
import qualification.interest.models
import qualification.plan.models
import qualification.recognition.models
import qualification.rounds.models
import tolkeregister.campaigns.models
import tolkeregister.complaints.committee.models
import tolkeregister.complaints.heard.models
import tolkeregister.complaints.models
import tolkeregister.complaints.reporting.models
import tolkeregister.core.audit
import tolkeregister.core.jobs.models
import tolkeregister.core.mail.models
import tolkeregister.decisions.appeals.models
import tolkeregister.decisions.cases.models
import tolkeregister.decisions.letters.models
import tolkeregister.decisions.notices.models
import tolkeregister.decisions.outcomes.models
import tolkeregister.disclosure.models
import tolkeregister.entries.models
import tolkeregister.feed.models
import tolkeregister.languages.models
import tolkeregister.organisations.models
import tolkeregister.people.models
import tolkeregister.people.population.models
import tolkeregister.places.models
import tolkeregister.profiles.models
import tolkeregister.retention.models
import tolkeregister.tolkebevis.models
import web.security.models
from tolkeregister.core.tables import Table

metadata = Table.metadata
