from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "mentoring.people"
    verbose_name = "Люди"
