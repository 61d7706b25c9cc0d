"""Reads mail that came back, from standard input or from a Maildir folder."""

from __future__ import annotations

import mailbox
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from notifications import returned, suppression


class Command(BaseCommand):
    """manage.py read_bounces [folder]."""

    help = "Reads one message from standard input, or all new ones of a Maildir folder, and counts what came back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder is optional."""
        parser.add_argument("folder", nargs="?", help="a Maildir folder; without it one message is read from stdin")

    def handle(self, *args: object, folder: str | None = None, **options: object) -> None:
        """Count each report once; what is no report is left as it is."""
        taken = passed = 0
        for raw in new_in(folder) if folder else [sys.stdin.buffer.read(returned.LARGEST + 1)]:
            report = returned.read(raw)
            if report is None:
                passed += 1
            else:
                suppression.take(report)
                taken += 1
        self.stdout.write(f"{taken} reports taken, {passed} messages were something else.")


def new_in(folder: str) -> Iterator[bytes]:
    """Give the messages that were not seen yet; each is marked as seen once it is dealt with."""
    if not (Path(folder) / "new").is_dir():
        raise CommandError(f"{folder} is no Maildir folder: it has no `new` in it.")
    box = mailbox.Maildir(folder, factory=None, create=False)
    for key in box.keys():  # noqa: SIM118  # a Maildir gives messages when iterated
        message = box.get_message(key)
        if "S" in message.get_flags():
            continue
        yield box.get_bytes(key)
        message.set_subdir("cur")
        message.add_flag("S")
        box[key] = message
