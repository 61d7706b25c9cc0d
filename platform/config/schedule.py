"""What the clock asks the worker to do, and which queue each task waits in."""

from __future__ import annotations

from typing import Any

from celery.schedules import crontab

# In the order in which a worker takes from them: nothing in a later queue holds up an earlier one. Every task is short
# or works in slices of two seconds, so that one worker is enough; a second one with QUEUES=urgent has the first to
# itself.
QUEUES = ("urgent", "default", "bulk")

ROUTES = {
    "notifications.tasks.write_urgent_events": {"queue": "urgent"},
    "notifications.tasks.send_urgent_mail": {"queue": "urgent"},
    "notifications.tasks.send_bulk_mail": {"queue": "bulk"},
    "notifications.tasks.write_digests": {"queue": "bulk"},
    "notifications.tasks.forget_old_messages": {"queue": "bulk"},
    "notifications.tasks.forget_returned_mail": {"queue": "bulk"},
    "newsletters.tasks.send_editions": {"queue": "bulk"},
    "newsletters.tasks.tidy_subscriptions": {"queue": "bulk"},
    "consultations.methods.survey.tasks.forget_files": {"queue": "bulk"},
    "consultations.tasks.forget_addresses": {"queue": "bulk"},
    "consultations.tasks.lay_out_remarks": {"queue": "bulk"},
}


def every(seconds: float, task: str) -> dict[str, Any]:
    """Ask for a task again and again; what no worker took before the next time is dropped, so that nothing piles up."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


SCHEDULE: dict[str, dict[str, Any]] = {
    "write out urgent events": every(10.0, "notifications.tasks.write_urgent_events"),
    "write out events": every(20.0, "notifications.tasks.write_events"),
    "send urgent mail": every(10.0, "notifications.tasks.send_urgent_mail"),
    "send mail that is due": every(20.0, "notifications.tasks.send_default_mail"),
    "send push messages": every(20.0, "notifications.tasks.send_push"),
    "send bulk mail": every(20.0, "notifications.tasks.send_bulk_mail"),
    "write digests": every(60.0, "notifications.tasks.write_digests"),
    "forget old messages": {
        "task": "notifications.tasks.forget_old_messages",
        "schedule": crontab(hour=4, minute=10),
    },
    "send newsletters": every(30.0, "newsletters.tasks.send_editions"),
    "tidy newsletter subscriptions": every(3600.0, "newsletters.tasks.tidy_subscriptions"),
    "forget files of surveys": {
        "task": "consultations.methods.survey.tasks.forget_files",
        "schedule": crontab(hour=4, minute=50),
    },
    "forget returned mail": {
        "task": "notifications.tasks.forget_returned_mail",
        "schedule": crontab(hour=4, minute=30),
    },
    "recount energy that changed": every(15.0, "initiatives.tasks.recount_energy"),
    "remind of the meetings of tomorrow": {
        "task": "consultations.methods.dialogue.tasks.remind",
        "schedule": crontab(hour=9, minute=0),
    },
    "redraw the energy field": every(60.0, "publications.tasks.redraw_energy_field"),
    "lapse terms that ended": {"task": "initiatives.tasks.lapse_ended_terms", "schedule": crontab(minute=5)},
    "keep the promise clock": {"task": "promises.tasks.keep_the_promise_clock", "schedule": crontab(minute=5)},
    "keep the course of consultations": every(30.0, "consultations.tasks.keep_course"),
    "count the results of consultations": every(10.0, "consultations.tasks.count_results"),
    "lay out what was said": every(60.0, "consultations.tasks.lay_out_remarks"),
    "forget addresses of who got a code": every(3600.0, "consultations.tasks.forget_addresses"),
    "forget stale drafts": {"task": "initiatives.tasks.forget_stale_drafts", "schedule": crontab(hour=3, minute=20)},
    "forget signatures": {"task": "initiatives.tasks.forget_signatures", "schedule": crontab(hour=3, minute=30)},
    "screen what was written": every(20.0, "moderation.tasks.screen"),
    "forget what was screened": {"task": "moderation.tasks.forget_screened", "schedule": crontab(hour=3, minute=10)},
    "learn from decisions": {"task": "moderation.tasks.learn", "schedule": crontab(hour=3, minute=50)},
    "forget who reported": {"task": "moderation.tasks.forget_reporters", "schedule": crontab(hour=3, minute=15)},
    "wipe what was removed": {"task": "moderation.tasks.erase_removed", "schedule": crontab(hour=3, minute=45)},
    "look for waves of support": {"task": "moderation.waves.tasks.look_at_active", "schedule": crontab(minute=25)},
    "look for waves of a week": {"task": "moderation.waves.tasks.look_at_all", "schedule": crontab(hour=4, minute=10)},
    "forget traces and waves": {"task": "moderation.waves.tasks.forget", "schedule": crontab(hour=3, minute=30)},
    "forget unproven accounts": {
        "task": "accounts.tasks.forget_unproven_accounts",
        "schedule": crontab(hour=3, minute=40),
    },
}
