"""AES-256-GCM with two kinds of keys: data keys seal what people write, and master keys wrap data keys.

A sealed value is `format (1 byte) + nonce (12 bytes) + ciphertext and tag`. It is bound to the place where it belongs:
copied to another row, column or table it cannot be opened. Nothing here asks a database.
"""

import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT = b"\x02"
NONCE_BYTES = 12
KEY_BYTES = 32


class UnknownMasterKeyError(RuntimeError):
    """A data key was wrapped by a master key that this installation was not given."""


@dataclass(frozen=True)
class Key:
    """Thirty-two secret bytes, and what can be done with them."""

    secret: bytes = field(repr=False)

    @cached_property
    def aead(self) -> AESGCM:
        """The cipher, set up once."""
        return AESGCM(self.secret)

    def encrypt(self, content: bytes, place: str) -> bytes:
        """The content, encrypted for this place ("table|column|row id")."""
        nonce = os.urandom(NONCE_BYTES)
        return FORMAT + nonce + self.aead.encrypt(nonce, content, place.encode())

    def decrypt(self, sealed: bytes, place: str) -> bytes:
        """The content. Raises cryptography's InvalidTag when it belongs elsewhere, was changed, or has another key."""
        nonce, ciphertext = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        return self.aead.decrypt(nonce, ciphertext, place.encode())

    def seal(self, text: str, place: str) -> bytes:
        """The text, encrypted for this place."""
        return self.encrypt(text.encode(), place)

    def unseal(self, sealed: bytes, place: str) -> str:
        """The text of a sealed value. Raises InvalidTag like `decrypt`."""
        return self.decrypt(sealed, place).decode()

    def mac(self, content: bytes) -> bytes:
        """The same 32 bytes for the same content (HMAC-SHA256), of no use to whoever lacks the key."""
        return hmac.digest(self.secret, content, sha256)


def new_key() -> Key:
    """A data key that there never was before."""
    return Key(os.urandom(KEY_BYTES))


@dataclass(frozen=True)
class Masters:
    """The master keys by their id: the newest one wraps, all of them unwrap."""

    newest: str
    keys: Mapping[str, Key]

    def wrap(self, key: Key, place: str) -> bytes:
        """The data key, encrypted by the newest master key for this place."""
        return self.keys[self.newest].encrypt(key.secret, place)

    def unwrap(self, master: str, wrapped: bytes, place: str) -> Key:
        """The data key. Raises UnknownMasterKeyError, and InvalidTag when it belongs elsewhere or was changed."""
        if master not in self.keys:
            known = ", ".join(self.keys)
            raise UnknownMasterKeyError(
                f"The database's keys are wrapped by master key {master}; this installation was given {known}. "
                "Set HFI_MASTER_KEY, or HFI_OLD_MASTER_KEYS during a rotation, to the key it was made with."
            )
        return Key(self.keys[master].decrypt(wrapped, place))


@cache
def masters(newest: str, *older: str) -> Masters:
    """The master keys of these settings."""
    keys = {master_id(one): Key(derived(one, "wrap")) for one in (newest, *older)}
    return Masters(master_id(newest), keys)


def master_id(setting: str) -> str:
    """Sixteen letters by which a master key is known; they tell nothing about it."""
    return derived(setting, "id")[:8].hex()


def derived(setting: str, purpose: str) -> bytes:
    """Thirty-two bytes for one purpose, from the setting."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"hfi master key: {purpose}".encode()).derive(setting.encode())
