"""The screens of Releases in Wagtail's admin: what is out, what is refused, and how to go back."""
