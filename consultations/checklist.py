"""The check before a consultation is announced: what must be mended, and what could be better."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations import reading_level
from consultations.method import METHODS, Problem, Wording, Words
from consultations.models import Consultation, Part, Phase

HEADING = re.compile(r"^(#{1,6})\s", re.MULTILINE)
LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
BARE_ADDRESS = re.compile(r"(?<![(<\w])https?://\S+")
# A link must say where it leads: somebody who hears only the links must know.
SAYS_NOTHING = {"hier", "klik hier", "link", "deze link", "lees meer", "meer", "here", "click here", "read more"}


@dataclass(frozen=True)
class Read:
    """A text that residents read, with its level."""

    where: Words
    url: str
    level: reading_level.Level


@dataclass
class Checked:
    """What the check found: `musts` keep it from being announced, `advice` does not."""

    musts: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)
    texts: list[Read] = field(default_factory=list)

    @property
    def is_ready(self) -> bool:
        """Whether it can be announced."""
        return not self.musts

    @property
    def hard_texts(self) -> list[Read]:
        """The texts that could be easier."""
        return [one for one in self.texts if one.level.is_hard]


def step_url(consultation: Consultation, step: str) -> str:
    """Give the address of a step of the workshop."""
    return reverse("consultations:step", args=[consultation.slug, step])


def check(consultation: Consultation, now: datetime | None = None) -> Checked:
    """Look at everything; `now` is the moment the dates are compared with."""
    phases = list(consultation.phases.all())
    parts = parts_of(consultation)
    found = Checked()
    problems = [
        *about_basics(consultation),
        *about_dates(consultation, phases, now or timezone.now()),
        *about_parts(consultation, phases, parts),
        *about_markdown(consultation),
    ]
    for problem in problems:
        (found.advice if problem.is_advice else found.musts).append(problem)
    found.texts = [Read(one.where, one.url, reading_level.level_of(one.text)) for one in wordings(consultation, parts)]
    return found


def musts(consultation: Consultation) -> list[Words]:
    """Give what keeps it from being announced, as texts for the editor."""
    return [problem.message for problem in check(consultation).musts]


def parts_of(consultation: Consultation) -> list[Part]:
    """Give the parts, each knowing its consultation and phase."""
    parts = list(consultation.parts.select_related("phase"))
    for part in parts:
        part.consultation = consultation
    return parts


def about_basics(consultation: Consultation) -> Iterator[Problem]:
    """Look at what everybody must know: who answers, when, and what can change."""
    basics = step_url(consultation, "basis")
    if not consultation.story.strip():
        yield Problem(_("Explain what it is about."), basics)
    if not consultation.can_change.strip():
        yield Problem(_("Say what can still change. Without that nobody knows why to take part."), basics)
    if not consultation.cannot_change.strip():
        yield Problem(_("Say what is decided already, so that nobody is disappointed."), basics)
    if consultation.official_id is None:
        yield Problem(_("Choose the official who answers."), basics)
    if consultation.answer_by is None:
        yield Problem(_("Promise a day of the answer."), basics)
    if consultation.office_id is None:
        yield Problem(_("Choose the office that answers: its promise stands on the site."), basics)


def about_dates(consultation: Consultation, phases: list[Phase], now: datetime) -> Iterator[Problem]:
    """Look at the dates: in order, in the future, and the answer after the last of them."""
    url = step_url(consultation, "fasen")
    if not phases:
        yield Problem(_("Add a phase with the moments at which it opens and closes."), url)
        return
    for phase in phases:
        values = {"title": phase.title}
        if phase.closed_at is not None:
            continue  # it was, as planned
        if phase.closes_at <= now:
            yield Problem(_("“%(title)s” closes in the past. Choose later moments.") % values, url)
        elif phase.opens_at <= now and phase.opened_at is None:
            yield Problem(_("“%(title)s” opens as soon as you announce it.") % values, url, is_advice=True)
        if (phase.closes_at - phase.opens_at).days < 7:  # a week
            advice = _("“%(title)s” is open for less than a week. Many people will miss it.") % values
            yield Problem(advice, url, is_advice=True)
    last = timezone.localtime(max(phase.closes_at for phase in phases)).date()
    if consultation.answer_by is not None and consultation.answer_by <= last:
        yield Problem(_("The day of the answer must come after the last day to take part."), url)


def about_parts(consultation: Consultation, phases: list[Phase], parts: list[Part]) -> Iterator[Problem]:
    """Look at the parts: each phase has one, and each is filled."""
    url = step_url(consultation, "onderdelen")
    filled = {part.phase_id for part in parts}
    for phase in phases:
        if phase.pk not in filled:
            yield Problem(_("“%(title)s” has nothing to take part in yet.") % {"title": phase.title}, url)
    for part in parts:
        method = METHODS.get(part.method)
        if method is None:
            yield Problem(_("“%(title)s” asks in a way that is gone. Remove it.") % {"title": part.title}, url)
            continue
        yield from method.problems(part)


def about_markdown(consultation: Consultation) -> Iterator[Problem]:
    """Look at the explanation as somebody who hears it: headings in order, and links that say where they lead."""
    url = step_url(consultation, "basis")
    levels = [len(marks) for marks in HEADING.findall(consultation.story)]
    if any(later > earlier + 1 for earlier, later in pairwise(levels)):
        yield Problem(_("A heading skips a level. Who listens to the page loses the way."), url, is_advice=True)
    for words, _address in LINK.findall(consultation.story):
        if words.strip().lower() in SAYS_NOTHING or not words.strip():
            said = _("The link “%(words)s” does not say where it leads.") % {"words": words}
            yield Problem(said, url, is_advice=True)
    if BARE_ADDRESS.search(LINK.sub(" ", consultation.story)):
        yield Problem(_("An address stands in the text. Make a link with words of it."), url, is_advice=True)
    if "![" in consultation.story:
        yield Problem(_("Pictures in the text are not shown. Add the picture at the top, with what it shows."), url)


def wordings(consultation: Consultation, parts: list[Part]) -> Iterator[Wording]:
    """Give every text that residents read."""
    basics, phases, url = (step_url(consultation, step) for step in ("basis", "fasen", "onderdelen"))
    yield Wording(_("Title"), consultation.title, basics)
    yield Wording(_("Summary"), consultation.summary, basics)
    yield Wording(_("Explanation"), consultation.story, basics)
    yield Wording(_("What can change"), consultation.can_change, basics)
    yield Wording(_("What is decided already"), consultation.cannot_change, basics)
    for phase in consultation.phases.all():
        yield Wording(phase.title, phase.text, phases)
    for part in parts:
        yield Wording(part.title, f"{part.title}. {part.intro}", url)
        if method := METHODS.get(part.method):
            yield from method.wordings(part)
