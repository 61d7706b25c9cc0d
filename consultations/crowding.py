"""Keeps a program from answering thousands of times: who begins in a crowd lets the browser work for it first.

What is counted is kept in Redis; without Redis nothing is asked. A proof of work (hashcash): the browser looks for a
number that makes a hash begin with enough zeroes. For one person that is a second, for a program thousands of them.
"""

from __future__ import annotations

import hashlib
import secrets
from enum import IntEnum

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from consultations.models import Part
from foundation.limits import network_address

MINUTE, HOUR = 60, 3600
# Begun in a minute from one network address, and on the whole site, before a browser has to work for it.
MOST_OF_NETWORK = 30
MOST_OF_SITE = 9_000
# Begun in an hour from one network address, before only a confirmed address will do.
MOST_OF_HOUR = 5_000
BITS = 15
SALT = "consultations.proof"
PROOF_SECONDS = 900


class Crowd(IntEnum):
    """How much is asked of who begins without an account."""

    NONE = 0
    PROOF = 1
    MAIL = 2


def step_in(request: HttpRequest) -> Crowd:
    """Count somebody who begins without an account, and say what is asked of them."""
    network = salted_hmac("limits", network_address(request)).hexdigest()[:20]
    if count(f"begun-hour:{network}", HOUR) > MOST_OF_HOUR:
        return Crowd.MAIL
    is_crowded = count(f"begun:{network}", MINUTE) > MOST_OF_NETWORK
    return Crowd.PROOF if count("begun:all", MINUTE) > MOST_OF_SITE or is_crowded else Crowd.NONE


def count(what: str, seconds: int) -> int:
    """Count one time of `what`, and give how many there were in this stretch of `seconds`; 0 without Redis."""
    key = f"consultations:{what}"
    try:
        return cache.incr(key)
    except ValueError:
        cache.add(key, 1, seconds)
        return 1


def challenge(part: Part) -> str:
    """Make a task for one browser; it runs out."""
    return signing.dumps([part.pk, secrets.token_urlsafe(9)], salt=SALT)


def is_proof(part: Part, answer: str) -> bool:
    """Say whether "challenge|number" solves a task of ours that was not used before."""
    task, _bar, number = answer.rpartition("|")
    try:
        of_part, _chance = signing.loads(task, salt=SALT, max_age=PROOF_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    if of_part != part.pk or not number.isascii() or not number.isdecimal() or not is_solved(task, int(number)):
        return False
    used = hashlib.sha256(task.encode()).hexdigest()[:32]
    return bool(cache.add(f"consultations:proof:{used}", 1, PROOF_SECONDS))


def is_solved(task: str, number: int) -> bool:
    """Say whether the hash begins with enough zero bits."""
    digest = hashlib.sha256(f"{task}|{number}".encode()).digest()
    return int.from_bytes(digest[:4]) >> (32 - BITS) == 0


def solve(task: str) -> int:
    """Do the work as a browser does, for tests and measuring."""
    number = 0
    while not is_solved(task, number):
        number += 1
    return number
