"""The set-up: what is up to date is skipped, what is not is made anew."""

import os
import time
from pathlib import Path

import pytest

from bin.setup import is_compiled


@pytest.mark.parametrize(("newest", "compiled"), [("made", True), ("source", False), ("compiler", False)])
def test_translations_are_compiled_again_when_source_or_compiler_changed(
    tmp_path: Path, newest: str, compiled: bool
) -> None:
    files = {"source": tmp_path / "django.po", "made": tmp_path / "django.mo", "compiler": tmp_path / "messages.py"}
    for name, file in files.items():
        file.touch()
        os.utime(file, (time.time() - (0 if name == newest else 60),) * 2)
    assert is_compiled(files["source"], files["compiler"]) is compiled


def test_translations_that_were_never_compiled_are(tmp_path: Path) -> None:
    for name in ("django.po", "messages.py"):
        (tmp_path / name).touch()
    assert not is_compiled(tmp_path / "django.po", tmp_path / "messages.py")
