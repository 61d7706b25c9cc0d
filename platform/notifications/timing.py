"""When a digest comes, in one SQL expression: for new notices (see fan_out) and for those that wait already.

Hours are Dutch clock hours. PostgreSQL reads an hour that the clock skips as the same moment on a clock not yet
changed, and an hour that comes twice as its second time; either way a digest comes once, after now.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import connection

from notifications.models import Pace

# The next time it is that hour (of that day of the week), or when somebody is back from holiday. Reads the columns
# mail, paused, paused_until, hour and weekday (intervals) and clock (the wall clock now).
DIGEST_AT = """CASE
        WHEN mail = 'never' OR (mail = 'now' AND NOT paused) THEN NULL
        WHEN paused THEN paused_until::timestamp + hour
        WHEN mail = 'weekly' THEN date_trunc('week', clock) + weekday + hour
            + CASE WHEN date_trunc('week', clock) + weekday + hour <= clock THEN interval '7 days' ELSE '0' END
        ELSE date_trunc('day', clock) + hour
            + CASE WHEN date_trunc('day', clock) + hour <= clock THEN interval '1 day' ELSE '0' END
    END AT TIME ZONE %(zone)s"""

# What waited for a digest, of a category whose mail now comes at once, still comes: with the next daily one.
RETIME = f"""
WITH here AS (SELECT now() AT TIME ZONE %(zone)s AS clock),
wanting AS (
    SELECT category, CASE mail WHEN 'now' THEN 'daily' ELSE mail END AS mail, paused_until,
        coalesce(paused_until > clock::date, false) AS paused,
        coalesce(digest_hour, 8) * interval '1 hour' AS hour,
        (coalesce(digest_weekday, 1) - 1) * interval '1 day' AS weekday
    FROM unnest(%(categories)s::text[], %(paces)s::text[]) AS asked(category, mail) CROSS JOIN here
    LEFT JOIN notifications_rhythm AS rhythm ON rhythm.person_id = %(person)s
),
timed AS (SELECT category, {DIGEST_AT} AS digest_at FROM wanting CROSS JOIN here)
UPDATE notifications_notice AS notice SET digest_at = timed.digest_at FROM timed
WHERE notice.person_id = %(person)s AND notice.category = timed.category AND seen_at IS NULL
    AND notice.digest_at IS NOT NULL AND notice.digest_at IS DISTINCT FROM timed.digest_at
"""  # noqa: S608  # constants


def retime(person: int, paces: Mapping[str, Pace]) -> None:
    """Move what waits for a digest to when it comes now, after somebody chose other hours or another pace.

    `paces` gives the pace of each category concerned; what is no longer mailed waits no longer.
    """
    values: dict[str, str | int | list[str]] = {
        "zone": settings.TIME_ZONE,
        "person": person,
        "categories": list(paces),
        "paces": [pace.value for pace in paces.values()],
    }
    with connection.cursor() as cursor:
        cursor.execute(RETIME, values)
