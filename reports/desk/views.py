"""Where each role begins, what the region sees, and the search."""

from django.shortcuts import redirect

from mentoring import access
from mentoring.accounts import schooldays
from mentoring.pages import PlainPage
from reports.desk import finding, partner, region


class StartPage(PlainPage):
    """The page on which a member's work begins; a curator's is the admin, a mentor's the meetings."""

    action = "home"
    title = "Сегодня"
    template_name = "desk/start.html"

    def get(self, request, *args, **kwargs):
        if self.membership.can("plan.edit"):
            return redirect("admin:index")
        if self.membership.can("region.see"):
            return redirect("region")
        if self.membership.roles == {access.Role.MENTOR}:
            return redirect("diary_mine")
        if self.membership.can("partner.see") and not self.membership.can("desk"):
            return redirect("partner")
        return super().get(request, *args, **kwargs)


class RegionPage(PlainPage):
    """The schools of the region in numbers."""

    action = "region.see"
    title = "Организации региона"
    template_name = "desk/region.html"

    def get_context_data(self, **kwargs):
        schools = region.of_centre(self.membership, schooldays.today(self.organization))
        counts = {
            "schools": len(schools),
            "planned": sum(school.events is not None for school in schools),
            "late": sum(school.overdue > 0 for school in schools),
        }
        return super().get_context_data(schools=schools, counts=counts, **kwargs)


class PartnerPage(PlainPage):
    """The people of a partner and its place in the plan, for whoever curates it from there."""

    action = "partner.see"
    title = "Ваша организация в программе"
    template_name = "desk/partner.html"

    def get_context_data(self, **kwargs):
        sides = partner.sides_of(self.membership, schooldays.today(self.organization))
        return super().get_context_data(sides=sides, **kwargs)


class SearchPage(PlainPage):
    """People, events and documents by words."""

    action = "search"
    title = "Поиск"
    template_name = "desk/search.html"

    def get_context_data(self, **kwargs):
        asked = self.request.GET.get("q", "").strip()[:200]
        groups = finding.find(self.membership, asked)
        return super().get_context_data(search_words=asked, groups=groups, **kwargs)
