"""Short addresses, to be typed from paper."""

from django.urls import path

from initiatives.views import drawing

app_name = "short"

urlpatterns = [
    path("<int:year>-<int:number>/", drawing.short, name="publication"),
]
