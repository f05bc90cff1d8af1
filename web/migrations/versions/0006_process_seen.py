"""When each kind of process was last alive."""

from web.migrations import sql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0006_process_seen")
