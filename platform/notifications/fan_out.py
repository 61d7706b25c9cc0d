"""The one statement that writes an event out: notices, mails and push messages for the next batch of people.

Everything a person chose is read in it, so that 50,000 followers cost as many statements as there are batches, and the
worker holds none of them in memory. People go in the order of their number, so that a batch starts where the one before
ended; what is there already changes nothing.
"""

from notifications.timing import DIGEST_AT

# `few` concerned people never wait behind the crowd that only follows.
THIS = """
this AS (
    SELECT people, without, cardinality(people) <= %(few)s AS few FROM notifications_event WHERE id = %(event)s
)"""

# Each source gives its first people after `reached`; the first of those together are the batch. Taking people out
# (muted, without, inactive) comes after, so that an empty batch is not mistaken for the last.
REACHED = """
reached AS (
    SELECT DISTINCT ON (id) id, reason FROM (
        (SELECT id, 0 AS reason FROM this, unnest(people) AS named(id)
            WHERE id > %(reached)s ORDER BY id LIMIT %(batch)s)
        UNION ALL (SELECT person_id, 1 FROM notifications_follow
            WHERE publication_id = %(publication)s AND person_id > %(reached)s ORDER BY person_id LIMIT %(batch)s)
        UNION ALL (SELECT person_id, 2 FROM notifications_follow
            WHERE author_id = %(author)s AND person_id > %(reached)s ORDER BY person_id LIMIT %(batch)s)
        UNION ALL (SELECT person_id, 3 FROM notifications_follow
            WHERE municipality_id = %(municipality)s AND person_id > %(reached)s ORDER BY person_id LIMIT %(batch)s)
        UNION ALL (SELECT person_id, 4 FROM notifications_follow
            WHERE theme_id = %(theme)s AND person_id > %(reached)s ORDER BY person_id LIMIT %(batch)s)
    ) AS source ORDER BY id, reason LIMIT %(batch)s
)"""

# `here` is the clock of the people this is for; on holiday is who comes back after today.
WANTING = """
here AS (SELECT now() AT TIME ZONE %(zone)s AS clock),
wanting AS (
    SELECT reached.id, reason, coalesce(language, 'nl') AS language, paused_until,
        %(kind_on_site)s AND (%(must)s OR coalesce(on_site, %(on_site)s)) AS on_site,
        CASE WHEN %(must)s THEN 'now' WHEN mail = 'never' THEN 'never' WHEN %(at_once)s THEN 'now'
            ELSE coalesce(mail, %(mail)s) END AS mail,
        coalesce(push, %(push)s) AS push,
        NOT %(always)s AND coalesce(paused_until > clock::date, false) AS paused,
        coalesce(digest_hour, 8) * interval '1 hour' AS hour,
        (coalesce(digest_weekday, 1) - 1) * interval '1 day' AS weekday
    FROM reached CROSS JOIN here CROSS JOIN this
    JOIN accounts_user ON accounts_user.id = reached.id AND is_active
    LEFT JOIN notifications_preference AS chosen ON chosen.person_id = reached.id AND category = %(category)s
    LEFT JOIN notifications_rhythm AS rhythm ON rhythm.person_id = reached.id
    WHERE NOT (reached.id = ANY(this.without)) AND (%(must)s OR NOT EXISTS (
        SELECT 1 FROM notifications_mute WHERE publication_id = %(about)s AND person_id = reached.id))
)"""

TIMED = f"""
timed AS (
    SELECT wanting.*, {DIGEST_AT} AS digest_at,
        CASE WHEN (reason = 0 AND few) OR (%(reached)s = 0 AND row_number() OVER (ORDER BY reason, id) <= %(few)s)
            THEN %(lane)s ELSE %(crowd_lane)s END AS lane
    FROM wanting CROSS JOIN here CROSS JOIN this WHERE on_site OR push OR mail <> 'never'
)"""  # noqa: S608  # constants

WRITTEN = """
noticed AS (
    INSERT INTO notifications_notice (event_id, person_id, publication_id, category, reason, on_site, digest_at)
    SELECT %(event)s, id, %(about)s, %(category)s, reason, on_site, digest_at FROM timed ORDER BY id
    ON CONFLICT (event_id, person_id) DO NOTHING RETURNING id, person_id
),
mailed AS (
    INSERT INTO notifications_mail (key, recipient_id, address, notice_id, template, context, language, lane,
        attempts, given_up, error, dropped)
    SELECT 'notice:' || noticed.id, person_id, '', noticed.id, %(kind)s, '{}', language, lane, 0, false, '', ''
    FROM noticed JOIN timed ON timed.id = person_id WHERE mail = 'now' AND NOT paused
    ON CONFLICT DO NOTHING
),
pushed AS (
    INSERT INTO notifications_push (key, person_id, notice_id, attempts, given_up, error, dropped)
    SELECT 'notice:' || noticed.id, person_id, noticed.id, 0, false, '', ''
    FROM noticed JOIN timed ON timed.id = noticed.person_id WHERE push AND %(can_push)s AND NOT paused AND EXISTS (
        SELECT 1 FROM notifications_device WHERE notifications_device.person_id = noticed.person_id)
    ON CONFLICT DO NOTHING
)"""

WRITE_BATCH = f"WITH {THIS}, {REACHED}, {WANTING}, {TIMED}, {WRITTEN} SELECT count(*), max(id) FROM reached"  # noqa: S608  # constants
