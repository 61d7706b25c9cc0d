"""Files with an answer: private, taken back with it, and forgotten when no answer names them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations import taking_part
from consultations.methods.survey import files
from consultations.methods.survey.models import SentFile
from consultations.models import Part, Participation, Response
from consultations.taking_part import Sitting
from tests.consultations.survey import surveys

pytestmark = pytest.mark.django_db


def pdf(words: bytes = b"brief") -> SimpleUploadedFile:
    return SimpleUploadedFile("brief.pdf", b"%PDF-1.7 " + words, "application/pdf")


def send(client: Client, part: Part, upload: SimpleUploadedFile) -> SentFile:
    """Hand a file in, and give how it is kept."""
    client.post(part.get_absolute_url(), {"stuk": upload})
    return SentFile.objects.order_by("sent_on").get(pk=Response.objects.get(part=part).data["answers"]["stuk"]["file"])


def test_a_file_goes_with_the_answers_that_are_taken_back(
    client: Client, django_capture_on_commit_callbacks: object
) -> None:
    part = surveys.everything()
    kept = send(client, part, pdf())
    assert storages["private"].exists(kept.stored_as)
    sitting = Sitting(Participation.objects.select_related("part__consultation").get(), Response.objects.get())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django
        taking_part.withdraw(sitting)
    assert not SentFile.objects.exists()
    assert not storages["private"].exists(kept.stored_as)


def test_what_no_answer_names_is_forgotten_after_two_days(client: Client) -> None:
    part = surveys.everything()
    first = send(client, part, pdf(b"een"))
    url = reverse("consultations:survey:section", args=[part.consultation.slug, part.number, "kiezen"])
    client.post(url, {"stuk": pdf(b"twee")})
    assert SentFile.objects.count() == 2
    assert files.forget_loose() == 0
    SentFile.objects.update(sent_on=timezone.localdate() - timedelta(days=3))
    assert files.forget_loose() == 1
    assert files.forget_loose() == 0
    assert not SentFile.objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "leuk<script>.pdf", "a" * 180 + ".pdf", ".pdf", "zonder punt"])
def test_the_name_of_a_file_is_made_safe(client: Client, name: str) -> None:
    part = surveys.everything()
    client.post(part.get_absolute_url(), {"stuk": SimpleUploadedFile(name, b"%PDF-1.7 x", "application/pdf")})
    kept = SentFile.objects.get()
    assert kept.name.endswith(".pdf")
    assert not set(kept.name) & set("/<>\\ ")
    assert len(kept.name) <= 120


def test_a_file_that_is_too_large_is_told_and_the_rest_is_kept(client: Client, settings: object) -> None:
    part = surveys.everything()
    settings.IMAGE_MAX_BYTES = 20  # type: ignore[attr-defined]  # pytest-django
    came = client.post(part.get_absolute_url(), {"kort": "Hoi", "stuk": pdf(b"x" * 40)})
    assert "groter dan 10 MB" in came.content.decode()
    assert Response.objects.get().data["answers"] == {"kort": "Hoi"}
