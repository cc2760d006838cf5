from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "reports.desk"
    verbose_name = "Рабочее место"
