"""What people do with their own account, and how staff get their role."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from accounts import domains
from accounts.models import Role, User
from foundation import audit, submissions
from places.actions import municipality_of
from places.models import Municipality

# An address that never proved itself is forgotten after this time.
UNPROVEN_KEPT = timedelta(days=7)


def welcome(email: str) -> User:
    """Give the person with this address, new or known, so that signing in and signing up are one and the same step.

    A new account can do nothing until the code that is mailed to its address has been typed in. Raises
    domains.Blocked when the address is new and its domain is blocked.
    """
    email = email.strip().lower()
    known = User.objects.filter(email=email).first()
    if known is not None:
        if not EmailAddress.objects.filter(user=known).exists():
            # Made by a command: without this the code would not let them in.
            EmailAddress.objects.create(user=known, email=email, primary=True, verified=False)
        return known
    domains.require_free(email)
    try:
        with transaction.atomic():
            user = User.objects.create_user(email)
            # allauth marks the address as proven when the code comes back.
            EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
            return user
    except IntegrityError:
        # Somebody pressed twice: the other request made the account.
        return User.objects.get(email=email)


@transaction.atomic
def introduce(user: User, *, display_name: str, postcode: str = "", municipality: Municipality | None = None) -> User:
    """Keep how a person wants to be called and where they live; the postcode fills in a municipality left open.

    A name never waits: it is looked at afterwards. Raises Refused for another name while the account is suspended.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if is_other := user.display_name != display_name.strip():
        submissions.admit("person", user, user.municipality_id)
    user.display_name = display_name.strip()
    user.postcode = postcode.strip()[:4]
    user.municipality = municipality or municipality_of(user.postcode)
    user.save(update_fields=["display_name", "postcode", "municipality"])
    audit.record("account.introduced", actor=user, subject=user)
    if is_other:
        submissions.written("person", user.pk, author=user)
    return user


@transaction.atomic
def give_role(user: User, *, role: Role, by: User | None, municipalities: list[Municipality] | None = None) -> None:
    """Make somebody a member of staff with this role, in these municipalities or (None) the whole province."""
    group, _ = Group.objects.get_or_create(name=role.value)
    user.is_staff = True
    user.is_superuser = user.is_superuser or role is Role.ADMINISTRATOR
    user.save(update_fields=["is_staff", "is_superuser"])
    user.groups.add(group)
    user.__dict__.pop("role_names", None)
    # Another role must not widen where a moderator of one municipality may moderate.
    if role is Role.MODERATOR:
        user.moderates.set(municipalities or [])
    audit.record("account.role_given", actor=by, subject=user, role=role.value)


@transaction.atomic
def change_by_staff(
    user: User,
    *,
    by: User,
    display_name: str,
    municipality: Municipality | None,
    is_active: bool,
    is_staff: bool,
    groups: Iterable[Group],
    moderates: Iterable[Municipality],
) -> None:
    """Change somebody's account and roles from the back office, with a note of who did it."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    user.display_name, user.municipality = display_name.strip(), municipality
    user.is_active, user.is_staff = is_active, is_staff
    user.is_superuser = is_staff and Role.ADMINISTRATOR in {group.name for group in groups}
    user.save(update_fields=["display_name", "municipality", "is_active", "is_staff", "is_superuser"])
    user.groups.set(groups)
    user.moderates.set(moderates)
    roles = sorted(group.name for group in groups)
    audit.record(
        "account.changed_by_staff", actor=by, subject=user, roles=roles, is_staff=is_staff, is_active=is_active
    )


def forget_unproven_accounts() -> int:
    """Remove accounts whose address was typed in once and never proven, with nothing to their name."""
    old = User.objects.filter(joined_at__lt=Now() - UNPROVEN_KEPT, last_login__isnull=True, is_staff=False)
    stale = old.exclude(emailaddress__verified=True)
    _, per_model = stale.delete()
    return per_model.get("accounts.User", 0)
