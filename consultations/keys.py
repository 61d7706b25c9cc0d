"""The keys that keep apart who takes part and what was said."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid

from django.conf import settings

# Easy to read aloud and to type over from paper: no 0/O, 1/I/L.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 12


def keyed(purpose: str, text: str) -> bytes:
    """Give a hash that nobody can make without the secret of this site (ANSWERS_KEY)."""
    return hmac.new(settings.ANSWERS_KEY.encode(), f"{purpose}:{text}".encode(), hashlib.sha256).digest()


def response_key(participation: int) -> uuid.UUID:
    """Give the key of the response that belongs to a participation; only this site can work it out."""
    return uuid.UUID(bytes=keyed("response", str(participation))[:16], version=4)


def email_hash(address: str) -> str:
    """Give the hash under which an address is known."""
    return keyed("email", address.strip().lower()).hex()


def code_hash(code: str) -> str:
    """Give the hash of a code, whatever the case and the dashes it was typed with."""
    return keyed("code", "".join(sign for sign in code.upper() if sign in LETTERS)).hex()


def new_code() -> str:
    """Make a code such as ABCD-EFGH-JKMN: about 59 bits."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def reference_of(key: uuid.UUID) -> str:
    """Give the short reference of a response, such as R-7K4M-2QWD, for receipts; it does not lead to the key."""
    letters = "".join(LETTERS[one % len(LETTERS)] for one in keyed("reference", str(key))[:8])
    return f"R-{letters[:4]}-{letters[4:]}"


def mailed_code_hash(address: str, code: str) -> str:
    """Give the hash of the digits that were mailed to an address: they prove nothing for another address."""
    return keyed("mailed", f"{email_hash(address)}:{code.strip()}").hex()
