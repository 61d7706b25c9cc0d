"""Who hears of a comment: each person at most once, by the reason that touches them most."""

from __future__ import annotations

from accounts.models import User
from discussions.models import Comment
from notifications import afterwards
from notifications.catalogue import discussions as events
from notifications.telling import tell
from notifications.wording import excerpt
from publications.circle import concerned, team_of
from publications.models import Publication


def tell_of(comment: Comment, publication: Publication, *, named: list[User], answered: list[User]) -> None:
    """Tell of a new comment: who is named in it, else who is replied to, else whom the conversation belongs to.

    What is said on behalf of the province goes to everybody concerned and every follower, the team among them.
    """
    words = {"who": comment.author.public_name, "excerpt": excerpt(comment.text), "path": comment.get_absolute_url()}
    key = f"{comment.pk}"
    told = [comment.author]
    for kind, people in ((events.MENTION, named), (events.REPLY, answered)):
        if people:
            tell(kind, key=key, about=publication, people=people, without=told, words=words)
            told = [*told, *people]
    if comment.as_official:
        everybody = concerned(publication)
        tell(events.OFFICIAL, key=key, about=publication, people=everybody, without=told, words=words)
    else:
        tell(events.COMMENT, key=key, about=publication, people=team_of(publication), without=told, words=words)


def answered_by(parent: Comment | None) -> list[User]:
    """Give whom a reply to this comment answers: who wrote it and who began the thread, as far as it still stands."""
    if parent is None:
        return []
    thread = [parent] if parent.parent is None else [parent, parent.parent]
    standing = [one.author for one in thread if one.deleted_at is None and not one.is_hidden]
    return list(dict.fromkeys(standing))


def keys_of(comment: Comment) -> list[str]:
    """Give the keys of everything that was told of a comment; each rewording may have named other people."""
    first = afterwards.keys_of(events.KINDS, comment.pk)
    later = range(1, comment.wordings.count() + 1)
    return [*first, *(f"{events.MENTION.code}:{comment.pk}:{number}" for number in later)]


def tell_reworded(comment: Comment, publication: Publication, *, named: list[User]) -> None:
    """Tell who is named now and did not hear of this comment yet; what the others read becomes what stands there."""
    keys = keys_of(comment)
    known = afterwards.heard(keys)
    afterwards.reword(keys, excerpt=excerpt(comment.text))
    new = [person for person in named if person.pk not in known]
    if new:
        tell(
            events.MENTION,
            key=f"{comment.pk}:{comment.wordings.count()}",
            about=publication,
            people=new,
            without=[comment.author],
            who=comment.author.public_name,
            excerpt=excerpt(comment.text),
            path=comment.get_absolute_url(),
        )


def untell(comment: Comment) -> None:
    """What somebody takes back is no longer quoted anywhere."""
    afterwards.forget(keys_of(comment))
