"""The directorate's first pages: tasks, interpreters, mail, the audit trail and accounts."""
