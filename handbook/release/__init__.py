"""Composing, storing and publishing Releases."""
