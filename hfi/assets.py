"""Puts the third-party files that the browser loads into `hfi/static/vendor/`, each checked against a known SHA-256.

`make assets` runs it as `python -m hfi.assets`. The files come from locked packages, unmodified, and are not kept in
the repository. A file that is there and right already is left alone.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "hfi" / "static" / "vendor"
UNPACKED = ROOT / "build" / "assets"
"""Where `make assets` unpacks the package of `requirements-assets.txt`."""

HTMX_SHA256 = "71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de"
FONT_SHA256 = "3b031aa4216174205bd8471f88a49b91f093169e9e87bd5262242bc5967fe2e3"
FONT_LICENCE_SHA256 = "7e6b2818edbd8f6a01ae80641cc8f16a51080d08fb4e532be3a0b6f74adb07da"


class AssetError(RuntimeError):
    """A file is missing from its package, or is not the one that was checked when the package was locked."""


@dataclass(frozen=True)
class Asset:
    """One file: where its package has it, where the site serves it (below `VENDOR`), and its checksum."""

    source: Path
    target: str
    checksum: str


def assets() -> Iterator[Asset]:
    """Every file to put in place."""
    font = package_folder("fontpkg_ibm_plex_sans")
    htmx = UNPACKED / "django_htmx" / "static" / "django_htmx" / "htmx-2.min.js"
    yield Asset(htmx, "htmx.min.js", HTMX_SHA256)
    yield Asset(font / "files" / "IBMPlexSans[wdth,wght].ttf", "fonts/IBMPlexSans.ttf", FONT_SHA256)
    yield Asset(font / "LICENSE", "fonts/LICENSE", FONT_LICENCE_SHA256)


def package_folder(name: str) -> Path:
    """Where an installed package lies, found without importing it. Raises AssetError when it is not installed."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise AssetError(f"The package {name} is not installed: run `make setup`.")
    return Path(spec.origin).parent


def place(asset: Asset, folder: Path) -> None:
    """Copy the file below the folder unless it is there already. Raises AssetError when the source is not right."""
    target = folder / asset.target
    if target.is_file() and checksum(target.read_bytes()) == asset.checksum:
        return
    if not asset.source.is_file():
        raise AssetError(f"{asset.source} is missing: run `make assets`.")
    content = asset.source.read_bytes()
    if checksum(content) != asset.checksum:
        raise AssetError(f"{asset.source} has another checksum than the one in {__file__}.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def checksum(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(content).hexdigest()


def main() -> None:
    """Put every file in place, or stop with one sentence."""
    try:
        for asset in assets():
            place(asset, VENDOR)
    except AssetError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
