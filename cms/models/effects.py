from django.db import models
from django.utils import timezone


class ToldEffects(models.Model):
    """What some versions would change for residents, told once for one state of the handbook."""

    key = models.CharField(max_length=64, unique=True)
    lines = models.JSONField(default=list)
    failing = models.JSONField(default=list)
    told_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.key[:12]
