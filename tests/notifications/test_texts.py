"""Every kind of event has its texts, in both languages, that say the same in the mail as text and as HTML."""

import html
import re
from typing import Any

import pytest
from django.template import TemplateDoesNotExist, engines
from django.template.backends.django import DjangoTemplates
from django.template.loader import get_template
from django.utils import translation

from notifications import previews
from notifications.catalogue import BY_CODE, KINDS, Category, EventKind
from notifications.models import Pace

LONGEST_SUBJECT = 90
# As long as a title often is, and a title may be longer.
TITLE = "Een buurttuin met een theehuis op het veld achter de kerken."
WORD = re.compile(r"[^\W_]+")
CASES = [
    pytest.param(kind, sample, language, id=f"{kind.code}-{number}-{language}")
    for kind in KINDS
    for number, sample in enumerate(kind.samples)
    for language in ("nl", "en")
]


class Missing(str):
    """What a template shows for a variable that nobody gave."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"the text uses {name}, which is not in the sample")


@pytest.fixture(autouse=True)
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that nobody gave is a mistake here, where Django shows nothing."""
    backend = next(one for one in engines.all() if isinstance(one, DjangoTemplates))
    monkeypatch.setattr(backend.engine, "string_if_invalid", Missing("%s"))


def written(kind: EventKind, sample: dict[str, Any], language: str, **words: Any) -> previews.Preview:
    with translation.override(language):
        return previews.preview_of(kind, {**sample, **words})


def said_in(part: str) -> list[str]:
    """The words of a text, without its addresses."""
    return WORD.findall(re.sub(r"https?://\S+", " ", part))


def said_in_html(page: str) -> list[str]:
    """The words of the HTML that are read, without the heading, which is the subject."""
    body = page.split('<div role="main">', 1)[1]
    body = re.sub(r"<h1>.*?</h1>", " ", body, flags=re.DOTALL)
    return said_in(html.unescape(re.sub(r"<[^>]+>", " ", body)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
class TestEveryKind:
    @pytest.mark.parametrize("ending", ["_subject.txt", ".txt", ".html"])
    def test_has_its_texts(self, kind: EventKind, ending: str) -> None:
        try:
            get_template(f"{kind.template}{ending}")
        except TemplateDoesNotExist:
            pytest.fail(f"{kind.code} has no {kind.template}{ending}")

    def test_has_a_category_with_defaults_and_a_name_in_both_languages(self, kind: EventKind) -> None:
        assert isinstance(kind.category, Category)
        assert kind.category.defaults.mail in Pace
        for text in (kind.label, kind.category.label, kind.category.about):
            with translation.override("en"):
                english = str(text)
            with translation.override("nl"):
                assert english
                assert str(text)
                assert str(text) != english

    def test_is_known_by_its_code(self, kind: EventKind) -> None:
        assert BY_CODE[kind.code] is kind
        assert re.fullmatch(r"[a-z]+\.[a-z]+", kind.code)


def test_no_two_kinds_share_a_code() -> None:
    assert len(BY_CODE) == len(KINDS)


@pytest.mark.parametrize(("kind", "sample", "language"), CASES)
class TestEveryText:
    def test_says_the_same_as_text_and_as_html(self, kind: EventKind, sample: dict[str, Any], language: str) -> None:
        made = written(kind, sample, language)
        assert said_in(made.text) == said_in_html(made.html)

    def test_has_a_subject_that_fits_with_a_long_title(
        self, kind: EventKind, sample: dict[str, Any], language: str
    ) -> None:
        long = {name: TITLE for name in ("title", "gone", "kept", "step") if name in {"title", *sample}}
        subject = written(kind, sample, language, **long).subject
        assert 10 <= len(subject) <= LONGEST_SUBJECT
        # An account and a report have no title; what else a moderator tells is about something that has.
        assert "Een buurttuin" in subject or kind.code.startswith(("account.", "report."))

    def test_is_a_page_that_can_be_read_aloud(self, kind: EventKind, sample: dict[str, Any], language: str) -> None:
        page = written(kind, sample, language).html
        assert f'<html lang="{language}">' in page
        assert len(re.findall("<h1", page)) == 1
        assert page.count("<table") == page.count('<table role="presentation"')
        assert "style=" not in page
        assert "<img" not in page

    def test_leads_to_the_site_by_full_addresses(
        self, kind: EventKind, sample: dict[str, Any], language: str, settings: Any
    ) -> None:
        made = written(kind, sample, language)
        leads = re.findall(r'href="([^"]+)"', made.html)
        assert leads
        assert all(one.startswith(settings.SITE_URL) for one in leads)
        assert {html.unescape(one) for one in leads} == set(re.findall(r"https?://\S+", made.text))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_dutch_and_english_differ_and_neither_shouts(kind: EventKind) -> None:
    dutch, english = (written(kind, kind.sample, language) for language in ("nl", "en"))
    assert dutch.subject != english.subject
    assert dutch.text != english.text
    assert "!" not in dutch.text + english.text


def test_every_text_of_the_folder_belongs_to_a_kind(settings: Any) -> None:
    folder = settings.BASE_DIR / "templates" / "emails"
    from_catalogue = {kind.template.removeprefix("emails/") for kind in KINDS}
    others = {"digest", "newsletter", "newsletter_confirm", "newsletter_known"}
    others |= {"report_received_address", "report_outcome_address", "consultation_code", "consultation_link"}
    assert previews.texts_in(folder) - others == from_catalogue


def test_a_text_that_uses_what_is_not_in_the_sample_is_found() -> None:
    kind = BY_CODE["promise.made"]
    with pytest.raises(AssertionError, match="office"):
        written(kind, {name: value for name, value in kind.sample.items() if name != "office"}, "nl")
