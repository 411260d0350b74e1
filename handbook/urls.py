"""Addresses of the reader."""

app_name = "handbook"
urlpatterns = []
