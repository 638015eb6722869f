"""Settings, read once from the environment; production refuses to start on an unsafe one."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

ROOT = Path(__file__).resolve().parent.parent
DEVELOPMENT = "development-"
"""Secrets that this program made for itself begin with this word, so that production can refuse them."""
FIRST_MUNICIPALITY = "koebenhavn"


class UnsafeSettingsError(RuntimeError):
    """The environment asks for production with a setting that must not be used there."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs between two installations."""

    production: bool
    instance: Path
    secret_key: str
    master_key: str
    old_master_keys: tuple[str, ...]
    database_url: str
    owner_database_url: str
    municipality: str
    https: bool
    proxies: int
    trusted_hosts: tuple[str, ...]

    def flask(self) -> dict[str, Any]:
        """The same settings as Flask and its extensions name them."""
        return {
            "SECRET_KEY": self.secret_key,
            "MASTER_KEY": self.master_key,
            "OLD_MASTER_KEYS": self.old_master_keys,
            "PRODUCTION": self.production,
            "MUNICIPALITY": self.municipality,
            "PROXIES": self.proxies,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "OWNER_DATABASE_URI": self.owner_database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": engine_options(self.database_url),
            "SESSION_COOKIE_NAME": "__Host-hfi" if self.https else "hfi",
            "SESSION_COOKIE_SECURE": self.https,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_IDLE": timedelta(minutes=15),
            "SESSION_ABSOLUTE": timedelta(hours=8),
            "MAX_CONTENT_LENGTH": 1_000_000,
            "MAX_FORM_MEMORY_SIZE": 1_000_000,
            "TRUSTED_HOSTS": list(self.trusted_hosts) or None,
            "BABEL_DEFAULT_LOCALE": "da",
            "BABEL_DEFAULT_TIMEZONE": "Europe/Copenhagen",
            "SEND_FILE_MAX_AGE_DEFAULT": timedelta(days=365),
            "COMPRESS_MIMETYPES": ["text/html", "text/css", "text/javascript", "image/svg+xml", "font/ttf"],
        }


def engine_options(database_url: str) -> dict[str, Any]:
    """Options of the SQLAlchemy engine: no values in error messages, and a check before a pooled connection is used."""
    options: dict[str, Any] = {"hide_parameters": True}
    if not database_url.startswith("sqlite"):
        options["pool_pre_ping"] = True
    return options


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings of this process. Raises UnsafeSettingsError in production; makes development's secrets when missing."""
    production = environ.get("HFI_ENV") == "production"
    instance = Path(environ.get("HFI_INSTANCE") or ROOT / "instance").resolve()
    municipality = environ.get("HFI_MUNICIPALITY") or FIRST_MUNICIPALITY
    settings = Settings(
        production=production,
        instance=instance,
        secret_key=environ.get("HFI_SECRET_KEY") or own_secret(instance / "secret-key", production),
        master_key=environ.get("HFI_MASTER_KEY") or own_secret(instance / "master-key", production),
        old_master_keys=tuple(environ.get("HFI_OLD_MASTER_KEYS", "").split()),
        database_url=environ.get("DATABASE_URL") or f"sqlite:///{instance / own_file(municipality)}",
        owner_database_url=environ.get("HFI_OWNER_DATABASE_URL") or "",
        municipality=municipality,
        https=environ.get("HFI_HTTPS", "1" if production else "0") == "1",
        proxies=int(environ.get("HFI_PROXIES") or 0),
        trusted_hosts=tuple(environ.get("HFI_HOSTS", "").split()),
    )
    refuse_unsafe(settings)
    if not environ.get("DATABASE_URL"):
        instance.mkdir(parents=True, exist_ok=True)
    return settings


def own_file(municipality: str) -> str:
    """The name of the municipality's embedded database: each has its own, side by side."""
    return "hfi.sqlite" if municipality == FIRST_MUNICIPALITY else f"{municipality}.sqlite"


def own_secret(path: Path, production: bool) -> str:
    """The secret in the file, made there (readable by the owner only) the first time; empty in production."""
    if production:
        return ""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(DEVELOPMENT + secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text()


def refuse_unsafe(settings: Settings) -> None:
    """Stop production when a secret is missing or made by development, or when cookies would travel without https."""
    if not settings.production:
        return
    for name, value in (("HFI_SECRET_KEY", settings.secret_key), ("HFI_MASTER_KEY", settings.master_key)):
        if len(value) < 32 or value.startswith(DEVELOPMENT):
            raise UnsafeSettingsError(f"Production needs an own {name} of at least 32 characters.")
    if not settings.https:
        raise UnsafeSettingsError("Production needs https: remove HFI_HTTPS=0.")
    for name, url in (("DATABASE_URL", settings.database_url), ("HFI_OWNER_DATABASE_URL", settings.owner_database_url)):
        if travels_openly(url):
            raise UnsafeSettingsError(f"{name} leads to another machine: add sslmode=verify-full to it.")
    if not settings.trusted_hosts:
        raise UnsafeSettingsError("Production needs HFI_HOSTS: the host names this site answers to, with spaces.")


def travels_openly(database_url: str) -> bool:
    """Whether what the database says crosses a network without TLS whose certificate is checked."""
    if not database_url:
        return False
    url = make_url(database_url)
    at_home = url.host in (None, "", "localhost", "127.0.0.1", "::1") or url.host.startswith("/")
    return not at_home and url.query.get("sslmode") != "verify-full"
