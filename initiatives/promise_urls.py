"""Where the promises of the province are."""

from django.urls import path

from initiatives.views import promises

app_name = "promises"

urlpatterns = [path("", promises.promise_list, name="list")]
