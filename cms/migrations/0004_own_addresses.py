from django.db import migrations


class Migration(migrations.Migration):
    """A field named `url` hides the page's own address, which Wagtail's “View live” links ask for."""

    dependencies = [("cms", "0003_text_limits")]

    operations = [
        migrations.RenameField("programpage", "url", "official_url"),
        migrations.RenameField("hotlinepage", "url", "official_url"),
        migrations.RenameField("deskpage", "url", "web_page"),
    ]
