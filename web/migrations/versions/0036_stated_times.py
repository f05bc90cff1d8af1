"""When the conversation was, as each side says it."""

from web.migrations import sql

revision = "0036"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0036_stated_times")
