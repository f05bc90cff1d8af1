"""What was ordered and never carried out is published; an agency's own share has an index."""

from web.migrations import sql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0015_share")
