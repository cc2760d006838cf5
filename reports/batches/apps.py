from django.apps import AppConfig


class BatchesConfig(AppConfig):
    name = "reports.batches"
    label = "batches"
    verbose_name = "Пачки документов"
