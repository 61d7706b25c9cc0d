"""Themes in the back office."""

from django.contrib import admin

from themes.models import Theme


@admin.register(Theme)
class ThemeAdmin(admin.ModelAdmin[Theme]):
    """Editors change texts and add themes here."""

    list_display = ("name", "short_name", "position", "colour")
    prepopulated_fields = {"slug": ("name",)}  # as Django documents it
