"""Writes the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Model

from foundation.models import AuditEntry

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def record(action: str, *, actor: AbstractBaseUser | None, subject: Model, **data: object) -> None:
    """Note that `actor` (None: the clock) did `action` to `subject`; call it in the transaction of the write itself.

    `data` must be plain JSON values and hold no personal data beyond what the subject itself holds.
    """
    AuditEntry.objects.create(
        action=action,
        actor_id=actor.pk if actor is not None else None,
        subject_type=subject._meta.model_name or "",  # noqa: SLF001  # documented API
        subject_id=str(subject.pk),
        data=data,
    )
