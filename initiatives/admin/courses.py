"""Kinds and courses in the back office."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.back_office import ThroughActions, Written, confirm_first, staff
from initiatives import quiet
from initiatives.models import Course, CourseStep, Initiative, Kind, KindThreshold


class KindThresholdInline(admin.StackedInline[KindThreshold, Kind]):
    """Other numbers for municipalities."""

    model = KindThreshold
    extra = 0


@admin.register(Kind)
class KindAdmin(Written):
    """The kinds of initiative with their rules; a change holds for what is posted from then on."""

    list_display = ("name", "threshold", "counting", "term_days", "answer_days", "office", "is_open", "is_default")
    list_select_related = ("office",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (KindThresholdInline,)


class StepInline(admin.StackedInline[CourseStep, Course]):
    """The steps so far."""

    model = CourseStep
    extra = 0
    can_delete = False
    # Whose step it was in words: who may see a course may not open every person.
    exclude = ("actor",)
    readonly_fields = ("taken_by",)

    @admin.display(description=CourseStep._meta.get_field("actor").verbose_name)  # noqa: SLF001  # documented API
    def taken_by(self, step: CourseStep) -> str:
        """Give the name of who took it; a dash for the clock."""
        return step.actor.public_name if step.actor else "-"

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Steps are taken by actions."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Steps are history."""
        return False


@admin.register(Course)
class CourseAdmin(ThroughActions):
    """How far every initiative is; to look at."""

    list_display = ("initiative", "kind", "state", "online", "paper", "threshold", "ends_on")
    list_select_related = ("initiative", "kind")
    list_filter = ("state", "kind")
    search_fields = ("initiative__reference", "initiative__title")
    inlines = (StepInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A course begins with its initiative."""
        return False


class QuietFilter(admin.SimpleListFilter):
    """The worklist of initiatives where nothing happens any more."""

    title = _("activity")
    parameter_name = "stil"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, Any]]:
        """Give the choices."""
        return [("jaar", _("nothing for a year")), ("gewaarschuwd", _("author warned"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep what was chosen."""
        if self.value() == "jaar":
            return queryset.filter(pk__in=quiet.quiet_for(quiet.QUIET).values("pk"))
        return queryset.filter(course__warned_at__isnull=False) if self.value() == "gewaarschuwd" else queryset


def describe(initiative: Initiative) -> dict[str, object]:
    """Give a line of the page that asks."""
    return {"title": str(initiative), "text": initiative.reference, "url": initiative.get_absolute_url()}


@admin.action(description=_("Warn the author that it may be closed"))
def warn_author(
    model_admin: admin.ModelAdmin[Any], request: HttpRequest, queryset: QuerySet[Initiative]
) -> HttpResponse | None:
    """Mail the authors of what went quiet."""
    return confirm_first(
        model_admin,
        request,
        queryset,
        name="warn_author",
        title=_("Warn these authors?"),
        act=lambda one: quiet.warn(one, by=staff(request)),
        describe=describe,
    )


@admin.action(description=_("Close what stayed quiet after the warning"))
def archive_quiet(
    model_admin: admin.ModelAdmin[Any], request: HttpRequest, queryset: QuerySet[Initiative]
) -> HttpResponse | None:
    """Close what went quiet, a month after the warning."""
    return confirm_first(
        model_admin,
        request,
        queryset,
        name="archive_quiet",
        title=_("Close these initiatives?"),
        act=lambda one: quiet.archive(one, by=staff(request)),
        describe=describe,
    )
