"""Mail domains with which nobody makes an account for now; who has one already keeps coming in."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import BlockedDomain, User
from foundation import audit
from foundation.errors import Refused


class Blocked(Refused):
    """No new account with this address."""


def domain_of(email: str) -> str:
    """Give what stands behind the last @, as domains are kept: lower case, no final dot, in letters a to z."""
    domain = email.rpartition("@")[2].strip().rstrip(".").lower()
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def with_parents(domain: str) -> list[str]:
    """Give a domain and those it is part of: a.b.nl, b.nl. The last part alone is nobody's."""
    parts = domain.split(".")
    return [".".join(parts[start:]) for start in range(len(parts) - 1)]


def require_free(email: str) -> None:
    """Raise Blocked when no account can be made with this address today."""
    holds = Q(until__isnull=True) | Q(until__gte=timezone.localdate())
    if BlockedDomain.objects.filter(holds, domain__in=with_parents(domain_of(email))).exists():
        raise Blocked(
            _("You cannot make an account with this kind of address. Use one where you can be reached for longer.")
        )


@transaction.atomic
def block(domain: str, *, by: User | None, reason: str, until: date | None = None) -> BlockedDomain:
    """Block a domain, or change why and until when. Raises Refused for what is no domain, or without a reason."""
    domain = domain_of(domain)
    if "." not in domain:
        raise Refused(_("Fill in a domain, for example weggooimail.nl."))
    if not reason.strip():
        raise Refused(_("Say why this domain is blocked."))
    made, _new = BlockedDomain.objects.update_or_create(
        domain=domain, defaults={"reason": reason.strip(), "until": until}
    )
    last = until.isoformat() if until else None
    audit.record("domain.blocked", actor=by, subject=made, domain=domain, reason=made.reason, until=last)
    return made


@transaction.atomic
def free(blocked: BlockedDomain, *, by: User) -> None:
    """Let people make accounts with this domain again; doing it twice is doing it once."""
    row = BlockedDomain.objects.select_for_update(of=("self",)).filter(pk=blocked.pk).first()
    if row is None:
        return
    audit.record("domain.freed", actor=by, subject=row, domain=row.domain, reason=row.reason)
    row.delete()
