"""Addresses around messages: what came in, what people chose, and whom they follow."""

from django.urls import path

from notifications import choice_views, follow_views, inbox_views, less_views, views

app_name = "notifications"

urlpatterns = [
    path("meldingen/", inbox_views.inbox, name="inbox"),
    path("meldingen/gezien/", inbox_views.seen, name="seen"),
    path("meldingen/<int:pk>/", inbox_views.open_notice, name="open"),
    path("meldingen/keuzes/", choice_views.choices, name="choices"),
    path("meldingen/minder/<str:token>/", less_views.less, name="less"),
    path("volgen/", follow_views.follows, name="follows"),
    path("volgen/<slug:word>/<int:pk>/", follow_views.follow, name="follow"),
    path("_demo/mail/", views.demo_mail, name="demo_mail"),
]
