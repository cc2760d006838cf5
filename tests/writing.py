"""A program that writes without a pause: each number into two tables in one transaction."""

import sys
from contextlib import closing
from itertools import count

from tests.installation import connect


def main(database_url: str) -> None:
    with closing(connect(database_url)) as connection:
        cursor = connection.cursor()
        for number in count(1):
            cursor.execute("BEGIN")
            cursor.execute(f"INSERT INTO ledger VALUES ({number})")
            cursor.execute(f"INSERT INTO mirror VALUES ({number})")
            cursor.execute("COMMIT")


main(sys.argv[1])
