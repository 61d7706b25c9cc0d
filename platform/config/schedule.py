"""What the clock asks the worker to do, and which queue each task waits in."""

from __future__ import annotations

from celery.schedules import crontab

# In the order in which a worker takes from them: nothing in a later queue holds up an earlier one. Every task is short
# or works in slices of two seconds, so that one worker is enough; `celery -Q urgent` gives the first its own.
QUEUES = ("urgent", "default", "bulk")

ROUTES = {
    "notifications.tasks.send_urgent_mail": {"queue": "urgent"},
    "notifications.tasks.send_bulk_mail": {"queue": "bulk"},
    "notifications.tasks.write_digests": {"queue": "bulk"},
}

SCHEDULE = {
    "write out events": {"task": "notifications.tasks.write_events", "schedule": 20.0},
    "send urgent mail": {"task": "notifications.tasks.send_urgent_mail", "schedule": 10.0},
    "send mail that is due": {"task": "notifications.tasks.send_default_mail", "schedule": 20.0},
    "send bulk mail": {"task": "notifications.tasks.send_bulk_mail", "schedule": 20.0},
    "write digests": {"task": "notifications.tasks.write_digests", "schedule": 60.0},
    "recount energy that changed": {"task": "initiatives.tasks.recount_energy", "schedule": 15.0},
    "redraw the energy field": {"task": "publications.tasks.redraw_energy_field", "schedule": 60.0},
    "keep the promise clock": {"task": "initiatives.tasks.keep_the_promise_clock", "schedule": crontab(minute=5)},
    "forget stale drafts": {"task": "initiatives.tasks.forget_stale_drafts", "schedule": crontab(hour=3, minute=20)},
    "forget unproven accounts": {
        "task": "accounts.tasks.forget_unproven_accounts",
        "schedule": crontab(hour=3, minute=40),
    },
}
