"""Every kind of event of the catalogue is told by what people really do: exactly who hears, and who does not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from discussions import actions as talk
from foundation import clock
from initiatives import actions, answers, helping, merging, promises, quiet, team, thresholds, updates
from initiatives.models import Answer, Course, Kind, Milestone, TeamMember, TeamRole
from initiatives.thresholds import Declared
from notifications.catalogue import KINDS
from notifications.catalogue import discussions as said
from notifications.catalogue import initiatives as events
from notifications.catalogue import promises as owed
from notifications.models import Event
from promises import reminders
from promises.models import Office, Promise
from publications.models import Publication
from tests.consultations import test_clock as _course  # they note their kinds too
from tests.consultations import test_telling as _answering
from tests.consultations import test_workshop_open as _making
from tests.consultations.dialogue import test_meetings as _meeting
from tests.consultations.ideas import test_ideas as _having_ideas
from tests.factories import content, initiative, resident, zwolle
from tests.notifications import test_coverage_moderation as _moderating  # noqa: F401  # it notes its kinds too
from tests.notifications import test_coverage_texts as _texts  # noqa: F401  # it notes its kind too
from tests.notifications.scene import CONCERNED, SHOWN, TEAM, Scene, forget_all, set_scene, tells
from voting.actions import MILESTONES, support, withdraw_support

pytestmark = pytest.mark.django_db
ELSEWHERE = (_course, _answering, _making, _meeting, _having_ideas)
FOLLOWERS = {"follower", "neighbour"}
OFFICIALS = {"official", "colleague"}


@pytest.fixture
def scene() -> Scene:
    return set_scene()


def promised(scene: Scene, days: int = 20) -> Promise:
    """A promise whose day is so many days from now."""
    office = Office.objects.order_by("pk")[0]
    made = promises.promise(scene.one, by=scene["official"], office=office, due_on=clock.today() + timedelta(days=60))
    Promise.objects.filter(pk=made.pk).update(due_on=clock.today() + timedelta(days=days))
    made.refresh_from_db()
    return made


def answered(scene: Scene) -> None:
    """A promise with its answer, checked by a colleague."""
    written = answers.draft(
        promised(scene), by=scene["official"], outcome=Answer.Outcome.ADOPTED, reasons="Een goed plan."
    )
    answers.publish(written, by=scene["colleague"], version=written.version)


class TestTheInitiativeItself:
    @tells(events.RECEIVED, events.PUBLISHED)
    def test_a_new_one_gives_its_author_a_receipt_and_tells_followers_of_author_and_place(self, scene: Scene) -> None:
        one = initiative(scene["author"])
        assert scene.heard(events.RECEIVED) == {"author"}
        assert scene.heard(events.PUBLISHED) == {"neighbour"}
        actions.revise(one, by=scene["author"], content=content(needs={}))
        assert Event.objects.filter(kind=events.PUBLISHED.code).count() == 1

    @tells(events.WITHDRAWN)
    def test_everybody_hears_that_it_is_withdrawn_but_who_did_it(self, scene: Scene) -> None:
        actions.withdraw(scene.one, by=scene["author"], reason="We gaan verhuizen.")
        assert scene.heard(events.WITHDRAWN) == (CONCERNED | FOLLOWERS) - {"author"}

    def test_who_waits_for_an_answer_to_an_offer_hears_it_too_and_who_got_a_no_does_not(self, scene: Scene) -> None:
        waiting, gone = resident(), resident()
        helping.offer_help(scene.need, person=waiting, text="Ik help.")
        helping.take_back(helping.offer_help(scene.need, person=gone, text="Ik ook."), by=gone)
        helping.decline(scene.offer, by=scene["author"], word="Het is al klaar.")
        forget_all()
        actions.withdraw(scene.one, by=scene["author"])
        assert scene.heard(events.WITHDRAWN) == (CONCERNED | FOLLOWERS | {str(waiting.pk)}) - {"author", "helper"}

    @tells(events.QUIET, events.ARCHIVED)
    def test_the_author_hears_that_it_is_quiet_and_that_it_is_closed(self, scene: Scene) -> None:
        long_ago = timezone.now() - timedelta(days=800)
        for table in (scene.one.supports, scene.one.comments):
            table.update(created_at=long_ago)
        Publication.objects.filter(pk=scene.one.pk).update(published_at=long_ago, changed_at=long_ago)
        quiet.warn(scene.one, by=scene["official"])
        assert scene.heard(events.QUIET) == {"author"}
        Course.objects.filter(pk=scene.one.pk).update(warned_at=timezone.now() - timedelta(days=31))
        quiet.archive(scene.one, by=scene["official"])
        assert scene.heard(events.ARCHIVED) == {"author"}

    @tells(events.NEED)
    def test_followers_hear_what_is_asked_anew_and_only_that(self, scene: Scene) -> None:
        asked = {"helpers": "Zes mensen die kunnen spitten"}
        actions.revise(scene.one, by=scene["organiser"], content=content(needs={"helpers": "Acht mensen"}))
        assert scene.heard(events.NEED) == set()
        actions.revise(scene.one, by=scene["organiser"], content=content(needs={**asked, "goods": "Kruiwagens"}))
        assert scene.heard(events.NEED) == FOLLOWERS
        told = Event.objects.get(kind=events.NEED.code)
        assert "Kruiwagens" in told.context["excerpt"]
        assert "spitten" not in told.context["excerpt"]

    @tells(events.UPDATE)
    def test_followers_hear_of_an_update(self, scene: Scene) -> None:
        updates.post(scene.one, by=scene["organiser"], text="De schuur staat.")
        assert scene.heard(events.UPDATE) == FOLLOWERS


class TestSupport:
    @tells(events.SUPPORTERS)
    def test_the_team_hears_of_a_round_number_once_whatever_is_taken_back(self, scene: Scene) -> None:
        last = [resident() for _ in range(MILESTONES[0] - 1)]
        for person in last[:-1]:
            support(scene.one, supporter=person)
        assert scene.heard(events.SUPPORTERS) == set()
        support(scene.one, supporter=last[-1])
        assert scene.heard(events.SUPPORTERS) == TEAM
        withdraw_support(scene.one, supporter=last[0])
        support(scene.one, supporter=last[0])
        assert Event.objects.filter(kind=events.SUPPORTERS.code).count() == 1
        assert "Supporter" not in str(Event.objects.get(kind=events.SUPPORTERS.code).context)

    @tells(events.THRESHOLD, owed.PROMISE_MADE)
    def test_the_team_hears_of_enough_signatures_and_all_others_of_the_promise(self) -> None:
        kind = Kind.objects.get(slug="burgerinitiatief")
        Kind.objects.filter(pk=kind.pk).update(threshold=1, counting=Kind.Counting.PROVINCE)
        kind.refresh_from_db()
        scene = set_scene(kind)
        declared = Declared(age_16=True, lives_in_province=True, municipality=zwolle())
        thresholds.support(scene.one, supporter=scene["stranger"], declared=declared)
        assert scene.heard(events.THRESHOLD) == TEAM
        assert scene.heard(owed.PROMISE_MADE) == (CONCERNED | FOLLOWERS | {"stranger"}) - TEAM


class TestHelping:
    @tells(events.OFFER_MADE, events.OFFER_WITHDRAWN)
    def test_the_team_hears_of_an_offer_and_of_its_end(self, scene: Scene) -> None:
        offer = helping.offer_help(scene.need, person=scene["stranger"], text="Ik help.", is_anonymous=True)
        assert scene.heard(events.OFFER_MADE) == TEAM
        helping.take_back(offer, by=scene["stranger"])
        assert scene.heard(events.OFFER_WITHDRAWN) == TEAM

    @tells(events.OFFER_ACCEPTED, events.OFFER_DONE, events.OFFER_DECLINED)
    def test_who_helps_hears_every_answer(self, scene: Scene) -> None:
        yes = helping.offer_help(scene.need, person=scene["stranger"], text="Ik help.")
        helping.accept(yes, by=scene["coordinator"])
        helping.mark_done(yes, by=scene["coordinator"])
        helping.decline(scene.offer, by=scene["author"], word="Het is al klaar.")
        assert scene.heard(events.OFFER_ACCEPTED) == {"stranger"}
        assert scene.heard(events.OFFER_DONE) == {"stranger"}
        assert scene.heard(events.OFFER_DECLINED) == {"helper"}

    @tells(events.OFFER_MESSAGE)
    def test_a_message_goes_to_the_other_side(self, scene: Scene) -> None:
        helping.write_message(scene.offer, author=scene["coordinator"], text="Kun je zaterdag?")
        assert scene.heard(events.OFFER_MESSAGE) == {"helper"}
        forget_all()
        helping.write_message(scene.offer, author=scene["helper"], text="Ja, tot dan.")
        assert scene.heard(events.OFFER_MESSAGE) == TEAM


class TestTheTeam:
    @tells(events.TEAM_INVITED, events.TEAM_JOINED, events.TEAM_DECLINED)
    def test_who_is_asked_hears_it_and_who_asked_hears_the_answer(self, scene: Scene) -> None:
        first = team.invite(scene.one, by=scene["organiser"], email=scene["stranger"].email, role=TeamRole.ORGANISER)
        second = team.invite(scene.one, by=scene["author"], email=scene["supporter"].email, role=TeamRole.ORGANISER)
        assert scene.heard(events.TEAM_INVITED) == {"stranger", "supporter"}
        team.join(first, by=scene["stranger"])
        team.refuse(second)
        assert scene.heard(events.TEAM_JOINED) == {"organiser"}
        assert scene.heard(events.TEAM_DECLINED) == {"author"}

    @tells(events.TEAM_LEFT, events.TEAM_REMOVED)
    def test_the_author_hears_who_leaves_and_who_is_removed_hears_that(self, scene: Scene) -> None:
        organiser, coordinator = TeamMember.objects.filter(initiative=scene.one).order_by("pk")
        team.remove(coordinator, by=scene["coordinator"])
        team.remove(organiser, by=scene["author"])
        assert scene.heard(events.TEAM_LEFT) == {"author"}
        assert scene.heard(events.TEAM_REMOVED) == {"organiser"}


class TestTheProvince:
    @tells(owed.PROMISE_MADE)
    def test_everybody_hears_a_promise_of_its_own_accord(self, scene: Scene) -> None:
        promised(scene)
        assert scene.heard(owed.PROMISE_MADE) == CONCERNED | FOLLOWERS

    @tells(owed.PROMISE_NEAR)
    def test_only_the_office_is_reminded_beforehand(self, scene: Scene) -> None:
        promised(scene, days=3).office.people.set([scene["colleague"]])
        reminders.remind()
        assert scene.heard(owed.PROMISE_NEAR) == {"colleague"}
        assert scene.heard(owed.PROMISE_LATE) == scene.heard(owed.PROMISE_OVERDUE) == set()

    @tells(owed.PROMISE_LATE, owed.PROMISE_OVERDUE)
    def test_the_office_hears_every_week_that_it_is_late_and_everybody_else_once(self, scene: Scene) -> None:
        made = promised(scene, days=-1)
        reminders.remind()
        assert scene.heard(owed.PROMISE_LATE) == OFFICIALS
        assert scene.heard(owed.PROMISE_OVERDUE) == CONCERNED | FOLLOWERS
        Promise.objects.filter(pk=made.pk).update(due_on=clock.today() - timedelta(days=8))
        reminders.remind()
        assert Event.objects.filter(kind=owed.PROMISE_LATE.code).count() == 2
        assert Event.objects.filter(kind=owed.PROMISE_OVERDUE.code).count() == 1

    @tells(events.ANSWER, events.MILESTONE, events.REPORT)
    def test_everybody_hears_the_answer_each_step_and_what_became_of_it(self, scene: Scene) -> None:
        answered(scene)
        assert scene.heard(events.ANSWER) == CONCERNED | FOLLOWERS
        step = answers.add_milestone(scene.one, by=scene["official"], title="De grond is gekeurd", due_on=clock.today())
        assert scene.heard(events.MILESTONE) == CONCERNED | FOLLOWERS
        answers.reach_milestone(Milestone.objects.get(pk=step.pk), by=scene["official"])
        assert scene.notices_of("supporter").count(events.MILESTONE.code) == 1
        assert scene.heard(events.MILESTONE) == CONCERNED | FOLLOWERS
        assert scene.notices_of("supporter").count(events.MILESTONE.code) == 2
        answers.close(scene.one, by=scene["official"], text="De tuin ligt er.")
        assert scene.heard(events.REPORT) == CONCERNED | FOLLOWERS


class TestMerging:
    @tells(events.MERGE_ASKED, events.MERGED)
    def test_the_other_author_is_asked_and_the_circle_of_the_one_that_goes_hears_the_end(self, scene: Scene) -> None:
        other = initiative(scene["stranger"])
        support(other, supporter=resident())
        merge = merging.propose(scene.one, other, by=scene["author"], reason="Samen staan we sterker.")
        assert scene.heard(events.MERGE_ASKED) == {"stranger"}
        merging.agree(merge, by=scene["stranger"])
        assert scene.heard(events.MERGED) == CONCERNED | {"follower"}

    @tells(events.SUPPORTERS)
    def test_the_team_hears_of_the_round_number_that_a_merge_brings(self, scene: Scene) -> None:
        other = initiative()
        for _ in range(11):
            support(other, supporter=resident())
        forget_all()
        merge = merging.propose(other, scene.one, by=other.author, reason="Samen staan we sterker.")
        merging.agree(merge, by=scene["author"])
        assert scene.heard(events.SUPPORTERS) == TEAM
        assert Event.objects.get(kind=events.SUPPORTERS.code).context["count"] == 10


class TestTalking:
    @tells(said.COMMENT)
    def test_the_team_hears_a_comment_and_who_said_it_does_not(self, scene: Scene) -> None:
        talk.say(scene.one, author=scene["supporter"], text="Doen.")
        assert scene.heard(said.COMMENT) == TEAM
        forget_all()
        talk.say(scene.one, author=scene["organiser"], text="Wij doen het.")
        assert scene.heard(said.COMMENT) == TEAM - {"organiser"}

    @tells(said.REPLY)
    def test_who_is_replied_to_hears_it_also_below_a_reply(self, scene: Scene) -> None:
        reply = talk.say(scene.one, author=scene["stranger"], text="Vind ik ook.", parent=scene.comment)
        assert scene.heard(said.REPLY) == {"commenter"}
        assert scene.heard(said.COMMENT) == TEAM
        forget_all()
        talk.say(scene.one, author=scene["author"], text="Dank.", parent=reply)
        assert scene.heard(said.REPLY) == {"commenter", "stranger"}
        assert scene.heard(said.COMMENT) == TEAM - {"author"}

    @tells(said.MENTION)
    def test_who_is_named_hears_that_and_nothing_else(self, scene: Scene) -> None:
        talk.say(scene.one, author=scene["stranger"], text="@Commenter en @Author, kijk.", parent=scene.comment)
        assert scene.heard(said.MENTION) == {"commenter", "author"}
        assert scene.heard(said.REPLY) == set()
        assert scene.heard(said.COMMENT) == TEAM - {"author"}
        assert len(scene.notices_of("author")) == len(scene.notices_of("commenter")) == 1

    @tells(said.OFFICIAL)
    def test_everybody_hears_the_province_each_once(self, scene: Scene) -> None:
        talk.say(scene.one, author=scene["official"], text="@Author, dat mag.", parent=scene.comment, as_official=True)
        assert scene.heard(said.MENTION) == {"author"}
        assert scene.heard(said.REPLY) == {"commenter"}
        assert scene.heard(said.OFFICIAL) == (CONCERNED | FOLLOWERS) - {"author", "commenter"}
        assert scene.heard(said.COMMENT) == set()

    def test_an_official_who_speaks_for_themselves_reaches_the_team_only(self, scene: Scene) -> None:
        talk.say(scene.one, author=scene["official"], text="Als buurman vind ik het mooi.")
        assert scene.heard(said.OFFICIAL) == set()
        assert scene.heard(said.COMMENT) == TEAM


def test_every_kind_of_the_catalogue_is_shown_above() -> None:
    assert {kind.code for kind in KINDS} == SHOWN
