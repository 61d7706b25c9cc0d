"""The question that is answered with a file."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.methods.survey.definition import Choice, Question
from consultations.methods.survey.files import check
from consultations.methods.survey.kinds.kind import Kind, Values


class FileKind(Kind):
    """A picture or a PDF. The answer is {"file": key, "name": its name}; while it comes in, a checked upload."""

    code = "file"
    name = _("A file (picture or PDF)")
    template = "survey/kinds/file.html"
    is_personal = True
    missing = _("Choose a file.")

    def fields(self, question: Question, choices: Sequence[Choice]) -> dict[str, forms.Field]:
        """Ask for a file, and whether the one that is there may go."""
        accept = "application/pdf,image/jpeg,image/png,image/webp"
        return {
            "": forms.FileField(
                required=False,
                max_length=200,
                widget=forms.FileInput(attrs={"accept": accept}),
                error_messages={
                    "empty": _("This file is empty. Choose another one."),
                    "max_length": _("The name of this file is too long. Give it a shorter name."),
                },
            ),
            "-remove": forms.BooleanField(label=_("Remove this file"), required=False),
        }

    def initial(self, question: Question, answer: Any) -> dict[str, Any]:
        """A browser never fills in a file by itself."""
        return {}

    def read(self, question: Question, values: Values, current: Any = None) -> Any:
        """Check a new file; without one the file stays that is there, unless it may go."""
        if values.get(""):
            return check(values[""])
        return None if values.get("-remove") else current

    def words(self, question: Question, answer: Any) -> str:
        """Give the name of the file."""
        return str(answer["name"])

    def made_up(self, question: Question, chance: Random) -> Any:
        """Nobody in the demo sends files."""
        return None
