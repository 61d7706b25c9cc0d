"""Files that come with an answer: checked by what is in them, kept in the private storage, and forgotten in time."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _

from consultations.methods.survey.models import SentFile
from consultations.models import Part, Response
from foundation import images

PDF = b"%PDF-"
NAME_LENGTH = 100
BATCH = 500
# What no answer names after this long was replaced, removed or taken back.
KEPT_LOOSE = timedelta(days=2)


@dataclass(frozen=True)
class Upload:
    """A file that was checked and is not kept yet."""

    name: str
    content_type: str
    content: bytes


def check(upload: UploadedFile[bytes]) -> Upload:
    """Read an upload. Pictures are made anew, without where and with what they were made.

    Raises ValidationError, with advice, for what is too large (IMAGE_MAX_BYTES) or neither a PDF nor a picture.
    """
    if (upload.size or 0) > settings.IMAGE_MAX_BYTES:
        raise ValidationError(_("This file is larger than 10 MB. Choose a smaller one."))
    stem, _dot, _ending = (upload.name or "").rpartition(".")
    name = (get_valid_filename(stem or "bestand") or "bestand")[:NAME_LENGTH]
    upload.seek(0)
    content = upload.read()
    if content.startswith(PDF):
        return Upload(f"{name}.pdf", "application/pdf", content)
    try:
        prepared = images.prepare(io.BytesIO(content))
    except ValidationError as error:
        if error.code == "no_picture":
            raise ValidationError(_("We cannot read this file. Use a PDF, JPG, PNG or WebP file.")) from error
        raise
    return Upload(f"{name}.webp", "image/webp", prepared.by_width[images.WIDTHS[-1]])


def keep(part: Part, upload: Upload) -> dict[str, str]:
    """Keep a checked file, and give the answer that names it."""
    kept = SentFile(
        part=part,
        name=upload.name,
        content_type=upload.content_type,
        size=len(upload.content),
        sent_on=timezone.localdate(),
    )
    storages["private"].save(kept.stored_as, ContentFile(upload.content))
    kept.save()
    return {"file": str(kept.key), "name": kept.name}


def named_in(data: dict[str, Any]) -> set[str]:
    """Give the keys of the files that a response names."""
    answers = data.get("answers", {}).values()
    return {answer["file"] for answer in answers if isinstance(answer, dict) and "file" in answer}


def forget_loose() -> int:
    """Remove files that no answer names any more; returns how many. May run twice."""
    old = SentFile.objects.filter(sent_on__lt=timezone.localdate() - KEPT_LOOSE)
    forgotten = 0
    for part in Part.objects.filter(pk__in=old.values("part")):
        named: set[str] = set()
        for data in Response.objects.filter(part=part).values_list("data", flat=True).iterator(chunk_size=BATCH):
            named |= named_in(data)
        for one in old.filter(part=part).exclude(pk__in=named):
            forget(one)
            forgotten += 1
    return forgotten


def forget_all(part: Part, data: dict[str, Any]) -> None:
    """Remove the files that a response names."""
    for one in SentFile.objects.filter(part=part, pk__in=named_in(data)):
        forget(one)


def forget(one: SentFile) -> None:
    """Remove a file with its content, once the transaction commits."""
    stored = one.stored_as
    one.delete()
    transaction.on_commit(lambda: storages["private"].delete(stored))
