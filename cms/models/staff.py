from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Mailing(models.TextChoices):
    AT_ONCE = "at_once", _("at once")
    DIGEST = "digest", _("once a day")


class User(AbstractUser):
    """A person who signs in. What one may do comes from groups and posts, never from the person."""

    seated_on = models.DateField(null=True, editable=False)  # the day for which the groups follow the posts
    mailing = models.CharField(_("mail"), max_length=7, choices=Mailing, default=Mailing.AT_ONCE)

    @property
    def full_name(self) -> str:
        """Family name first, as everywhere in the office."""
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        return f"{self.last_name} {self.first_name}".strip()
