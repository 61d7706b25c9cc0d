"""What the pages of moderation in the back office share."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from foundation.admin import LinksThatOpen
from moderation import queue, rules
from moderation.models import Case


def moderator(request: HttpRequest) -> User:
    """Give the member of staff who acts, with the places they moderate, asked once a page."""
    assert isinstance(request.user, User)
    prefetch_related_objects([request.user], "moderates")
    return request.user


def case_or_404(request: HttpRequest, pk: int) -> Case:
    """Give a case that this moderator may decide; others do not exist for them."""
    related = ("publication", "municipality", "author", "claimed_by", "second_opinion_from")
    case = get_object_or_404(Case.objects.select_related(*related), pk=pk)
    if not rules.can_moderate(moderator(request), case):
        raise Http404("a case of another place, or about oneself")
    return case


class ToLookAt(LinksThatOpen, admin.ModelAdmin[Any]):
    """What was decided in one's own places, to read; `place` leads from a row to its municipality."""

    place = "case__municipality"
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Keep to the places of this moderator."""
        return queue.in_places(super().get_queryset(request), moderator(request), by=self.place)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Made in the workbench, or on the site."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What was decided stays as it is."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """And stays."""
        return False
