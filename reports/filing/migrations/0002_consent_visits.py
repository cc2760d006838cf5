import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("filing", "0001_cases_and_inspections"),
        ("people", "0012_declension_of_organizations"),
    ]

    operations = [
        migrations.AddField(
            model_name="visit",
            name="consent",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.consent"
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=Q(what="file", document__isnull=False, consent=None)
                | Q(what="file", document=None, consent__isnull=False)
                | (~Q(what="file") & Q(document=None, consent=None)),
                name="visit_file_is_of_one_paper",
            ),
        ),
    ]
