"""The address of the feed of consultations."""

from django.urls import path

from consultations import feeds

app_name = "consultation_feeds"
urlpatterns = [path("", feeds.ConsultationFeed(), name="feed")]
