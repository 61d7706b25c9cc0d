"""The site's table of contents."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

urlpatterns = [
    path("", include("publications.urls")),
    path("initiatieven/", include("initiatives.urls")),
    path("consultaties/", include("consultations.urls")),
    path("feeds/consultaties/", include("consultations.feed_urls")),
    path("ideeen/", include("consultations.methods.ideas.urls")),
    path("i/", include("initiatives.short_urls")),
    path("beloften/", include("promises.urls")),
    path("gesprek/", include("discussions.urls")),
    path("nieuwsbrief/", include("newsletters.urls")),
    path("account/", include("accounts.urls")),
    path("", include("foundation.urls")),
    path("", include("notifications.urls")),
    path("", include("moderation.urls")),
    # Choosing a language changes nothing but one's own cookie, so it needs no token: a visitor gets no CSRF cookie.
    path("taal/", csrf_exempt(set_language), name="set_language"),
    path("beheer/", admin.site.urls),
]

handler400 = "foundation.error_pages.bad_request"
handler403 = "foundation.error_pages.forbidden"
handler404 = "foundation.error_pages.not_found"
handler500 = "foundation.error_pages.server_error"

# One way in for everybody; allauth then guards it with the same limits and, later, the same second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# Roles and addresses are given by actions, not edited by hand.
admin.site.unregister([Group, EmailAddress])
admin.site.site_header = settings.SITE_NAME
admin.site.site_title = settings.SITE_NAME
