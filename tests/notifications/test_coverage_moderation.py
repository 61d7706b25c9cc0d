"""Who hears what of moderators: of a decision, of an appeal, of a report, and of support that is set aside."""

from datetime import timedelta

import pytest
from django.utils import timezone

from discussions import actions as talk
from initiatives import updates
from moderation import appeals
from moderation.deciding import Verdict, decide, take_back
from moderation.models import Case, Decision, Measure, Policy
from moderation.reporting import Reported, report
from moderation.waves import deciding as waves
from notifications.catalogue import EventKind, decisions
from notifications.catalogue import discussions as said
from notifications.catalogue import initiatives as events
from notifications.models import Event
from tests.moderation.making import case_about, hidden, moderator, verdict
from tests.moderation.waving import a_wave
from tests.notifications.scene import TEAM, Scene, set_scene, tells

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return set_scene()


class TestModerating:
    @tells(decisions.HIDDEN, decisions.SHOWN)
    def test_who_wrote_an_update_and_the_author_hear_that_it_is_hidden_why_and_that_it_is_back(
        self, scene: Scene
    ) -> None:
        update = updates.post(scene.one, by=scene["organiser"], text="Bel 06-12345678.")
        made = hidden(update)
        assert scene.heard(decisions.HIDDEN) == {"author", "organiser"}
        statements = Event.objects.filter(kind=decisions.HIDDEN.code).order_by("pk")
        assert [one.context["excerpt"] for one in statements] == ["", made.statement]
        again = hidden(update)
        take_back(again, by=again.decided_by)
        assert scene.heard(decisions.SHOWN) == {"organiser"}
        take_back(made, by=made.decided_by)
        assert scene.heard(decisions.SHOWN) == {"author", "organiser"}

    def test_what_was_still_to_be_mailed_waits_until_it_is_shown_again_and_what_went_out_goes_once(
        self, scene: Scene
    ) -> None:
        today, tomorrow = (updates.post(scene.one, by=scene["author"], text=f"Nieuws {number}") for number in range(2))
        mails = Event.objects.filter(kind=events.UPDATE.code)
        assert scene.heard(events.UPDATE)
        made = {one.pk: hidden(one) for one in (today, tomorrow)}
        assert not mails.exists()
        for one in (today, tomorrow):
            take_back(made[one.pk], by=made[one.pk].decided_by)
        assert [mail.key for mail in mails] == [f"{events.UPDATE.code}:{updates.mail_of(tomorrow)}"]
        assert mails.get().due_at > timezone.now()

    def test_an_update_that_is_gone_is_no_longer_told_unless_others_go_out_with_the_same_mail(
        self, scene: Scene
    ) -> None:
        today, *tomorrow = [updates.post(scene.one, by=scene["author"], text=f"Nieuws {number}") for number in range(3)]
        told = Event.objects.filter(kind=events.UPDATE.code)
        assert told.count() == 2
        updates.remove(today, by=scene["author"])
        updates.remove(tomorrow[0], by=scene["author"])
        assert [row.key for row in told] == [f"{events.UPDATE.code}:{updates.mail_of(tomorrow[1])}"]
        updates.remove(tomorrow[1], by=scene["author"])
        assert not told.all().exists()


def hidden_comment(scene: Scene) -> Decision:
    """A decision that hid what the commenter said."""
    return decide(case_about(scene.comment), verdict(), by=moderator())


