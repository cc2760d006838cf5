from django.db import migrations, models

import mentoring.accounts.rows


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0002_answers_follow_no_order'),
    ]

    operations = [
        migrations.AddField(
            model_name='comparison',
            name='public_id',
            field=models.CharField(default=mentoring.accounts.rows.public_id, editable=False, max_length=22, unique=True),
        ),
        migrations.AddField(
            model_name='swotline',
            name='dropped',
            field=models.BooleanField(default=False, help_text='Черновик больше её не предлагает.', verbose_name='убрана'),
        ),
    ]
