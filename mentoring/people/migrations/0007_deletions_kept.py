from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0006_bulk_deeds")]

    operations = [
        migrations.AlterField(
            model_name="bulkdeed",
            name="kind",
            field=models.CharField(
                choices=[
                    ("merge", "двойники объединены"),
                    ("turn", "классы переведены на следующий год"),
                    ("handing", "обязанности переданы"),
                    ("deletion", "удалено"),
                ],
                max_length=10,
                verbose_name="что сделано",
            ),
        ),
    ]
