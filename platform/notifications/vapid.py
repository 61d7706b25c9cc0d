"""The key pair by which push services know this site (VAPID, RFC 8292); needs no settings, `make run` uses it too."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

KEY_BYTES = 32


def new_key() -> str:
    """Make a private key: a number of 32 bytes, in base64url without padding."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return written(number.to_bytes(KEY_BYTES, "big"))


def public_key_of(private: str) -> str:
    """Give the public half, as browsers want it: an uncompressed point in base64url. Raises ValueError for no key."""
    raw = read(private)
    if len(raw) != KEY_BYTES:
        raise ValueError("a VAPID key is 32 bytes in base64url; `manage.py vapid_key` makes one")
    key = ec.derive_private_key(int.from_bytes(raw, "big"), ec.SECP256R1())
    return written(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def is_public_key(text: str) -> bool:
    """Say whether a browser could have given this as its public key: a point that really is on the curve."""
    try:
        raw = read(text)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError:
        return False
    return len(raw) == 65  # one byte that says "uncompressed", and two numbers


def read(text: str) -> bytes:
    """Read base64url, with or without padding. Raises ValueError for anything else."""
    if not text.isascii():
        raise ValueError("base64url is ASCII")
    return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def written(raw: bytes) -> str:
    """Write base64url without padding."""
    return urlsafe_b64encode(raw).decode().rstrip("=")
