"""Orders that put a roadmap in force, in schools that do not exist; their plans are shaped in four ways."""

from itertools import cycle, islice

from reports.documents import paper
from reports.documents.paper import Annex, Block, Column, Paper, Point, Row, Run, Table, Text, text

DEEDS = (
    "Познакомить педагогический совет с целевой моделью наставничества и обсудить, какие формы подходят школе",
    "Собрать пожелания обучающихся о том, в чём им нужна помощь старшего товарища или взрослого",
    "Подготовить и разослать анкеты будущим наставникам, обработать ответы",
    "Провести родительские собрания и получить согласия на участие детей",
    "Обновить раздел «Наставничество» на сайте",
    "Составить перечень организаций-партнёров, готовых принять обучающихся на экскурсии и практику",
    "Провести занятия «Школы наставников»: как слушать, как ставить цель, как завершать встречу",
    "Свести наставников и наставляемых на общей встрече, учесть взаимные предпочтения",
    "Закрепить пары приказом и согласовать с каждой парой план на полугодие",
    "Провести встречу-знакомство, встречу-планирование и рабочие встречи",
    "Посмотреть дневники встреч, поддержать пары, которым трудно",
    "Сравнить ответы первой и последней анкеты, подвести итоги на педагогическом совете",
)
TERMS = ("до 15 сентября", "октябрь", "в течение года", "ежемесячно, до 5 числа", "до 20.12.2026", "май 2027 года")
WHO = (
    "Куратор",
    "Заместитель директора по воспитательной работе",
    "Педагог-психолог, классные руководители",
    "Директор",
    "Руководители форм наставничества",
)
RESULTS = (
    "Протокол педагогического совета",
    "База наставляемых, не менее 40 анкет",
    "Справка об итогах анкетирования, размещена на сайте",
    "Приказ, планы работы пар",
    "Отчёт куратора",
)
MEASURES = ("Доля обработанных анкет – 100 %", "Не менее 12 пар", "Замечаний нет", "Охват – не менее 30 % обучающихся")
STAGES = (
    "Подготовка условий для запуска программы",
    "Формирование базы наставляемых",
    "Формирование базы наставников",
    "Отбор и обучение наставников",
    "Формирование пар и групп",
    "Организация работы пар и групп",
    "Завершение наставничества",
)
PEOPLE = (
    ("Лебедева Мария Олеговна", "директор, председатель рабочей группы"),
    ("Ёжиков Пётр Семёнович", "заместитель директора по воспитательной работе, куратор"),
    ("Нурлыгаянова Әминә Хәлил кызы", "педагог-психолог"),
    ("Саввинов Айаал Ньургунович", "руководитель школьного методического объединения учителей математики и физики"),
    ("Шу Ян", "техник"),
)


def order(plan: Annex, *, number: str = "147", on: str = "1 сентября 2026 г.") -> Paper:
    """Make the order that puts a plan in force."""
    return Paper(
        title="О внедрении целевой модели наставничества",
        blocks=(
            paper.Letterhead(
                "Управление образования администрации Заозёрного района",
                "Муниципальное бюджетное общеобразовательное учреждение\n«Заозёрная средняя школа № 7»",
                "МБОУ «Заозёрная СШ № 7»",
            ),
            paper.Name("ПРИКАЗ"),
            paper.Registration(on, number, "посёлок Заозёрный"),
            paper.Heading(text("О внедрении целевой модели наставничества обучающихся в МБОУ «Заозёрная СШ № 7»")),
            paper.Paragraph(
                text(
                    "На основании распоряжения Министерства просвещения Российской Федерации от 25.12.2019 № Р-145 "
                    "и приказа управления образования от 20.08.2026 № 212, в целях поддержки обучающихся и молодых "
                    "педагогов"
                )
            ),
            paper.Paragraph(text("ПРИКАЗЫВАЮ:"), flat=True),
            *_points(),
            paper.Signature(text("Директор МБОУ «Заозёрная СШ № 7»"), text("М. О. Лебедева")),
            paper.SignSheet("С приказом ознакомлены:", tuple(paper.Signer(*person) for person in PEOPLE[1:])),
        ),
        annexes=(_group(number), plan),
    )


def _points() -> tuple[Block, ...]:
    return (
        Point("1.", text("Внедрить целевую модель наставничества в 2026/27 учебном году.")),
        Point(
            "2.",
            (
                Run("Назначить "),
                Run("Ёжикова Петра Семёновича", word="person:2:acc"),
                Run(", "),
                Run("заместителя директора по воспитательной работе", word="position:2:acc"),
                Run(", куратором внедрения целевой модели наставничества."),
            ),
        ),
        Point("3.", (Run("Куратору "), Run("Ёжикову П. С.", word="person:2:dat"), Run(":"))),
        Point("3.1.", text("подготовить проект положения о наставничестве в срок до 25 сентября 2026 г.;"), level=2),
        Point("3.2.", text("создать условия для работы пар и групп в течение учебного года."), level=2),
        Point("4.", text("Утвердить состав рабочей группы (приложение № 1).")),
        Point("5.", text("Утвердить план мероприятий («дорожную карту») внедрения целевой модели (приложение № 2).")),
        Point("6.", text("Технику Шу Яну разместить приказ на официальном сайте школы до 5 сентября 2026 г.")),
        Point("7.", text("Контроль за исполнением приказа оставляю за собой.")),
    )


