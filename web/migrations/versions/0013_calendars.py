"""Calendar entries, feeds and reminders."""

from web.migrations import sql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0013_calendars")
