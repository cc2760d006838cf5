from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "mentoring.registry"
    verbose_name = "Реестры"
