from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class MentoringConfig(AppConfig):
    name = "mentoring"
    verbose_name = "Наставничество"


class CuratorAdminConfig(AdminConfig):
    default_site = "mentoring.curator.CuratorSite"
