"""Drafts and pictures nobody goes on with are forgotten, with their files."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from initiatives import drafts
from initiatives.models import Draft, Initiative
from publications.models import Picture
from tests.factories import initiative, picture_file
from tests.initiatives.writing import begin, upload

pytestmark = pytest.mark.django_db


class TestStaleDrafts:
    def test_drafts_nobody_touches_are_forgotten_with_their_pictures_and_others_stay(
        self, client: Client, settings: LazySettings
    ) -> None:
        stale, fresh = begin(client), begin(client)
        for draft in (stale, fresh):
            upload(client, draft, picture_file())
        one = initiative()
        files = list(Path(settings.MEDIA_ROOT).rglob("*.webp"))
        assert len(files) == 6
        long_ago = timezone.now() - drafts.KEPT - timedelta(days=1)
        Draft.objects.filter(pk=stale.pk).update(changed_at=long_ago)
        Draft.objects.filter(published_as=one).update(changed_at=long_ago)
        Picture.objects.update(added_at=long_ago)
        assert drafts.forget_stale() == 1
        assert not Draft.objects.filter(pk=stale.pk).exists()
        assert Draft.objects.filter(pk=fresh.pk).exists()
        assert Picture.objects.count() == 1
        assert Initiative.objects.filter(pk=one.pk).exists()

    def test_a_picture_of_this_moment_is_left_alone(self, client: Client) -> None:
        draft = begin(client)
        upload(client, draft, picture_file())
        Draft.objects.update(picture=None)
        drafts.forget_stale()
        assert Picture.objects.count() == 1

    def test_the_files_go_with_the_transaction(
        self, client: Client, settings: LazySettings, django_capture_on_commit_callbacks: object
    ) -> None:
        draft = begin(client)
        upload(client, draft, picture_file())
        draft.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            drafts.take_picture_off(draft)
        left = [*Path(settings.MEDIA_ROOT).rglob("*.webp"), *Path(settings.PRIVATE_MEDIA_ROOT).rglob("*.webp")]
        assert left == []

    def test_the_original_is_not_public(self, client: Client, settings: LazySettings) -> None:
        draft = begin(client)
        upload(client, draft, picture_file())
        draft.refresh_from_db()
        assert draft.picture is not None
        assert client.get(draft.picture.url_480).status_code == 200
        assert client.get(f"/media/{draft.picture.original_name}").status_code == 404
        assert (Path(settings.PRIVATE_MEDIA_ROOT) / draft.picture.original_name).exists()
