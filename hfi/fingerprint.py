"""A name for the present state of the static files, so that browsers may keep them for a year."""

from hashlib import sha256
from pathlib import Path

STATIC = Path(__file__).parent / "static"


def fingerprint(folder: Path = STATIC) -> str:
    """Twelve letters that change whenever a file in the folder does."""
    digest = sha256()
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]
