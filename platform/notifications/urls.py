"""Addresses around mail."""

from django.urls import path

from notifications import follow_views, views

app_name = "notifications"

urlpatterns = [
    path("volgen/", follow_views.follows, name="follows"),
    path("volgen/<slug:word>/<int:pk>/", follow_views.follow, name="follow"),
    path("_demo/mail/", views.demo_mail, name="demo_mail"),
]
