"""The addresses of the site with a second kind of publication, for the lists that hold more kinds."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from config import urls


def detail(_request: HttpRequest, slug: str) -> HttpResponse:
    """Stands for the page of a plan."""
    return HttpResponse(slug)


handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
plans = [path("<slug:slug>/", detail, name="detail")]
urlpatterns = [path("plannen/", include((plans, "plans"))), *urls.urlpatterns]
