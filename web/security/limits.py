"""How long things live and how often they may be done. Each number has its date and reason in docs/sikkerhet.md."""

from datetime import timedelta

# Sessions, decided 21 November 2026: a long duty with pauses, but never over to the next day.
IDLE_LIMIT = timedelta(minutes=60)
ABSOLUTE_LIMIT = timedelta(hours=10)
SEEN_EVERY = timedelta(minutes=1)  # how often "last seen" is written, so that reading pages stays reading

ATTEMPT_LIFE = timedelta(minutes=10)  # from "Logg inn" to the provider's answer
DRAFT_LIFE = timedelta(hours=1)  # a form that was sent too late, until its owner has signed in again
TOKEN_LIFE = timedelta(hours=12)  # of a form's token; longer than any session

CLOCK_SKEW = timedelta(seconds=30)  # between us and the provider

FORM_BODY = 262_144  # bytes; a form without files
UPLOAD_BODY = 10_485_760  # bytes; for a handler that takes a file, set as its request_max_body_size
