-- A revocation may be reversed after an appeal, and held back while it is handled: a bevilling can be revoked again.

DROP INDEX bevilling_step_revoked_key;
