"""The words of a document as fields, and back."""

from reports.documents import bodies, kinds
from reports.documents.bodies import Changes

BODY = [
    {"block": "heading"},
    {"block": "preamble", "text": "в целях развития"},
    {"block": "point", "text": "Первое."},
    {"block": "point", "level": 2, "text": "Второе."},
    {"block": "signature", "who": "head"},
    {
        "block": "annex",
        "key": "group",
        "title": "Состав",
        "blocks": [{"block": "paragraph", "text": "Внутри"}, {"block": "table", "of": "group"}],
    },
]


def texts(body) -> list[str]:
    return [piece.text for piece in bodies.pieces(body) if piece.text is not None]


def test_each_block_has_its_place_and_annexes_are_opened():
    assert [(piece.path, piece.kind, piece.text) for piece in bodies.pieces(BODY)] == [
        ("0", "heading", None),
        ("1", "preamble", "в целях развития"),
        ("2", "point", "Первое."),
        ("3", "point", "Второе."),
        ("4", "signature", None),
        ("5", "annex", "Состав"),
        ("5-0", "paragraph", "Внутри"),
        ("5-1", "table", None),
    ]


def test_nothing_changes_where_nothing_was_typed():
    for kind in kinds.KINDS.values():
        assert bodies.rewritten(kind.body, Changes()) == kind.body


def test_words_levels_and_new_points_fall_into_their_places():
    made = bodies.rewritten(
        BODY,
        Changes(
            texts={"2": "Первое, иначе.", "5-0": "Внутри, иначе"},
            levels={"3": 1},
            added={"3": " Третье. ", "5-0": "Ещё абзац"},
        ),
    )

    assert texts(made) == [
        *("в целях развития", "Первое, иначе.", "Второе.", "Третье."),
        *("Состав", "Внутри, иначе", "Ещё абзац"),
    ]
    assert made[3] == {"block": "point", "level": 1, "text": "Второе."}
    assert kinds.check_body(made) is None


def test_dropped_block_goes_and_an_annex_goes_whole():
    made = bodies.rewritten(BODY, Changes(dropped=frozenset({"2", "5"})))

    assert texts(made) == ["в целях развития", "Второе."]


def test_point_moves_past_its_neighbour_and_stops_at_the_ends():
    assert texts(bodies.rewritten(BODY, Changes(moved="2", down=True)))[1:3] == ["Второе.", "Первое."]
    assert texts(bodies.rewritten(BODY, Changes(moved="3")))[1:3] == ["Второе.", "Первое."]
    for stays in (Changes(moved="3", down=True), Changes(moved="5-0"), Changes(moved="5-0", down=True)):
        assert bodies.rewritten(BODY, stays) == BODY
    for nonsense in ("", "x", "99", "-1", "5-x", "5-0-0"):
        assert bodies.rewritten(BODY, Changes(moved=nonsense, down=True)) == BODY


def test_placeholders_are_told_in_words():
    assert bodies.chips("Назначить {curator|who acc} до {due:+10} ({annex:group}), {любой}") == [
        ("{{ куратор|кто вин }}", "куратор программы, должность и имя, винительный падеж"),
        ("{{ срок +10 рабочих дней }}", "срок, рабочих дней: 10"),
        ("{{ приложение group }}", "номер приложения"),
        ("{{ любой }}", "любой"),
    ]


def test_every_placeholder_of_ours_is_told_in_words():
    for kind in kinds.KINDS.values():
        for piece in bodies.pieces(kind.body):
            for written, said in bodies.chips(piece.text or ""):
                assert "{" not in said and not said.isascii(), written
