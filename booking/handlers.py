"""What booking does, in the same transaction, when something changes in the register below it."""

from booking.assignments.events import ASSIGNMENT_RELEASED, STANDING_CHECKED
from booking.assignments.exclusion import hit_by_exclusion
from booking.assignments.replacement import release_for_removed_interpreter
from booking.calendars.commands import keep_in_step, keep_taken_over
from booking.certificates.expiring import certificates_that_expire
from booking.certificates.retention import FORGETTINGS as OF_CERTIFICATES
from booking.changes.answers import withdraw_on_release
from booking.changes.events import ASSIGNMENT_CANCELLED, ASSIGNMENT_CHANGED, ASSIGNMENT_MOVED
from booking.checks.commands import note_acceptance, note_start
from booking.evidence.retention import FORGETTINGS as OF_ORDERS
from booking.exceptions.events import ASSIGNMENT_TAKEN_OVER
from booking.exceptions.retention import FORGETTINGS as OF_EXCEPTIONS
from booking.offers.events import ASSIGNMENT_ACCEPTED, ASSIGNMENT_UNFILLED
from booking.reports.retention import FORGETTINGS as OF_REPORTS
from booking.rooms.badge import look_again
from booking.rooms.keeping import keep_room, keep_room_taken_over
from booking.statistics.undelivered import count_undelivered
from qualification.applications.case import CASE_OPENED, take_on_sent
from qualification.applications.commands import WITHDRAWN
from qualification.applications.retention import FORGETTINGS as OF_APPLICATIONS
from qualification.applications.review import MORE_ASKED
from qualification.applications.signed import act_on_decision
from qualification.bevilling.appealed import act_on_bevilling_appeal
from qualification.bevilling.commands import begin_all_revocations, carry_out
from qualification.imports.retention import FORGETTINGS as OF_RESULTS
from qualification.imports.worklist import link_waiting
from qualification.recognition.commands import act_on_recognition
from qualification.recognition.of_application import (
    close_with_application,
    missing_told,
    open_with_application,
)
from tolkeregister.campaigns.answers import note_answer, note_leaving, note_return
from tolkeregister.complaints.dead import close_for_the_dead
from tolkeregister.complaints.doors import provide_hits, provide_revocation
from tolkeregister.complaints.heard.refusals import give_after_appeal
from tolkeregister.complaints.heard.telling import copy_letter
from tolkeregister.complaints.hearing import statement_came
from tolkeregister.complaints.signed import act_on_appeal_step, act_on_reaction, keep_excluded_out
from tolkeregister.core.events import on
from tolkeregister.decisions.appeals.commands import APPEAL_STEP
from tolkeregister.decisions.letters.commands import WRITTEN
from tolkeregister.decisions.notices.commands import ANSWERED as NOTICE_ANSWERED
from tolkeregister.decisions.outcomes.commands import SIGNED
from tolkeregister.entries.commands import ENTRY_ENDED, ENTRY_OPENED, INTERPRETER_REMOVED
from tolkeregister.entries.protection import hide_the_protected, show_again
from tolkeregister.entries.removal import remove_the_dead
from tolkeregister.people.population.commands import DIED, KNOWN, PROTECTED, UNPROTECTED
from tolkeregister.profiles.activity import ANSWERED
from tolkeregister.profiles.expiring import provide_expiries
from tolkeregister.retention import complaints as complaints_retention
from tolkeregister.retention import people as people_retention
from tolkeregister.retention.registry import provide_forgetting
from tolkeregister.tolkebevis.commands import end_cards


def register_handlers() -> None:
    """Called once by whoever puts the application or the worker together; a second call does nothing."""
    on(KNOWN, link_waiting)
    on(KNOWN, take_on_sent)
    on(CASE_OPENED, open_with_application)
    on(MORE_ASKED, missing_told)
    on(WITHDRAWN, close_with_application)
    on(DIED, remove_the_dead)
    on(DIED, close_for_the_dead)
    on(PROTECTED, hide_the_protected)
    on(UNPROTECTED, show_again)
    on(UNPROTECTED, keep_excluded_out)
    on(SIGNED, act_on_reaction)
    on(APPEAL_STEP, act_on_appeal_step)
    on(APPEAL_STEP, act_on_bevilling_appeal)
    on(NOTICE_ANSWERED, statement_came)
    on(SIGNED, give_after_appeal)
    on(WRITTEN, copy_letter)
    on(SIGNED, act_on_decision)
    on(SIGNED, act_on_recognition)
    on(SIGNED, carry_out)
    on(ANSWERED, note_answer)
    on(INTERPRETER_REMOVED, end_cards)
    on(INTERPRETER_REMOVED, note_leaving)
    on(ENTRY_OPENED, note_return)
    on(INTERPRETER_REMOVED, release_for_removed_interpreter)
    on(ENTRY_ENDED, release_for_removed_interpreter)
    on(ASSIGNMENT_RELEASED, withdraw_on_release)
    for each in (
        ASSIGNMENT_ACCEPTED, ASSIGNMENT_RELEASED, ASSIGNMENT_MOVED, ASSIGNMENT_CHANGED, ASSIGNMENT_CANCELLED,
    ):  # fmt: skip
        on(each, keep_in_step)
        on(each, keep_room)
    on(ASSIGNMENT_TAKEN_OVER, keep_taken_over)
    on(ASSIGNMENT_TAKEN_OVER, keep_room_taken_over)
    on(INTERPRETER_REMOVED, look_again)
    on(ENTRY_ENDED, look_again)
    on(ASSIGNMENT_UNFILLED, count_undelivered)
    on(ASSIGNMENT_CANCELLED, count_undelivered)
    on(ASSIGNMENT_ACCEPTED, note_acceptance)
    on(STANDING_CHECKED, note_start)
    provide_expiries(certificates_that_expire)
    provide_hits(hit_by_exclusion)
    provide_revocation(begin_all_revocations)
    provide_forgetting(
        *complaints_retention.FORGETTINGS,
        *people_retention.FORGETTINGS,
        *OF_APPLICATIONS,
        *OF_RESULTS,
        *OF_ORDERS,
        *OF_EXCEPTIONS,
        *OF_CERTIFICATES,
        *OF_REPORTS,
    )
