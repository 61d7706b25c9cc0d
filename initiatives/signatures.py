"""Signatures on paper: entered with a scan, checked by somebody else, and only then counted."""

from __future__ import annotations

import uuid
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit, clock
from foundation.errors import NotAllowed, Refused
from initiatives import rules
from initiatives.courses import lock
from initiatives.models import Initiative, SignatureSheet
from initiatives.thresholds import consider, recount, require_course
from places.models import Municipality
from promises.rules import can_answer

# How a scan begins, with the ending it is kept under and its media type.
STARTS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
GONE = _("The scan was removed, because it is no longer needed.")
TYPES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg"}


def ending_of(scan: IO[bytes]) -> str:
    """Give the kind of file by what is in it. Raises ValidationError, with advice, for what is no scan."""
    scan.seek(0, 2)
    if scan.tell() > settings.IMAGE_MAX_BYTES:
        raise ValidationError(_("This scan is larger than 10 MB. Scan it again with a lower quality."))
    scan.seek(0)
    start = scan.read(16)
    scan.seek(0)
    ending = next((ending for magic, ending in STARTS.items() if start.startswith(magic)), "")
    if not ending:
        raise ValidationError(_("Use a scan as PDF, JPG or PNG."))
    return ending


@transaction.atomic
def enter(
    initiative: Initiative, *, by: User, municipality: Municipality, number: int, scan: IO[bytes]
) -> SignatureSheet:
    """Enter a sheet with its scan, to be checked by somebody else. Raises Refused after the term."""
    if not can_answer(by):
        raise NotAllowed(_("Only officials can enter signatures."))
    course = require_course(initiative)
    if not rules.declares_in_time(course, clock.today()):
        raise Refused(_("Signatures can be handed in until the threshold is reached or the term ends."))
    if number < 1:
        raise Refused(_("A sheet has at least one signature."))
    name = f"signatures/{uuid.uuid4()}.{ending_of(scan)}"
    kept = storages["private"].save(name, ContentFile(scan.read()))
    sheet = SignatureSheet.objects.create(
        initiative=initiative, municipality=municipality, number=number, scan=kept, entered_by=by
    )
    audit.record("signatures.entered", actor=by, subject=sheet, number=number, initiative=initiative.pk)
    return sheet


@transaction.atomic
def judge(sheet: SignatureSheet, *, by: User, is_right: bool) -> None:
    """Find a sheet right or wrong. Raises Refused for who entered it, and for a sheet that was judged before."""
    course = lock(sheet.initiative)
    sheet = SignatureSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if not rules.can_check_sheet(by, sheet):
        raise NotAllowed(_("Somebody else than who entered it must check this sheet."))
    if sheet.verdict != SignatureSheet.Verdict.ENTERED:
        raise Refused(_("This sheet was checked already."))
    if not sheet.scan:
        raise Refused(GONE)
    sheet.verdict = SignatureSheet.Verdict.RIGHT if is_right else SignatureSheet.Verdict.WRONG
    sheet.checked_by, sheet.checked_at = by, Now()
    sheet.save(update_fields=["verdict", "checked_by", "checked_at"])
    audit.record(f"signatures.{sheet.verdict}", actor=by, subject=sheet, initiative=course.pk)
    recount(course)
    consider(course)


def open_scan(sheet: SignatureSheet, *, by: User) -> tuple[IO[bytes], str]:
    """Give the scan and its media type, and write down who looked.

    Raises NotAllowed for anybody but officials, and Refused once the scan is removed.
    """
    if not can_answer(by):
        raise NotAllowed(_("Only officials can open scans."))
    if not sheet.scan:
        raise Refused(GONE)
    audit.record("signatures.scan_opened", actor=by, subject=sheet)
    return storages["private"].open(sheet.scan), TYPES[sheet.scan.rpartition(".")[2]]
