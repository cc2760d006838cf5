from django.core.management.base import BaseCommand

from reports.desk.demo import making


class Command(BaseCommand):
    help = "Вымышленные школа, колледж и региональный центр с сотрудниками всех ролей"

    def handle(self, **options):
        making.make()
