from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who signs in. What one may do comes from groups and posts, never from the person."""
