"""Addresses of newsletters, below /nieuwsbrief/; those of editions begin with their year."""

from django.urls import path

from newsletters import feeds, views

app_name = "newsletters"

urlpatterns = [
    path("", views.archive, name="archive"),
    path("aanmelden/", views.ask, name="ask"),
    path("kijk-in-je-mail/", views.asked, name="asked"),
    path("bevestigen/<str:token>/", views.confirm, name="confirm"),
    path("afmelden/<str:token>/", views.end, name="end"),
    path("keuzes/<str:token>/", views.interests, name="interests"),
    path("mijn/", views.mine, name="mine"),
    path("feed/", feeds.NewsletterFeed(), name="feed"),
    path("<slug:slug>/", views.edition, name="edition"),
]
