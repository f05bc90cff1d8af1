"""Must and wish, ranked modes, and police certificates that have been seen."""

from web.migrations import sql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """See the SQL file of the same name."""
    sql.run("0011_wishes_and_certificates")
