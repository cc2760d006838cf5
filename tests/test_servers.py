import os

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from kombu import Connection


@pytest.mark.django_db
def test_the_database_is_the_one_asked_for():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    assert connection.vendor == os.environ["TEST_ENGINE"]


@pytest.mark.postgres_only
def test_postgres_only_tests_are_left_out_on_sqlite():
    assert os.environ["TEST_ENGINE"] == "postgresql"


@pytest.mark.postgres_only
def test_redis_carries_the_cache_and_the_broker():
    cache.set("greeting", "здравствуйте")

    assert cache.get("greeting") == "здравствуйте"
    with Connection(settings.CELERY_BROKER_URL) as broker:
        broker.ensure_connection(max_retries=1)


@pytest.mark.postgres_only
@pytest.mark.django_db
def test_postgresql_folds_cyrillic_letters():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'ЁЖИК' ILIKE 'ёж%'")

        assert cursor.fetchone() == (True,)
