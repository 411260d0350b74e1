from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0004_own_addresses")]

    operations = [
        migrations.CreateModel(
            name="EasierWord",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=40, unique=True, verbose_name="official word")),
                ("easier", models.CharField(max_length=80, verbose_name="easier word")),
            ],
            options={
                "verbose_name": "easier word",
                "verbose_name_plural": "easier words",
                "ordering": ["word"],
            },
        ),
    ]
