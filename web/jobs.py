"""Imports every module that registers jobs, so that the worker and the tests know them all."""

import booking.assignments.jobs
import booking.calendars.jobs
import booking.changes.jobs
import booking.checks.jobs
import booking.exceptions.jobs
import booking.offers.jobs
import booking.reports.jobs
import booking.rooms.jobs
import booking.statistics.jobs
import qualification.applications.jobs
import qualification.bevilling.listing
import qualification.categories.jobs
import qualification.imports.jobs
import qualification.plan.jobs
import tolkeregister.campaigns.jobs
import tolkeregister.complaints.committee.calendar
import tolkeregister.complaints.jobs
import tolkeregister.decisions.jobs
import tolkeregister.feed.jobs
import tolkeregister.people.population.jobs
import tolkeregister.profiles.jobs
import tolkeregister.retention.jobs
import web.outgoing_mail
import web.outgoing_webhooks
