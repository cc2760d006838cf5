"""The thirty forms of the regional model: which papers and pages of the product stand for each. Pure.

The texts of the forms were never published: titles and fields are ours.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A page on which a form is filled in, and the right that opens it."""

    url: str
    action: str
    words: str


@dataclass(frozen=True)
class Form:
    """One form of the model: its number, the stage it belongs to, the kinds of papers and the pages that give it."""

    number: int
    title: str
    stage: str
    kinds: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


NEW = Place("document_new", "documents.edit", "Составить документ")
QUESTIONS = Place("survey_questionnaires", "surveys.see", "Анкеты")
WAVES = Place("survey_waves", "surveys.see", "Опросы")
CONSENTS = Place("consent_papers", "consents.see", "Бланки согласий")
CONSENT_BLANKS = Place("consent_blanks", "consents.see", "Пустые бланки согласий")
SELECTION = Place("selection", "selection.see", "Отбор наставников")
MENTORS = Place("admin:registry_mentor_changelist", "registry.see", "Наставники")
MENTEES = Place("admin:registry_mentee_changelist", "registry.see", "Наставляемые")
PARTNERS = Place("admin:people_partner_changelist", "people.see", "Партнёры")
TRAINING = Place("admin:registry_course_changelist", "training.see", "Школа наставников")
CRITERIA = Place("admin:registry_criterion_changelist", "selection.see", "Критерии отбора")
LINKS = Place("join_links", "registry.edit", "Ссылки для записи")
MATCHING = Place("matching", "matching.see", "Подбор пар")
PAIRS = Place("pairs", "pairs.see", "Пары")
DIARY = Place("diary_feed", "diary.see", "Дневники")

FORMS = (
    Form(1, "Анкета куратора на входе и на выходе", "1 и 7", ("curator_form",), (QUESTIONS,)),
    Form(2, "Анкета куратора за месяц", "каждый месяц", ("curator_month",), (QUESTIONS,)),
    Form(3, "Анкеты участников: ожидания на входе, удовлетворённость на выходе", "2, 3 и 7", (), (QUESTIONS, WAVES)),
    Form(4, "Дневник встреч", "6", ("pair_diary",), (DIARY, PAIRS)),
    Form(5, "Приказ о внедрении целевой модели", "1", ("O1",), (NEW,)),
    Form(6, "Карточка запроса наставляемого", "2", ("needs_card",), (MENTEES,)),
    Form(7, "Согласие взрослого участника на обработку персональных данных", "2", (), (CONSENTS, CONSENT_BLANKS)),
    Form(8, "Согласия родителя: на обработку данных ребёнка и на его участие", "2", (), (CONSENTS, CONSENT_BLANKS)),
    Form(9, "Заявление кандидата в наставники", "3", ("mentor_application",), (SELECTION,)),
    Form(10, "Протокол рассмотрения кандидатур", "3", ("consideration",), (SELECTION,)),
    Form(11, "Анкета наставника", "3", ("mentor_form",), (MENTORS, LINKS)),
    Form(12, "Протокол собеседования с кандидатом", "3 и 4", ("interview_protocol",), (SELECTION,)),
    Form(13, "Портфолио наставника", "3 и 4", ("portfolio",), (MENTORS,)),
    Form(14, "Письмо работодателю", "1–3", ("employer_letter",), (PARTNERS,)),
    Form(15, "Соглашение с партнёром-работодателем", "3", ("agreement_partner",), (PARTNERS,)),
    Form(16, "Критерии отбора наставников", "4", ("criteria",), (CRITERIA, NEW)),
    Form(
        17,
        "Школа наставников: программа, посещаемость, сертификат",
        "4",
        ("school_programme", "attendance", "certificate"),
        (TRAINING, NEW),
    ),
    Form(18, "Протокол оценки кандидата", "4", ("evaluation_protocol",), (SELECTION,)),
    Form(19, "Памятки участникам", "2 и 4", ("memo_mentor", "memo_mentee", "memo_parent"), (NEW,)),
    Form(20, "Инструкция о конфиденциальности с листом ознакомления", "4", ("confidentiality",), (NEW,)),
    Form(21, "Предпочтения наставляемого после общей встречи", "5", ("preference_mentee",), (QUESTIONS, MATCHING)),
    Form(22, "Предпочтения наставника после общей встречи", "5", ("preference_mentor",), (QUESTIONS, MATCHING)),
    Form(23, "Протокол прикрепления наставников", "5", ("attachment",), (NEW,)),
    Form(24, "Соглашение с наставником", "5", ("agreement_mentor",), (PAIRS,)),
    Form(25, "Соглашение с наставляемым", "5", ("agreement_mentee",), (PAIRS,)),
    Form(26, "Соглашение с родителем наставляемого", "5", ("agreement_parent",), (PAIRS,)),
    Form(27, "Соглашение наставника и наставляемого", "5", ("agreement_pair",), (PAIRS,)),
    Form(28, "Индивидуальный план наставляемого", "5 и 6", ("pair_plan",), (PAIRS,)),
    Form(29, "Маршрутная карта наставника", "6", ("route_map",), (PAIRS,)),
    Form(30, "Резюме завершения взаимодействия", "7", ("pair_summary",), (PAIRS,)),
)
BLANKS = frozenset(kind for form in FORMS for kind in form.kinds)
