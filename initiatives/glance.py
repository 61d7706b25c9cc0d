"""One initiative for its page, with what is there at all, so that the page asks no further for what is not there.

Most initiatives have no update, no merge and no pinned answer, and most readers neither follow nor offered help. One
query brings the initiative, its course, its needs and its picture, and tells; only what else exists is then read.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models.expressions import RawSQL
from django.http import Http404

from accounts.models import User
from accounts.rules import Visitor
from foundation.written import Written, columns_of, from_json
from initiatives.models import Course, Initiative, Need
from places.shelf import municipalities
from publications.cards import off_the_shelf
from publications.models import Picture, Publication
from publications.querysets import HEAVY, sees_all

# Written out, because building these from models takes longer than PostgreSQL needs to answer them; and none is a join,
# because PostgreSQL weighs every order in which tables can be joined.
FOR_ALL = {
    "author_name": "SELECT a.display_name FROM accounts_user a WHERE a.id = publications_publication.author_id",
    "course": "SELECT to_json(c) FROM initiatives_course c WHERE c.initiative_id = publications_publication.id",
    "picture": """SELECT to_json(p) FROM publications_picture p
        WHERE p.publication_id = publications_publication.id ORDER BY p.id LIMIT 1""",
    "needs": """SELECT json_agg(n ORDER BY n.id) FROM initiatives_need n
        WHERE n.initiative_id = publications_publication.id AND n.is_asked""",
    "has_updates": "EXISTS (SELECT 1 FROM initiatives_update u WHERE u.initiative_id = publications_publication.id)",
    "has_team": "EXISTS (SELECT 1 FROM initiatives_teammember t WHERE t.initiative_id = publications_publication.id)",
    "has_merged": """EXISTS (SELECT 1 FROM initiatives_merge m
        WHERE m.kept_id = publications_publication.id AND m.state = 'merged')""",
    "has_pinned": """EXISTS (SELECT 1 FROM discussions_comment c
        WHERE c.publication_id = publications_publication.id AND c.is_pinned)""",
    "not_counted": """SELECT count(*) FROM voting_support s
        WHERE s.publication_id = publications_publication.id AND NOT s.counted""",
    "has_named": """EXISTS (SELECT 1 FROM voting_support s
        WHERE s.publication_id = publications_publication.id AND s.is_named)""",
}
FOR_READER = {
    "has_own_offers": """EXISTS (SELECT 1 FROM initiatives_offer o JOIN initiatives_need n ON n.id = o.need_id
        WHERE n.initiative_id = publications_publication.id AND o.person_id = %s)""",
    "own_support_named": """SELECT s.is_named FROM voting_support s
        WHERE s.publication_id = publications_publication.id AND s.person_id = %s""",
    "has_own_waiting": """EXISTS (SELECT 1 FROM discussions_comment w
        WHERE w.publication_id = publications_publication.id AND w.is_waiting AND w.author_id = %s)""",
    "follows_this": """EXISTS (SELECT 1 FROM notifications_follow f
        WHERE f.publication_id = publications_publication.id AND f.person_id = %s)""",
    "follows_author": """EXISTS (SELECT 1 FROM notifications_follow f
        WHERE f.author_id = publications_publication.author_id AND f.person_id = %s)""",
}
# Stand-ins for the values of one request, while the query is written down.
SLUG, PERSON = "-slug-", -1_000_001


@lru_cache
def written(*, is_person: bool, is_staff: bool) -> Written:
    """Write the query for a kind of reader; `is_staff` is for those who may open everything."""
    reader = User(pk=PERSON, is_staff=is_staff, is_superuser=is_staff) if is_person else AnonymousUser()
    facts = {name: RawSQL(sql, []) for name, sql in FOR_ALL.items()}  # noqa: S611  # constants
    if is_person:
        facts |= {name: RawSQL(sql, [PERSON]) for name, sql in FOR_READER.items()}  # noqa: S611  # constants
    rows = Initiative.objects.visible_to(reader).of_kind(Publication.Kind.INITIATIVE).filter(slug=SLUG)
    query = rows.annotate(**{f"_{name}": fact for name, fact in facts.items()}).order_by()
    found = query.values_list(*columns_of(Initiative, HEAVY), *(f"_{name}" for name in facts))
    return Written(found, slug=SLUG, **({"person": PERSON} if is_person else {}))


def find(slug: str, user: Visitor) -> Initiative:
    """Give the initiative with this address, with everything of above attached. Raises Http404 if there is none to see.

    What was found is read by `has`, and by those who ask for the course, the needs, the picture or the author's name.
    """
    is_person = isinstance(user, User)
    asked: dict[str, object] = {"slug": slug, "person": user.pk} if is_person else {"slug": slug}
    found = written(is_person=is_person, is_staff=sees_all(user)).ask(**asked)
    if not found:
        raise Http404("no such initiative")
    columns = columns_of(Initiative, HEAVY)
    row = found[0]
    initiative: Initiative = Initiative.from_db(connection.alias, columns, row[: len(columns)])
    names = [*FOR_ALL, *FOR_READER] if is_person else [*FOR_ALL]
    attach(initiative, dict(zip(names, row[len(columns) :], strict=True)))
    return initiative


def attach(initiative: Initiative, facts: dict[str, Any]) -> None:
    """Put what was found where the page looks for it; of the author only the name, the rest on demand."""
    off_the_shelf(initiative)
    name = facts.pop("author_name")
    initiative.author = User.from_db(connection.alias, ["id", "display_name"], [initiative.author_id, name])
    course, picture, needs = facts.pop("course"), facts.pop("picture"), facts.pop("needs")
    initiative.attach_picture(from_json(Picture, picture) if picture else None)
    attached = initiative.__dict__["attached"]
    attached["course"] = course_from(course) if course else None
    attached["needs"] = [from_json(Need, one) for one in needs or []]
    for need in attached["needs"]:
        need.initiative = initiative
    initiative.__dict__.update(facts)
    if "follows_this" in facts:  # the follow buttons look for this
        initiative.__dict__["is_followed"] = facts["follows_this"]
        initiative.author.__dict__["is_followed"] = facts["follows_author"]


def course_from(row: dict[str, Any]) -> Course:
    """Make the course, with the municipality it counts in."""
    course = from_json(Course, row)
    if course.counted_in_id:
        course.counted_in = municipalities.by_id()[course.counted_in_id]
    return course


def needs_of(initiative: Initiative) -> list[Need]:
    """Give what is asked for; not asked again when the page knows."""
    known: list[Need] | None = initiative.__dict__.get("attached", {}).get("needs")
    return list(initiative.needs.filter(is_asked=True)) if known is None else known


def has(initiative: object, what: str) -> bool:
    """Say whether something may be there: False only when the page asked and it was not."""
    return bool(getattr(initiative, what, True))
