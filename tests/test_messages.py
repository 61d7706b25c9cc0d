"""The translations as they are compiled."""

from gettext import GNUTranslations
from pathlib import Path

from django.conf import settings


def test_what_is_counted_somewhere_is_translated_by_itself_too() -> None:
    made = Path(settings.LOCALE_PATHS[0]) / "nl" / "LC_MESSAGES" / "django.mo"
    with made.open("rb") as file:
        words = vars(GNUTranslations(file))["_catalog"]
    assert words["comment"] == words["comment", 0] == "reactie"
    assert words["comment", 1] == "reacties"
