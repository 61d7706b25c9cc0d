"""Addresses around mail."""

from django.urls import path

from notifications import views

app_name = "notifications"

urlpatterns = [
    path("_demo/mail/", views.demo_mail, name="demo_mail"),
]
