"""The dialogue: people meet, ask their questions, and read what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from consultations.method import Method, Point, Problem, Shown, Wording, register
from consultations.methods.dialogue import counting, demo, laying_out, pages
from consultations.methods.dialogue.views import joining, leading, reading, workshop
from consultations.models import Part

MEETING = "bijeenkomst/<int:pk>/"
QUESTION = f"{MEETING}vraag/<int:question>/"


class DialogueMethod(Method):
    """Meeting each other."""

    code = "dialogue"
    name = gettext_lazy("Meetings")
    explanation = gettext_lazy("People sign up for meetings, ask questions beforehand and read the report afterwards.")
    has_responses = False

    def page(self, request: HttpRequest, part: Part) -> HttpResponse:
        """Show the meetings."""
        return reading.page(request, part)

    def urls(self) -> list[URLPattern]:
        """Give the pages of each meeting, the calendar and the set-up."""
        return [
            path("agenda.ics", reading.part_calendar, name="calendar"),
            path(MEETING, reading.meeting, name="meeting"),
            path(f"{MEETING}agenda.ics", reading.meeting_calendar, name="meeting_calendar"),
            path(f"{MEETING}zaal/", reading.screen, name="screen"),
            path(f"{MEETING}aanmelden/", joining.sign_up, name="sign_up"),
            path(f"{MEETING}afmelden/", joining.sign_off, name="sign_off"),
            path(f"{MEETING}vraag/", joining.ask, name="ask"),
            path(QUESTION, reading.question, name="question"),
            path(f"{QUESTION}steun/", joining.back, name="back"),
            path(f"{QUESTION}steun/intrekken/", joining.leave, name="leave"),
            path(f"{QUESTION}plaats/", leading.put, name="put"),
            path(f"{MEETING}leiden/", leading.lead, name="lead"),
            path(f"{MEETING}lijst/", leading.attendance, name="attendance"),
            path(f"{MEETING}verslag/", leading.minutes, name="minutes"),
            path("inrichten/bijeenkomsten/", workshop.set_up, name="set_up"),
            path("inrichten/bijeenkomsten/<int:pk>/", workshop.change, name="change"),
            path("inrichten/bijeenkomsten/<int:pk>/afzeggen/", workshop.cancel, name="cancel"),
        ]

    def results(self, part: Part, data: dict[str, Any]) -> Shown:
        """Show what came of the meetings, and what most people wanted to know."""
        return Shown("dialogue/results.html", {"top": data.get("top", ()), "outcomes": data.get("outcomes", ())})

    def setup_url(self, part: Part) -> str:
        """Give the page where meetings are laid out."""
        return reverse("consultations:dialogue:set_up", args=[part.consultation.slug, part.number])

    def set_up(self, part: Part, content: dict[str, Any]) -> None:
        """Fill it from a blueprint; the shape is in `laying_out`."""
        laying_out.from_blueprint(part, content)

    def copy(self, source: Part, target: Part) -> None:
        """Copy the meetings to the same days after the opening."""
        laying_out.copy(source, target)

    def problems(self, part: Part) -> Iterable[Problem]:
        """Say what is missing, and which meeting is not within its phase."""
        url, meetings = self.setup_url(part), pages.meetings_of(part)
        if not meetings:
            yield Problem(_("“%(title)s” has no meeting yet.") % {"title": part}, url)
        for meeting in meetings:
            if not (meeting.place_name or meeting.online_url):
                yield Problem(_("“%(title)s” has no place and no link.") % {"title": meeting}, meeting.url_of("change"))
            if not part.phase.opens_at <= meeting.starts_at < part.phase.closes_at:
                yield Problem(_("“%(title)s” is not within its phase.") % {"title": meeting}, meeting.url_of("change"))
            if meeting.place_name and not meeting.accessibility:
                yield Problem(
                    _("“%(title)s” does not say how people get in.") % {"title": meeting},
                    meeting.url_of("change"),
                    is_advice=True,
                )

    def wordings(self, part: Part) -> Iterable[Wording]:
        """Give what each meeting says about itself."""
        for meeting in pages.meetings_of(part):
            if meeting.text:
                yield Wording(_("Meeting “%(title)s”") % {"title": meeting}, meeting.text, meeting.url_of("change"))

    def answers(self, part: Part) -> int:
        """Give how many people have a seat, were there or asked something, each once."""
        return counting.people_in(part)

    def people(self, part: Part) -> QuerySet[User]:
        """Give who has a seat, was there or asked something."""
        return counting.concerned(part)

    def tally(self, part: Part) -> dict[str, Any]:
        """Count the meetings; the shape is in `counting`."""
        return counting.tally(part)

    def own_points(self, part: Part) -> Iterator[Point]:
        """Give the outcomes and the questions."""
        return counting.points(part)

    def columns(self, part: Part) -> list[str]:
        """Give the heads of the export: the questions."""
        return [_("Meeting"), _("Question"), _("Want to know it too"), _("Status"), _("What was answered")]

    def rows(self, part: Part, *, is_public: bool) -> Iterator[list[Any]]:
        """Give each question that everybody can read, without who asked it."""
        rows = counting.questions_in(part).select_related("meeting").order_by("meeting", "id")
        for one in rows.iterator(chunk_size=2_000):
            yield [one.meeting.title, one.text, one.support_count, one.get_place_display(), one.answer]

    def fill_demo(self, part: Part, people: list[User], chance: Random) -> None:
        """Hold one meeting and plan another."""
        demo.fill(part, chance, people)


register(DialogueMethod())
