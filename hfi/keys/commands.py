"""Commands: `flask hfi keys status | rotate | shred`."""

import click
from cryptography.exceptions import InvalidTag
from flask.cli import AppGroup

from hfi.cipher import UnknownMasterKeyError
from hfi.keys import service
from hfi.vault import masters

group = AppGroup("keys", help="The keys that seal what people write.")


@group.command("status")
def status() -> None:
    """Try every key, and say which master key opens how many."""
    newest = masters().newest
    for master, keys in sorted(tried().items(), key=lambda one: one[0] == newest):
        click.echo(f"{keys:7} by master key {master}{', the newest' if master == newest else ''}")


@group.command("rotate")
def rotate() -> None:
    """Wrap every key by the newest master key. It may be stopped and run again."""
    tried()
    click.echo(f"{service.rotate()} keys were wrapped anew.")
    left = {master: keys for master, keys in tried().items() if master != masters().newest}
    if left:
        raise click.ClickException("Meanwhile keys were made under an old one. Restart the site, and run this again.")
    click.echo(f"Every key opens, all by master key {masters().newest}. HFI_OLD_MASTER_KEYS may be emptied.")


@group.command("shred")
@click.argument("reference")
@click.confirmation_option(prompt="Nobody will ever read this family's sealed content again, from no backup. Go on?")
def shred(reference: str) -> None:
    """Delete the key of one family."""
    try:
        service.shred(reference)
    except service.UnknownFamilyError as error:
        raise click.ClickException("No family with a key has this reference.") from error
    click.echo("The key is deleted. Backups made until now still have it: let them expire.")


def tried() -> dict[str, int]:
    """How many keys each master key opens. Stops with one sentence when one does not open."""
    try:
        return dict(service.opened_by())
    except UnknownMasterKeyError as error:
        raise click.ClickException(str(error)) from error
    except InvalidTag as error:
        raise click.ClickException("A key in the database was changed or moved: restore a backup.") from error
