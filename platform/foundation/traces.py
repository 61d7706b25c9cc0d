"""From where people support, comment and sign up, kept thirty days as hashes, to see one hand behind many accounts.

An address never reaches the database. Its prefix and the coarse kind of browser are hashed here with the secret of the
site, and once more in the database with a salt of the day. Without that salt, which is deleted after thirty days,
nobody can tell any more what a hash was made of, nor link two days.
"""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from ipaddress import IPv4Address, ip_address, ip_network

from django.db import connection
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from foundation.limits import network_address
from foundation.models import Trace, TraceSalt

KEPT = timedelta(days=30)
# A household or a school has its own of these; a village does not share one.
PREFIX = {4: 24, 6: 48}

# One statement: the salt of today is found or made, and the hash made with it. Without a row, somebody else made the
# salt at this very moment.
NOTE = """
WITH today AS (SELECT (now() AT TIME ZONE 'UTC')::date AS day),
known AS (SELECT salt FROM foundation_tracesalt JOIN today USING (day)),
made AS (INSERT INTO foundation_tracesalt (day, salt) SELECT day, %(salt)s FROM today
    WHERE NOT EXISTS (SELECT 1 FROM known) ON CONFLICT (day) DO NOTHING RETURNING salt),
salted AS (SELECT salt FROM known UNION ALL SELECT salt FROM made)
INSERT INTO foundation_trace (kind, subject_id, person_id, publication_id, network, device)
SELECT %(kind)s, %(subject)s, %(person)s, %(publication)s,
    left(encode(sha256(salt || %(network)s), 'hex'), 24), left(encode(sha256(salt || %(device)s), 'hex'), 24)
FROM salted
"""


def note(kind: str, pk: int, request: HttpRequest, *, person: int, publication: int | None = None) -> None:
    """Note from where `person` did something ("support", "comment", "registration"): one insert, after the action."""
    values: dict[str, str | int | bytes | None] = {
        "kind": kind,
        "subject": pk,
        "person": person,
        "publication": publication,
        "network": salted_hmac("traces.network", prefix_of(network_address(request)), algorithm="sha256").digest(),
        "device": salted_hmac("traces.device", device_of(request), algorithm="sha256").digest(),
        "salt": secrets.token_bytes(32),
    }
    with connection.cursor() as cursor:
        cursor.execute(NOTE, values)
        if cursor.rowcount == 0:
            cursor.execute(NOTE, values)


def prefix_of(address: str) -> str:
    """Give the network an address is in, as 192.0.2.0/24 or 2001:db8::/48; empty for what is no address."""
    try:
        found = ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return ""
    mapped = None if isinstance(found, IPv4Address) else found.ipv4_mapped
    found = mapped or found
    return str(ip_network((found, PREFIX[found.version]), strict=False))


def device_of(request: HttpRequest) -> str:
    """Give the kind of browser without version numbers, and its first language."""
    agent = re.sub(r"[\d._]+", "", request.META.get("HTTP_USER_AGENT", ""))[:200]
    language = request.META.get("HTTP_ACCEPT_LANGUAGE", "").split(",")[0][:10].lower()
    return f"{agent}|{language}"


def forget() -> int:
    """Delete traces and salts older than thirty days; gives how many traces."""
    gone, _per_model = Trace.objects.filter(at__lt=Now() - KEPT).delete()
    # The salt of a day is needed as long as a trace of that day is kept.
    TraceSalt.objects.extra(where=["day < ((now() AT TIME ZONE 'UTC') - interval '30 days')::date"]).delete()
    return gone
