"""Fills a database for measuring."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from importlib import import_module

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from initiatives import seeding
from publications.bulk import TooMuch

HERE = ("residents", "initiatives", "supports", "comments")
# The contract names these; they come with the issues that build them.
BESIDE = ("consultations",)
NOT_YET = ("campaigns", "pledges")
BAR = 30


def amount(text: str) -> int:
    """Read a number of rows."""
    if not text.isdecimal():
        raise ArgumentTypeError(f"must be a whole number, not {text!r}")
    return int(text)


class Command(BaseCommand):
    """manage.py seed."""

    help = "Adds many residents, initiatives and supports, to measure with. Never on a site that people use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a number of each kind."""
        for kind in (*HERE, *BESIDE, *NOT_YET):
            parser.add_argument(f"--{kind}", type=amount, default=0, metavar="N")
        parser.add_argument("--random-seed", type=int, default=1, metavar="N", help="the same number, the same content")

    def handle(self, *args: object, **options: int) -> None:
        """Add them all, or nothing."""
        missing = [f"--{kind}" for kind in NOT_YET if options[kind]]
        if missing:
            raise CommandError(f"{' '.join(missing)}: not there yet; leave it out.")
        amounts = seeding.Amounts(**{kind: options[kind] for kind in HERE})
        started = time.monotonic()
        try:
            written = seeding.seed(amounts, random_seed=options["random_seed"], progress=self.show)
            written += self.seed_beside(options)
        except TooMuch as error:
            raise CommandError(str(error)) from error
        seeding.tidy()
        spent = time.monotonic() - started
        self.stdout.write(f"{written:,} rows in {spent:.1f} s, {written / spent:,.0f} a second")

    def seed_beside(self, options: dict[str, int]) -> int:
        """Add what apps beside this one have; each names its module in its AppConfig (`seeding`)."""
        written = 0
        for kind in BESIDE:
            if options[kind]:
                module = import_module(apps.get_app_config(kind).seeding)  # type: ignore[attr-defined]
                written += module.seed(options[kind], random_seed=options["random_seed"], progress=self.show)
        return written

    def show(self, what: str, done: int, count: int) -> None:
        """Draw the progress bar where somebody watches, else write one line when a kind is complete."""
        watched = sys.stdout.isatty()
        if watched:
            filled = BAR * done // count
            self.stdout.write(f"\r{what:12} [{'#' * filled}{'.' * (BAR - filled)}] {done:,} of {count:,}", ending="")
        if done == count:
            self.stdout.write("" if watched else f"{count:,} {what}")
