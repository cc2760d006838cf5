"""Pages of long lists: as many queries for one page of people as for many, and about twenty at most."""

import pytest
from django.test import override_settings

from reports.desk import bench_lists
from reports.desk.bench_lists import PAGES, School, queries


@pytest.fixture
def schools(db, tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path, **bench_lists.SETTINGS):
        yield School("few", 20), School("many", 60)


def test_page_of_any_list_asks_the_same_for_sixty_people_and_for_a_hundred_and_eighty(schools):
    few, many = schools
    asked = {}
    for name, page in PAGES.items():
        query = page.asked_of_few.replace("p=2", "")
        counts = [
            queries(lambda page=page, one=one, query=query: page.open(one.client, one.slug, query))
            for one in (few, many, few, many)
        ]
        asked[name] = counts[2:]  # the first page of a process asks what it then remembers

    assert {name: set(counts) for name, counts in asked.items() if len(set(counts)) > 1} == {}
    assert {name: counts[0] for name, counts in asked.items() if counts[0] > PAGES[name].queries} == {}
