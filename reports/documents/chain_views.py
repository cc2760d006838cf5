"""«Цепочка документов»: every act of the programme in use in its place, and the next one to be drafted."""

from mentoring.accounts import schooldays
from mentoring.calendar import words
from mentoring.pages import PlainPage
from mentoring.programmes import listed
from reports.documents import chain


class ChainPage(PlainPage):
    """The acts of the programme in use by the stages of its cycle."""

    action = "documents.see"
    title = "Цепочка документов"
    template_name = "documents/chain.html"

    def get_context_data(self, **kwargs):
        today = schooldays.today(self.organization)
        programme = listed.on_page(self.request)
        stages = chain.stages(self.membership, programme, today) if programme else []
        upcoming = chain.upcoming(stages)
        return super().get_context_data(
            programme=programme,
            stages=stages,
            next_kind=upcoming[0] if upcoming else "",
            today=words.full(today),
            **kwargs,
        )
