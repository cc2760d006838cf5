from django.apps import AppConfig


class PairsConfig(AppConfig):
    name = "mentoring.pairs"
    verbose_name = "Пары и группы"
