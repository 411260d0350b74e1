"""Listens to Wagtail and asks for new Releases."""
