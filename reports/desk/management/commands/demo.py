import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from mentoring.accounts.operations import Refused
from reports.desk.demo import making

ACCOUNTS = Path("demo-accounts.json")


class Command(BaseCommand):
    help = "Вымышленные школа, колледж и региональный центр с сотрудниками всех ролей"

    def handle(self, **options):
        stood = making.stands()
        if not stood:
            try:
                making.make()
            except Refused as refusal:
                raise CommandError(str(refusal)) from refusal
        accounts = making.accounts()
        known = {"accounts": accounts, "links": []}
        ACCOUNTS.write_text(json.dumps(known, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        self._tell(accounts, stood=stood)

    def _tell(self, accounts: list[dict], *, stood: bool) -> None:
        self.stdout.write("Вымышленные организации уже стоят." if stood else "Завели вымышленные организации.")
        self.stdout.write(f"Пароль у всех один: {accounts[0]['password']}\n\n")
        for account in accounts:
            line = f"  {account['login']:<18}{account['role_words']}, {account['organization']}"
            code = f", код по ключу {account['totp_secret']}" if "totp_secret" in account else ""
            self.stdout.write(f"{line}{code}")
        self.stdout.write(f"\nТо же самое записано в {ACCOUNTS}.")
