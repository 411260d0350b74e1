"""Addresses of the reader."""

from django.urls import include, path

app_name = "handbook"
urlpatterns = [
    path("api/v1/", include("handbook.api.urls")),
]
