"""Addresses around messages: what came in, what people chose, and whom they follow."""

from django.urls import path

from notifications import (
    choice_views,
    device_views,
    follow_views,
    inbox_feed,
    inbox_views,
    less_views,
    metrics_views,
    report_views,
    views,
)

app_name = "notifications"

urlpatterns = [
    path("meldingen/", inbox_views.inbox, name="inbox"),
    path("meldingen/gezien/", inbox_views.seen, name="seen"),
    path("meldingen/<int:pk>/", inbox_views.open_notice, name="open"),
    path("meldingen/<int:pk>/gezien/", inbox_views.seen, name="seen_one"),
    path("meldingen/stil/<int:pk>/", inbox_views.mute, name="mute"),
    path("meldingen/keuzes/", choice_views.choices, name="choices"),
    path("meldingen/keuzes/feed/", choice_views.new_feed, name="new_feed"),
    path("feeds/meldingen/<slug:key>/", inbox_feed.NoticeFeed(), name="feed"),
    path("meldingen/minder/<str:token>/", less_views.less, name="less"),
    path("meldingen/toestellen/", device_views.add, name="add_device"),
    path("meldingen/toestellen/<int:pk>/weg/", device_views.remove, name="remove_device"),
    path("meldingen/toestellen/vernieuwen/", device_views.renew, name="renew_device"),
    path("sw.js", device_views.service_worker, name="service_worker"),
    path("manifest.webmanifest", device_views.manifest, name="manifest"),
    path("volgen/", follow_views.follows, name="follows"),
    path("volgen/<slug:word>/<int:pk>/", follow_views.follow, name="follow"),
    path("_mail/bericht/", report_views.report, name="report"),
    path("_healthz/metrics/", metrics_views.metrics, name="metrics"),
    path("_demo/mail/", views.demo_mail, name="demo_mail"),
]
