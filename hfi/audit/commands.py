"""Commands: `flask hfi audit seal | verify`."""

import uuid
from datetime import datetime
from pathlib import Path

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.engine import Connection

from hfi.audit.seals import FOLDER, check_seals, read_files, seal_today, write_file
from hfi.audit.verify import check_chains, known_families, snapshot
from hfi.connections import SYSTEM
from hfi.extensions import db, system_session
from hfi.families.models import Family

audit = AppGroup("audit", help="Seal the log, and check it.")


def folder() -> Path:
    """Where seals are kept until somebody takes them elsewhere."""
    return Path(current_app.instance_path) / FOLDER


@audit.command("seal")
def seal() -> None:
    """Seal where all chains of the log end today. Run it every night, and keep the file elsewhere."""
    with system_session() as session:
        made = seal_today(session)
    click.echo(f"Sealed {made['day']}: {write_file(folder(), made)}")


@audit.command("verify")
@click.option("--family", "reference", default="", help="Only the family with this case reference.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only rows from this day on.")
def verify(reference: str, since: datetime | None) -> None:
    """Find every row of the log that was changed, removed, added or moved. Ends with 1 when there is one."""
    with snapshot(db.engines[SYSTEM]) as connection, connection.begin():
        families = [find(connection, reference)] if reference else known_families(connection)
        faults = [*check_chains(connection, families, since.date() if since else None)]
        faults += check_seals(connection, read_files(folder()))
    for fault in faults:
        click.echo(f"{fault.where}: {fault.what}")
    if faults:
        raise SystemExit(1)
    click.echo(f"The log is whole: {len(families)} chains.")


def find(connection: Connection, reference: str) -> uuid.UUID:
    """The family with the reference; the command ends when there is none."""
    found = connection.scalar(sa.select(Family.id).where(Family.reference == reference))
    if found is None:
        raise click.ClickException(f"There is no family {reference}.")
    return found