def _group(number: str) -> Annex:
    rows = tuple(_row(f"{place}.", *person) for place, person in enumerate(PEOPLE, 1))
    columns = (Column("№ п/п", 8), Column("Фамилия, имя, отчество", 42), Column("Должность", 50))
    return Annex(_stamp("1", number), "Состав рабочей группы", (Table(columns, rows),))


def _stamp(place: str, number: str) -> tuple[Text, ...]:
    return text(f"Приложение № {place}"), text(f"к приказу от 01.09.2026 № {number}")


def _row(*cells: str) -> Row:
    return Row(tuple(tuple(text(line) for line in cell.split("\n") if line) for cell in cells))


def _taken(pool: tuple[str, ...], count: int, start: int) -> list[str]:
    return list(islice(cycle(pool), start, start + count))


def wide(rows: int = 36) -> Annex:
    """Seven stages, five columns, across the sheet: the plan of a school."""
    columns = tuple(
        Column(*column)
        for column in (("№", 6), ("Мероприятие", 36), ("Срок", 14), ("Ответственный", 20), ("Результат", 24))
    )
    return Annex(
        _stamp("2", "147"),
        "План мероприятий («дорожная карта») внедрения целевой модели наставничества\nна 2026/27 учебный год",
        (Table(columns, tuple(_staged(rows, _five))),),
        landscape=True,
    )


def _staged(rows: int, cells) -> list[Row]:
    made: list[Row] = []
    for stage, title in enumerate(STAGES):
        made.append(Row(((text(f"{stage + 1}. {title}"),),)))
        first, last = rows * stage // len(STAGES), rows * (stage + 1) // len(STAGES)
        made += [cells(place, f"{stage + 1}.{place - first + 1}.") for place in range(first, last)]
    return made


def _five(place: int, number: str) -> Row:
    return _row(number, _pick(DEEDS, place), _pick(TERMS, place), _pick(WHO, place), _pick(RESULTS, place))


def _pick(pool: tuple[str, ...], place: int) -> str:
    return pool[place * 7 % len(pool)]


def staged() -> Annex:
    """Four columns, seven stages, upright: the plan of a college."""
    columns = (Column("№ п/п", 10), Column("Мероприятие", 44), Column("Сроки", 18), Column("Ответственные", 28))
    rows = _staged(28, lambda place, number: _row(number, _pick(DEEDS, place), _pick(TERMS, place), _pick(WHO, place)))
    return Annex(_stamp("2", "147"), "План мероприятий («дорожная карта»)", (Table(columns, tuple(rows)),))


def flat() -> Annex:
    """Three columns and no stages."""
    columns = (Column("Мероприятие", 52), Column("Сроки", 18), Column("Ответственные", 30))
    rows = zip(_taken(DEEDS, 34, 3), _taken(TERMS, 34, 1), _taken(WHO, 34, 2), strict=True)
    return Annex(
        _stamp("2", "147"), "План мероприятий («дорожная карта»)", (Table(columns, tuple(_row(*row) for row in rows)),)
    )


def complex_of_measures() -> Annex:
    """Aims and tasks in words, then parts without numbers, five columns: a complex of measures."""
    columns = tuple(
        Column(*column)
        for column in (
            ("Содержание", 30),
            ("Сроки", 14),
            ("Ожидаемый результат (вид документа)", 20),
            ("Показатели эффективности", 18),
            ("Ответственный", 18),
        )
    )
    rows: list[Row] = []
    for part, title in enumerate(("Организационная работа", "Методическая работа", "Анализ и мониторинг")):
        rows.append(Row(((text(title), text(f"Задача: {DEEDS[part + 4][0].lower()}{DEEDS[part + 4][1:]}.")),)))
        rows += [
            _row(
                f"{_pick(DEEDS, place)}:\n– {RESULTS[place % 5]};\n– {RESULTS[(place + 1) % 5]}",
                _pick(TERMS, place),
                "" if place % 4 == 1 else _pick(RESULTS, place),
                _pick(MEASURES, place),
                _pick(WHO, place),
            )
            for place in range(part * 8, part * 8 + 8)
        ]
    return Annex(
        (text("УТВЕРЖДЁН"), text("приказом директора МБОУ «Заозёрная СШ № 7» от 01.09.2026 № 147")),
        "Комплекс мер по развитию наставничества на 2026–2028 годы",
        (
            paper.Paragraph(text("Цель: помочь каждому обучающемуся раскрыть свои способности.")),
            paper.Paragraph(text("Задачи:"), flat=True),
            *(Point(f"{place}.", text(f"{deed}.")) for place, deed in enumerate(DEEDS[:3], 1)),
            Table(columns, tuple(rows)),
        ),
        landscape=True,
    )


PLANS = {"wide": wide, "staged": staged, "flat": flat, "complex": complex_of_measures}
PAPERS = {name: lambda make=make: order(make()) for name, make in PLANS.items()}
