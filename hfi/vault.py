"""Encryption of single values: AES-256-GCM, bound to the place where the value belongs, and a keyed index for look-up.

A sealed value is `key id (1 byte) + nonce (12 bytes) + ciphertext and tag`. The key comes from the environment or the
instance folder, never from the database. A value that was copied to another row, column or table cannot be opened.
"""

import hmac
import os
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

KEY_ID = b"\x01"
NONCE_BYTES = 12


def seal(text: str, place: str) -> bytes:
    """The text, encrypted for this place ("table|column|row id")."""
    nonce = os.urandom(NONCE_BYTES)
    return KEY_ID + nonce + AESGCM(derived_key("seal")).encrypt(nonce, text.encode(), place.encode())


def unseal(sealed: bytes, place: str) -> str:
    """The text of a sealed value. Raises cryptography's InvalidTag when it belongs elsewhere or was changed."""
    nonce, ciphertext = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    return AESGCM(derived_key("seal")).decrypt(nonce, ciphertext, place.encode()).decode()


def blind_index(text: str) -> bytes:
    """The same 32 bytes for the same text, of no use to whoever lacks the key: finds a sealed value by equality."""
    return hmac.digest(derived_key("index"), text.encode(), sha256)


def derived_key(purpose: str) -> bytes:
    """The 32-byte key for one purpose, derived once from the master key."""
    keys: dict[str, bytes] = current_app.extensions.setdefault("hfi.keys", {})
    if purpose not in keys:
        master = current_app.config["MASTER_KEY"].encode()
        keys[purpose] = HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(master)
    return keys[purpose]
