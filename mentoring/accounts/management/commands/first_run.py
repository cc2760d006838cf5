"""Print the one-time address at which a new organization begins."""

from django.core.management.base import BaseCommand

from mentoring.accounts import first_run


class Command(BaseCommand):
    help = "Печатает одноразовый адрес, по которому заводят организацию."

    def add_arguments(self, parser):
        parser.add_argument("--another", action="store_true", help="завести ещё одну организацию рядом с имеющимися")

    def handle(self, *args, another, **options):
        if first_run.is_set_up() and not another:
            self.stdout.write("Организация уже заведена: одноразовый адрес не нужен.")
            return
        self.stdout.write("Откройте этот адрес в течение суток, он сработает один раз:")
        self.stdout.write(first_run.make_address())
