"""Stops an upload that is far too large while it comes in, before it fills the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# Room for the rest of the form around the largest picture.
MOST = settings.IMAGE_MAX_BYTES + 2 * 1024 * 1024


class QuotaUploadHandler(FileUploadHandler):
    """Counts the bytes of a request; raises RequestDataTooBig (a 413 page) beyond MOST, and keeps nothing itself."""

    received = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803  # Django's name
        content_length: int,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Refuse at once what says itself that it is too large."""
        if content_length > MOST:
            raise RequestDataTooBig("upload too large")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count, and pass the chunk on to the handlers that keep it."""
        self.received += len(raw_data)
        if self.received > MOST:
            raise RequestDataTooBig("upload too large")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the other handlers."""
