from django.contrib.contenttypes.models import ContentType
from django.db import models


class SearchText(models.Model):
    """What staff find an object by: its texts and the readings of its names, folded to one spelling."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    names = models.TextField()  # what it is called
    texts = models.TextField()  # that, and all else it is found by

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="one_search_text_an_object"),
        ]

    def __str__(self):
        return self.names
