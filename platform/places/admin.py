"""Municipalities and postcodes in the back office."""

from django.contrib import admin

from places.models import Municipality, PostcodeArea


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin[Municipality]):
    """Municipalities change once in a decade; the map cell is editable here."""

    list_display = ("name", "cbs_code", "hex_column", "hex_row")
    search_fields = ("name", "cbs_code")


@admin.register(PostcodeArea)
class PostcodeAreaAdmin(admin.ModelAdmin[PostcodeArea]):
    """Postcodes, for correcting a border case."""

    list_display = ("code", "place", "municipality")
    list_select_related = ("municipality",)
    list_filter = ("municipality",)
    search_fields = ("code", "place")
