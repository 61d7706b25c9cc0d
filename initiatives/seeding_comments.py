"""Bulk comments to measure with: one thread of everybody, and the rest spread over all initiatives."""

from __future__ import annotations

from typing import Any

# This part of all comments stands under the initiative with the most energy, so that there is one long conversation.
IN_ONE = 0.5

COMMENTS = """
WITH people AS (SELECT array_agg(id) AS ids, count(*) AS n FROM accounts_user),
     plans AS (SELECT array_agg(id ORDER BY energy DESC, id DESC) AS ids, count(*) AS n
               FROM publications_publication WHERE state = 'published')
INSERT INTO discussions_comment (publication_id, author_id, stance, text, as_official, is_pinned, is_hidden,
                                 created_at, reply_count, valued_count)
SELECT plans.ids[CASE WHEN g <= %(in_one)s THEN 1 ELSE 1 + (g * 7919 + %(seed)s) %% plans.n END],
       people.ids[1 + (g * 104729 + %(seed)s) %% people.n],
       (ARRAY['', '', 'for', 'question', 'against'])[1 + g %% 5],
       'Reactie ' || g || '. Ik heb hier wel een mening over, en een vraag: wie houdt de sleutel?',
       false, false, false, now() - (g %% 500) * interval '1 hour', 0, (g * 31) %% 5
FROM generate_series(1, %(count)s) AS g, people, plans
"""

COUNTS = """
UPDATE publications_publication AS p SET comment_count = c.n, energy_due = true
FROM (SELECT publication_id, count(*) AS n FROM discussions_comment WHERE deleted_at IS NULL GROUP BY 1) AS c
WHERE c.publication_id = p.id AND p.comment_count <> c.n
"""

VALUED = """
INSERT INTO discussions_valued (comment_id, person_id)
SELECT c.id, people.ids[1 + (c.id + v) % people.n]
FROM discussions_comment AS c
CROSS JOIN (SELECT array_agg(id) AS ids, count(*) AS n FROM accounts_user) AS people
CROSS JOIN LATERAL generate_series(1, c.valued_count) AS v
ON CONFLICT DO NOTHING
"""

VALUED_COUNTS = """
UPDATE discussions_comment AS c SET valued_count = v.n
FROM (SELECT c.id, count(v.id) AS n FROM discussions_comment AS c
      LEFT JOIN discussions_valued AS v ON v.comment_id = c.id GROUP BY c.id) AS v
WHERE v.id = c.id AND c.valued_count <> v.n
"""


def add_comments(cursor: Any, count: int, random_seed: int) -> int:
    """Write `count` comments with consistent counts; give the rows written. Needs people and published initiatives."""
    cursor.execute(COMMENTS, {"count": count, "in_one": int(count * IN_ONE), "seed": random_seed})
    written: int = cursor.rowcount
    cursor.execute(VALUED)
    written += cursor.rowcount
    cursor.execute(VALUED_COUNTS)
    cursor.execute(COUNTS)
    return written
