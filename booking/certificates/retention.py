"""Forgetting that a certificate was seen, when nobody has needed to know for long (tolkeloven § 10)."""

from tolkeregister.retention.complaints import log_rows
from tolkeregister.retention.registry import Forgetting
from tolkeregister.retention.rules.terms import Kept

_SEEN = """
    SELECT s.id, s.seen_on AS ended_on, is_held(i.person_id, NULL) AS is_held
      FROM certificate_seen s JOIN interpreter i ON i.id = s.interpreter_id
"""

FORGETTINGS = (Forgetting(Kept.CERTIFICATE_SEEN, _SEEN, log_rows("certificate_seen")),)
