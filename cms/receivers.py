"""What the editorial room does when Wagtail reports a change."""
