"""Addresses of the spine."""

from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path

from publications import feeds, views

publications = (
    [
        path("", views.home, name="home"),
        path("zoeken/", views.search_page, name="search"),
        path("themas/", views.theme_list, name="themes"),
        path("themas/<slug:slug>/", views.theme_page, name="theme"),
        path("gemeenten/", views.municipality_list, name="municipalities"),
        path("gemeenten/<slug:slug>/", views.municipality_page, name="municipality"),
        path("feeds/initiatieven/", feeds.InitiativeFeed(), name="feed"),
        path("beeld/<slug:colour>/<int:seed>.svg", views.landscape, name="landscape"),
    ],
    "publications",
)

urlpatterns = [
    path("", include(publications)),
    path("sitemap.xml", sitemap_views.index, {"sitemaps": feeds.sitemaps}, name="sitemap_index"),
    path(
        "sitemap-<section>.xml",
        sitemap_views.sitemap,
        {"sitemaps": feeds.sitemaps},
        name="django.contrib.sitemaps.views.sitemap",
    ),
]
