from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "reports.filing"
    label = "filing"
    verbose_name = "Дела"
