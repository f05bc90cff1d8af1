"""${message}: say here why."""

from web.migrations import sql

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file. Expand first; what goes away is dropped in a later release than the code that stopped using it."""
    sql.run("${up_revision}_${message.replace(' ', '_')}")
