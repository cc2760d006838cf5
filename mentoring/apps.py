from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core import checks

from mentoring import faults


class MentoringConfig(AppConfig):
    name = "mentoring"
    verbose_name = "Наставничество"

    def ready(self):
        checks.register(faults.only_in_tests)


class CuratorAdminConfig(AdminConfig):
    default_site = "mentoring.curator.CuratorSite"
