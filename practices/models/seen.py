"""Who sees rows about people in this app."""

from mentoring import access
from mentoring.accounts.rows import OrganizationQuerySet
from mentoring.people.models import Person


class OfPeopleQuerySet(OrganizationQuerySet):
    def visible_to(self, membership):
        """Rows about everybody; a class teacher sees those about the own class and grown people."""
        rows = super().visible_to(membership)
        if not access.of_own_class(membership.roles, "practices.see"):
            return rows
        return rows.filter(person__in=Person.objects.visible_to(membership).values("pk"))