class TestDeciding:
    @pytest.mark.parametrize(
        ("measure", "kind", "days"),
        [
            (Measure.HIDE, decisions.HIDDEN, None),
            (Measure.REMOVE, decisions.REMOVED, None),
            (Measure.ASK, decisions.ASKED, None),
            (Measure.LABEL, decisions.LABELLED, None),
            (Measure.WARN, decisions.WARNED, None),
            (Measure.LIMIT, decisions.LIMITED, 7),
            (Measure.SUSPEND, decisions.SUSPENDED, 7),
        ],
    )
    @tells(
        decisions.REMOVED,
        decisions.ASKED,
        decisions.LABELLED,
        decisions.WARNED,
        decisions.LIMITED,
        decisions.SUSPENDED,
    )
    def test_only_whom_a_decision_is_about_hears_it_with_the_reasons(
        self, scene: Scene, measure: Measure, kind: EventKind, days: int | None
    ) -> None:
        lasts = timedelta(days=days) if days else None
        made = decide(case_about(scene.comment), verdict(measure, lasts=lasts), by=moderator())
        assert scene.heard(kind) == {"commenter"}
        told = Event.objects.get()
        assert told.context["excerpt"] == made.statement
        assert told.context["title"] == scene.one.title

    @pytest.mark.parametrize(("measure", "what"), [(Measure.HIDE, "comment"), (Measure.WARN, "decision")])
    def test_taken_back_only_what_was_hidden_is_said_to_be_visible_again(
        self, scene: Scene, measure: Measure, what: str
    ) -> None:
        made = decide(case_about(scene.comment), verdict(measure), by=moderator())
        take_back(made, by=made.decided_by)
        assert scene.heard(decisions.SHOWN) == {"commenter"}
        assert Event.objects.get(kind=decisions.SHOWN.code).context["what"] == what

    @tells(decisions.ADMITTED)
    def test_who_waited_for_a_moderator_hears_that_it_can_be_read_and_then_the_others_hear_of_it(
        self, scene: Scene
    ) -> None:
        Policy.objects.update_or_create(kind="", municipality=None, defaults={"when": Policy.When.BEFORE})
        waiting = talk.say(scene.one, author=scene["stranger"], text="Doen.")
        assert scene.heard(said.COMMENT) == set()
        decide(Case.objects.get(subject_id=waiting.pk), Verdict(Measure.LEAVE), by=moderator())
        assert scene.heard(decisions.ADMITTED) == {"stranger"}
        assert scene.heard(said.COMMENT) == TEAM

    @pytest.mark.parametrize(
        ("granted", "kind", "other"),
        [
            (True, decisions.APPEAL_GRANTED, decisions.APPEAL_UPHELD),
            (False, decisions.APPEAL_UPHELD, decisions.APPEAL_GRANTED),
        ],
    )
    @tells(decisions.APPEAL_RECEIVED, decisions.APPEAL_GRANTED, decisions.APPEAL_UPHELD)
    def test_who_appeals_gets_a_receipt_and_the_answer_and_nobody_else_does(
        self, scene: Scene, granted: bool, kind: EventKind, other: EventKind
    ) -> None:
        appeal = appeals.appeal(hidden_comment(scene), by=scene["commenter"], text="Ik bedoelde het anders.")
        assert scene.heard(decisions.APPEAL_RECEIVED) == {"commenter"}
        assert scene.heard(kind) == set()
        appeals.answer(appeal, by=moderator(), granted=granted, reasons="Daarom.")
        assert scene.heard(kind) == {"commenter"}
        assert scene.heard(other) == set()

    @tells(decisions.REPORT_RECEIVED, decisions.REPORT_OUTCOME)
    def test_who_reports_gets_a_receipt_and_the_outcome_and_whom_it_is_about_hears_neither(self, scene: Scene) -> None:
        where = scene.comment.get_absolute_url()
        words = Reported(where, "rule:respect", "Hier wordt iemand uitgescholden.", person=scene["follower"])
        report(words, kind="comment", pk=scene.comment.pk)
        assert scene.heard(decisions.REPORT_RECEIVED) == {"follower"}
        assert scene.heard(decisions.REPORT_OUTCOME) == set()
        hidden_comment(scene)
        assert scene.heard(decisions.REPORT_OUTCOME) == {"follower"}
        assert scene.heard(decisions.HIDDEN) == {"commenter"}

    @tells(decisions.SUPPORT_SET_ASIDE, decisions.SUPPORT_COUNTS)
    def test_everybody_in_a_wave_hears_that_their_support_is_set_aside_and_who_counts_again_that(
        self, scene: Scene
    ) -> None:
        wave = a_wave(scene.one)
        everybody = {str(member.person_id) for member in wave.members.all()}
        waves.set_aside(wave, by=moderator(), facts="Twaalf steunbetuigingen binnen een minuut.")
        assert scene.heard(decisions.SUPPORT_SET_ASIDE) == everybody
        person = wave.members.select_related("person")[0].person
        waves.object_to(wave, by=person, text="Ik was het zelf.")
        assert scene.heard(decisions.APPEAL_RECEIVED) == {str(person.pk)}
        waves.count_objectors_again(wave, by=moderator())
        assert scene.heard(decisions.SUPPORT_COUNTS) == {str(person.pk)}
