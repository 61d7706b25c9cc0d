"""Where the promises of the province are: /beloften/."""

from django.urls import path

from promises import views

app_name = "promises"

urlpatterns = [path("", views.promise_list, name="list")]
