"""What every row of a school has in common: its organization, and who may see it."""

import secrets

from django.db import models


def public_id() -> str:
    """Make an id for addresses that tells nothing and cannot be guessed."""
    return secrets.token_urlsafe(12)


class OrganizationQuerySet(models.QuerySet):
    def visible_to(self, membership):
        """Rows of the school in use; every page and every form asks through this."""
        return self.filter(organization=membership.organization_id)


class OrganizationRow(models.Model):
    """A row that belongs to one school and is never seen by another.

    A model may name columns that the database lets nobody change, and a row it lets nobody delete, once the column
    `frozen_by` has a value.
    """

    frozen_by = ""
    frozen: tuple[str, ...] = ()

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="+", verbose_name="организация"
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row that two people may edit: a stale save is refused and shows both texts."""

    version = models.PositiveIntegerField("версия", default=1, editable=False)

    class Meta:
        abstract = True
