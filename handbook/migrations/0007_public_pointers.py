import gzip
import json

from django.db import migrations, models


def say_what_releases_say(apps, schema_editor):
    for row in apps.get_model("handbook", "CurrentRelease").objects.select_related("release").iterator(chunk_size=20):
        edition = json.loads(gzip.decompress(bytes(row.release.body)))["edition"]
        if edition.get("is_public"):
            type(row).objects.filter(pk=row.pk).update(is_public=True)  # the day of the switch stays


class Migration(migrations.Migration):
    dependencies = [("handbook", "0006_hold")]

    operations = [
        migrations.AddField("currentrelease", "is_public", models.BooleanField(default=False)),
        migrations.RunPython(say_what_releases_say, migrations.RunPython.noop),
    ]
