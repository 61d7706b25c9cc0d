"""What the team tells those who follow: a short text, now and then with a picture."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rules import Visitor, has_role
from foundation import richtext
from initiatives.models.initiative import Initiative
from publications.models import Picture


class UpdateQuerySet(models.QuerySet["Update"]):
    """How updates are asked for."""

    def visible_to(self, user: Visitor) -> UpdateQuerySet:
        """Leave out what moderators hid, except for moderators."""
        return self.all() if has_role(user, Role.MODERATOR) else self.filter(is_hidden=False)

    def for_page(self) -> UpdateQuerySet:
        """Load what an update shows, in one query."""
        return self.select_related("author", "picture")


class Update(models.Model):
    """One update. `mail_day` is the day (in Overijssel) of the mail it goes out with: one a day per initiative."""

    initiative = models.ForeignKey(
        Initiative,
        verbose_name=_("initiative"),
        on_delete=models.CASCADE,
        related_name="updates",
        db_index=False,  # updates_newest_first is enough
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(_("text (markdown)"), max_length=3_000)
    # The picture belongs to no publication, or it would become the one of the initiative itself.
    picture = models.OneToOneField(
        Picture, verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="update"
    )
    is_hidden = models.BooleanField(_("hidden"), default=False, editable=False)
    mail_day = models.DateField(_("mailed on"), editable=False)
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    objects: ClassVar[UpdateQuerySet] = UpdateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        ordering = ["-id"]
        indexes = [models.Index(fields=["initiative", "-id"], name="updates_newest_first")]

    def __str__(self) -> str:
        """Give the beginning of the text."""
        return self.text[:60]

    @property
    def text_html(self) -> SafeString:
        """The text as safe HTML."""
        return richtext.to_html(self.text)
