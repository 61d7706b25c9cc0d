"""A person: known by e-mail address, shown by a name of their own choice."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from places.models import Municipality


class Role(models.TextChoices):
    """What staff can be; each is a group of the same name, so permissions can be seen in the back office."""

    MODERATOR = "moderator", _("moderator")
    EDITOR = "editor", _("editor")
    OFFICIAL = "official", _("official who answers")
    FINANCE = "finance", _("finance")
    ADMINISTRATOR = "administrator", _("administrator")


class UserManager(BaseUserManager["User"]):
    """Makes people; an address is kept in lower case because people type it in both."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a resident; without a password they sign in by a code sent to the address."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make the first administrator of an installation."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """Find a person by address, whatever its case."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. The name shown may be a pseudonym; the address is never shown."""

    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(
        _("name shown on the site"), max_length=60, blank=True, help_text=_("Your own name or another one you like.")
    )
    postcode = models.CharField(_("postcode (four digits)"), max_length=4, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="residents",
    )
    moderates = models.ManyToManyField(
        Municipality,
        verbose_name=_("moderates in"),
        blank=True,
        related_name="moderators",
        help_text=_("For moderators only. Empty: the whole province."),
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may enter the back office"), default=False)
    joined_at = models.DateTimeField(_("joined at"), db_default=Now(), editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
            models.CheckConstraint(
                condition=models.Q(postcode="") | models.Q(postcode__regex=r"^[1-9][0-9]{3}$"),
                name="postcode_is_empty_or_four_digits",
            ),
        ]

    def __str__(self) -> str:
        """Give the name shown on the site."""
        return self.public_name

    @property
    def public_name(self) -> str:
        """The name to show; a resident who chose none is called just that, never by address."""
        return self.display_name or str(_("A resident"))

    @cached_property
    def role_names(self) -> set[str]:
        """The names of this person's roles, asked once per request."""
        return set(self.groups.values_list("name", flat=True))


class BlockedDomain(models.Model):
    """A mail domain (subdomains included) with which nobody makes a new account, until a day or for good.

    Accounts that are there keep working. Wave after wave comes from addresses that are thrown away an hour later.
    """

    domain = models.CharField(_("domain"), max_length=253, unique=True, help_text=_("For example weggooimail.nl."))
    reason = models.CharField(_("reason"), max_length=280)
    until = models.DateField(_("until and including"), null=True, blank=True, help_text=_("Empty: no end."))
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("blocked mail domain")
        verbose_name_plural = _("blocked mail domains")
        ordering = ["domain"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(domain__regex=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$"), name="a_domain_in_lower_case"
            ),
        ]

    def __str__(self) -> str:
        """Give the domain."""
        return self.domain
