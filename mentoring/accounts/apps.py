from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class AccountsConfig(AppConfig):
    name = "mentoring.accounts"
    verbose_name = "Организация и доступ"

    def ready(self):
        from mentoring.accounts import walls  # models must be loaded first

        pre_migrate.connect(walls.fall, dispatch_uid="walls fall")
        post_migrate.connect(walls.build, dispatch_uid="walls")
