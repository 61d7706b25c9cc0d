"""Wiping for good what a moderator removed, once nobody can appeal any more (docs/rules/moderation.md)."""

from __future__ import annotations

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q

from initiatives.models import Draft, Initiative, Need, Revision, Update
from publications.actions import drop_picture


@transaction.atomic
def erase(pk: int) -> None:
    """Wipe what only an initiative has: story, place, needs, versions, drafts and drawings; the row is locked.

    The words of others stay where they are: comments, offers and updates have decisions of their own.
    """
    drafts = Draft.objects.filter(Q(revises=pk) | Q(published_as=pk))
    for draft in drafts.select_related("picture"):
        if draft.picture is not None:
            drop_picture(draft.picture)
    drafts.delete()
    Revision.objects.filter(initiative=pk).delete()
    Need.objects.filter(initiative=pk).update(text="", unit="")
    Initiative.objects.filter(pk=pk).update(story="", ask="", place_label="", lat=None, lon=None)
    transaction.on_commit(lambda: drop_drawings(pk))


def drop_drawings(pk: int) -> None:
    """Delete the poster and the picture for sharing, which show the words."""
    storage = storages["private"]
    folder = f"drawn/{pk % 100:02d}/{pk}"
    for name in storage.listdir(folder)[1] if storage.exists(folder) else []:
        storage.delete(f"{folder}/{name}")


@transaction.atomic
def erase_update(pk: int) -> bool:
    """Wipe the words and the picture of a hidden update; False when it is not hidden or wiped already."""
    update = Update.objects.select_for_update(of=("self",)).select_related("picture").filter(pk=pk).first()
    if update is None or not update.is_hidden or not update.text:
        return False
    if update.picture is not None:
        drop_picture(update.picture)
    Update.objects.filter(pk=pk).update(text="")
    return True
