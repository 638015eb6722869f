"""Why an agreement was called off, and how many meetings it was carried over at"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agreements", sa.Column("dropped_reason", sa.LargeBinary(), nullable=True))
    op.add_column("agreements", sa.Column("carried", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("agreements", "carried")
    op.drop_column("agreements", "dropped_reason")
