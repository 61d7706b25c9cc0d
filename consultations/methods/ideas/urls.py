"""The lasting addresses of ideas; the list and the form are under the page of their part (see `method`)."""

from django.urls import path

from consultations.methods.ideas.views import reading, replying, supporting, writing

app_name = "ideas"

urlpatterns = [
    path("<slug:slug>/", reading.detail, name="detail"),
    path("<slug:slug>/steun/", supporting.support, name="support"),
    path("<slug:slug>/steun/intrekken/", supporting.unsupport, name="unsupport"),
    path("<slug:slug>/bewerken/", writing.edit, name="edit"),
    path("<slug:slug>/intrekken/", reading.withdraw, name="withdraw"),
    path("<slug:slug>/antwoord/", replying.reply, name="reply"),
]
