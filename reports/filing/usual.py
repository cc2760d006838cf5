"""The ready list of cases for a mentoring programme: a beginning that the school adapts to its own list."""

from dataclasses import dataclass

from django.db import transaction

from mentoring.accounts import journal
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from reports.filing import placing
from reports.filing.models import CaseFile

LIST = "Перечень, утверждённый приказом Росархива от 20.12.2019 № 236"
FOREVER = "Постоянно (если школа не передаёт документы в архив — до ликвидации организации)"
FIVE, FIFTY = "5 лет", "50 лет"


@dataclass(frozen=True)
class Ready:
    """A дело that schools usually keep: whole journals go into it, but for kinds that another one names.

    The article of the list of terms stands where it could be confirmed; the school checks the term in any case.
    """

    title: str
    term: str
    journals: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    article: str = ""

    @property
    def ground(self) -> str:
        return f"{LIST}, {self.article}" if self.article else ""

    @property
    def kinds(self) -> list[str]:
        elsewhere = {code for ready in READY if ready is not self for code in ready.named}
        whole = [kind.code for kind in placing.numbered() if kind.journal in self.journals]
        return [code for code in dict.fromkeys((*whole, *self.named)) if code not in elsewhere]


READY = (
    Ready("Приказы по основной деятельности о наставничестве", FOREVER, ("orders",), article="ст. 19, п. «а»"),
    Ready(
        "Приказы о поручении работы по наставничеству",
        FIFTY,
        named=("O10", "O10_curator", "O10_learners"),
        article="ст. 434, п. «а»",
    ),
    Ready("Положения, инструкции, критерии", FOREVER, ("rules",)),
    Ready("Протоколы рабочей группы и прикрепления наставников", FIVE, ("protocols",)),
    Ready("Документы отбора наставников", FIVE, named=("consideration", "interview_protocol", "evaluation_protocol")),
    Ready("Планы и программы", FIVE, ("plans",)),
    Ready("Реестры наставляемых и наставников", FIVE, named=("register_mentees", "register_mentors")),
    Ready("Индивидуальные планы пар и групп", FIVE, named=("pair_plan",)),
    Ready("Соглашения о наставничестве", "5 лет после окончания срока действия", ("agreements",), article="ст. 11"),
    Ready(
        "Дополнительные соглашения о работе наставников",
        FIFTY,
        named=("labour_agreement", "curator_agreement"),
        article="ст. 435",
    ),
    Ready("Уведомления о досрочной отмене работы наставников", FIFTY, named=("labour_notice",)),
    Ready(
        "Согласия на обработку персональных данных и их отзывы",
        "3 года после истечения срока действия согласия или его отзыва",
        named=(placing.CONSENTS,),
        article="ст. 441",
    ),
    Ready("Переписка о наставничестве", FIVE, ("letters",)),
    Ready("Отчёты о реализации программы", FOREVER, ("reports",)),
    Ready("Сертификаты, благодарности и грамоты", FIVE, ("certificates", "awards")),
)


def missing(organization: Organization) -> list[Ready]:
    """Return the usual cases that the school's list does not name."""
    own = set(CaseFile.objects.filter(organization=organization).values_list("title", flat=True))
    return [ready for ready in READY if ready.title not in own]


@transaction.atomic
def take_usual(organization: Organization, *, by: Membership) -> list[CaseFile]:
    """Add the usual cases under free indexes; a kind that has its дело already stays where it is."""
    lacking = missing(organization)
    if not lacking:
        raise Refused("Обычные дела уже в списке. Другие добавьте сами.")
    own = list(CaseFile.objects.filter(organization=organization))
    indexes, placed = {case.index for case in own}, {kind for case in own for kind in case.kinds}
    free = (index for number in range(1, 1000) if (index := f"01-{number:02}") not in indexes)
    taken = []
    for ready in lacking:
        facts = {"title": ready.title, "term": ready.term, "ground": ready.ground}
        facts |= {"index": next(free), "kinds": [kind for kind in ready.kinds if kind not in placed]}
        row = CaseFile.objects.create(organization=organization, **facts)
        journal.write(organization, "casefile.add", row, by=by, after=facts)
        taken.append(row)
    return taken
