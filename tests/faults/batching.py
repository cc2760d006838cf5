"""A program that begins a batch of agreements with all mentors of the school that has most pairs."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")
django.setup()

from django.db.models import Count  # noqa: E402  the models are there after setup

from mentoring.access import Role  # noqa: E402
from mentoring.accounts.models import Membership  # noqa: E402
from mentoring.programmes.models import Programme  # noqa: E402
from reports.batches import beginning  # noqa: E402
from reports.batches.beginning import Asked  # noqa: E402
from reports.batches.sorts import SORTS, Filter  # noqa: E402

programme = Programme.objects.annotate(number=Count("pairs")).order_by("-number").first()
curators = Membership.objects.filter(organization=programme.organization_id, grants__role=Role.CURATOR)
member, sort = curators.first(), SORTS["mentors"]
rows = beginning.found(sort, Filter(programme), unsigned=False, by=member)
beginning.begin(Asked(sort, rows, "book", programme), by=member)
