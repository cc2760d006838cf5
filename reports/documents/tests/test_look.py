"""The school's own sheet: what it prints, what it refuses, what an issued act keeps of it."""

import base64
import io
import zipfile
import zlib
from dataclasses import asdict, replace

import pypdfium2
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from mentoring.accounts import files, operations, schooldays
from mentoring.accounts.contents import FileRefused
from mentoring.accounts.models import StoredFile
from mentoring.pages import TOKEN
from reports.documents import composing, dressing, emblems, health, issuing, paper
from reports.documents.look import Look
from reports.documents.models import Counter
from reports.documents.paper import PLAIN
from reports.documents.rendering import docx, html, pdf, said
from reports.documents.tests.acts import make_approved, make_draft, make_office, today
from reports.documents.tests.printed import MM, lines_of_docx, pictures_of, text_of_pdf
from reports.documents.tests.strangers import WORDS, whole

LINES = ("ул. Лесная, д. 5", "ОГРН 1000000000000")
EDIT = "organization.edit"
LIST, ADD, CHANGE = (f"admin:documents_look_{page}" for page in ("changelist", "add", "change"))
TYPED = {
    "emblem_at": "center",
    "lines": "",
    "left": "30",
    "right": "10",
    "top": "20",
    "bottom": "20",
    "orders_wide": "on",
    "profile": "2025",
}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def drawn(kind: str = "PNG", size=(90, 90), **saved) -> bytes:
    """Draw a blue emblem."""
    stream = io.BytesIO()
    Image.new("RGB", size, "#336699").save(stream, kind, **saved)
    return stream.getvalue()


EMBLEM = base64.b64encode(emblems.redraw("emblem.png", drawn())).decode()


def dressed(**fields) -> paper.Paper:
    return replace(whole(), look=paper.Stationery(**fields))


def send(browser, name: str, *args, **typed):
    token = operations.offer(browser.member, EDIT)
    return browser.client.post(browser.at(name, *args), TYPED | typed | {TOKEN: token}, follow=True)


def test_a_plain_look_leaves_snapshot_and_digest_as_they_were():
    kept = paper.to_json(whole())

    assert "look" not in kept
    assert paper.from_json(kept).look == PLAIN
    assert paper.digest(replace(whole(), look=paper.Stationery())) == paper.digest(whole())


def test_a_look_of_its_own_is_kept_whole():
    text = dressed(emblem=EMBLEM, lines=LINES, left=25, profile="2016", check="http://school.example/check/K7XT/")

    assert paper.from_json(paper.to_json(text)) == text
    assert paper.digest(text) != paper.digest(whole())
    assert text.look.code == "K7XT"


def test_a_look_is_kept_by_what_is_not_usual_in_it():
    assert paper.to_json(dressed(left=25))["look"] == {"left": 25}


def test_what_a_later_version_kept_of_a_look_is_read_here_and_changes_no_digest():
    kept = paper.to_json(dressed(left=25)) | {"look": {"left": 25, "watermark": "герб"}}

    assert paper.from_json(kept).look == paper.Stationery(left=25)
    assert paper.digest_of_kept(kept) != paper.digest(paper.from_json(kept))


def test_pdf_and_word_print_the_lines_of_the_letterhead_and_the_emblem():
    text = dressed(emblem=EMBLEM, lines=LINES)

    set_, written = pdf.render(text), docx.render(text)

    said_in_pdf = text_of_pdf(set_, text)
    assert all("".join(line.split()) in said_in_pdf for line in LINES)
    assert [line for line in lines_of_docx(written) if line in LINES] == list(LINES)
    blue = sum(count for count, colour in pictures_of(set_)[0].getcolors() if 80 < colour < 110)
    assert blue > 4000  # a square of 25 mm has 6,200 dots
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        assert [name for name in package.namelist() if name.startswith("word/media/")] == ["word/media/image1.png"]
        assert 'descr="Эмблема"' in package.read("word/document.xml").decode()
        links = [package.read(name) for name in package.namelist() if name.endswith(".rels")]
        assert not any(b"External" in link for link in links)  # nothing is asked of another host when it is opened


def test_the_same_look_gives_the_same_bytes_and_no_smoothed_pictures():
    text = dressed(emblem=EMBLEM, lines=LINES, check="http://school.example/check/K7XT/")

    assert pdf.render(text) == pdf.render(text)
    assert docx.render(text) == docx.render(text)
    assert b"/Interpolate true" not in pdf.render(text, uncompressed=True)  # an archive copy may have none


def test_margins_of_the_school_hold_in_both_forms():
    text = dressed(left=40, right=25, top=30, bottom=30)

    with pypdfium2.PdfDocument(pdf.render(text)) as document:
        page = document[0].get_textpage()
        boxes = [page.get_rect(place) for place in range(page.count_rects())]
    assert min(box[0] for box in boxes) / MM == pytest.approx(40, abs=0.5)
    assert max(box[2] for box in boxes) / MM <= 210 - 25 + 0.5
    from_above = said.margins(text.look)
    assert from_above == said.Margins(top=30, right=25, bottom=30, left=40)
    assert 'w:left="2268"' in zipfile.ZipFile(io.BytesIO(docx.render(text))).read("word/document.xml").decode()


def test_a_sheet_across_is_bound_by_its_upper_edge():
    assert said.margins(PLAIN, landscape=True) == said.Margins(top=30, right=20, bottom=10, left=20)


def test_the_profile_of_2016_has_a_narrower_stamp():
    assert [said.stamp_width(paper.Stationery(profile=year)) for year in ("2016", "2025")] == [75, 80]
    assert '<body class="sheet of-2016">' in html.page(dressed(profile="2016"))
    assert '<body class="sheet">' in html.page(whole())


def test_the_preview_holds_the_pictures_itself_and_the_page_names_them():
    text = dressed(emblem=EMBLEM, check="http://school.example/check/K7XT/")

    assert html.preview(text).count("data:image/png;base64,") == 2
    assert "data:" not in html.page(text)
    assert 'src="paper:emblem"' in html.page(text) and 'src="paper:check"' in html.page(text)


@pytest.mark.parametrize("words", sorted(WORDS))
def test_strange_lines_of_a_letterhead_stay_words(words):
    text = dressed(lines=(WORDS[words],))

    assert "<script" not in html.page(text) and "<iframe" not in html.page(text) and "<img" not in html.page(text)
    assert pdf.render(text).startswith(b"%PDF-")
    assert docx.render(text).startswith(b"PK")


def test_an_emblem_is_drawn_anew_and_nothing_else_of_its_file_stays():
    hidden = PngImagePlugin.PngInfo()
    hidden.add_text("Comment", "Иванов Пётр, 7 «Б»")
    given = drawn(size=(900, 600), pnginfo=hidden) + b"<script>alert(1)</script>"

    made = emblems.redraw("эмблема.png", given)

    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.format, picture.size, picture.mode, picture.info) == ("PNG", (360, 240), "RGB", {})
    assert b"script" not in made and "Иванов".encode() not in made


def test_a_photograph_lies_as_it_was_taken_and_tells_no_place():
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Пётр у школы"
    made = emblems.redraw("снимок.jpg", drawn("JPEG", size=(300, 200), exif=exif))

    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((200, 300), {})


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://169.254.169.254/"/></svg>'


def declared(side: int) -> bytes:
    """Draw an emblem whose file says that it has more dots."""
    head = b"IHDR" + side.to_bytes(4) * 2 + drawn()[24:29]
    return drawn()[:12] + head + zlib.crc32(head).to_bytes(4) + drawn()[33:]


BOMB, LARGE = declared(60_000), declared(10_000)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("logo.svg", SVG, "это не картинка PNG или JPEG"),
        ("logo.png", SVG, "это не картинка PNG или JPEG"),
        ("logo.png", b"data:image/png;base64,iVBORw0KGgo=", "это не картинка PNG или JPEG"),
        ("logo.png", drawn()[:60], "это не картинка PNG или JPEG"),
        ("logo.png", drawn("GIF"), "это не картинка PNG или JPEG"),
        ("logo.png", drawn("TIFF"), "это не картинка PNG или JPEG"),
        ("logo.png", b"%!PS-Adobe-3.0 EPSF-3.0\n(run) system", "это не картинка PNG или JPEG"),
        ("logo.png", BOMB, "слишком большая картинка"),
        ("logo.png", LARGE, "слишком большая картинка"),
        ("logo.png", drawn(size=(4000, 3500)), "слишком большая картинка"),
        ("logo.png", drawn(size=(900, 200)), "слишком вытянута"),
        ("logo.png", bytes(emblems.MOST_BYTES + 1), "больше 2 МБ"),
    ],
)
def test_what_is_no_safe_picture_is_refused_in_words(name, data, words):
    with pytest.raises(FileRefused) as refused:
        emblems.redraw(name, data)

    assert words in str(refused.value)


def test_the_list_leads_to_the_one_row(curator, school):
    assert curator.get(LIST).url == curator.at(ADD)

    send(curator, ADD, lines="ул. Лесная, д. 5\n\n  сайт   school.example ")

    look = Look.objects.get(organization=school)
    assert look.lines == "ул. Лесная, д. 5\nсайт school.example"
    assert curator.get(LIST).url == curator.at(CHANGE, look.pk)
    assert curator.get(ADD).status_code == 403


def test_only_a_list_that_takes_many_rows_offers_one_more(curator):
    pages = [curator.get(f"admin:{name}_add").content.decode() for name in ("documents_look", "documents_legalact")]

    assert ["Сохранить и добавить ещё" in page for page in pages] == [False, True]


def test_margins_under_the_standard_are_refused(curator, school):
    answer = send(curator, ADD, left="15")

    assert "Поле не уже 20 мм" in answer.content.decode()
    assert not Look.objects.exists()


def test_too_long_a_letterhead_is_refused_with_its_limit(curator):
    many = send(curator, ADD, lines="\n".join("абвгдеж")).content.decode()
    wide = send(curator, ADD, lines="ы" * 121).content.decode()

    assert "на бланке помещается 6" in many
    assert "длиннее 120 знаков" in wide


def test_an_emblem_is_put_in_changed_and_taken_off(curator, school):
    send(curator, ADD, picture=SimpleUploadedFile("school.jpg", drawn("JPEG")))
    look = Look.objects.get(organization=school)
    assert (look.emblem.content_type, look.emblem.name) == ("image/png", "emblem.png")
    page = curator.get(CHANGE, look.pk).content.decode()
    assert dressing.printed(look, order=False).emblem in page

    bad = send(curator, CHANGE, look.pk, version=look.version, picture=SimpleUploadedFile("a.png", SVG))
    assert "это не картинка PNG или JPEG" in bad.content.decode()

    send(curator, CHANGE, look.pk, version=look.version, no_emblem="on")
    look.refresh_from_db()
    assert look.emblem is None
    assert not StoredFile.objects.exists()


def test_an_emblem_that_is_replaced_frees_its_room_and_issued_acts_keep_their_own(curator, school, cycle, head):
    send(curator, ADD, picture=SimpleUploadedFile("school.png", drawn()))
    look = Look.objects.get(organization=school)
    document = make_approved(cycle, head, by=curator.member)
    act = issuing.issue(document, on=today(document), by=curator.member)

    green = drawn(size=(60, 90))
    send(curator, CHANGE, look.pk, version=look.version, picture=SimpleUploadedFile("green.png", green))

    look.refresh_from_db()
    assert StoredFile.objects.get() == look.emblem
    assert composing.compose(act).look.emblem == EMBLEM
    assert dressing.printed(look, order=False).emblem != EMBLEM


def test_an_emblem_for_which_there_is_no_room_is_refused_beside_its_field(curator, monkeypatch):
    monkeypatch.setattr(files, "QUOTA", 10)

    answer = send(curator, ADD, lines="ул. Лесная, д. 5", picture=SimpleUploadedFile("school.png", drawn()))

    page = answer.content.decode()
    assert "место для файлов закончилось" in page
    assert "ул. Лесная, д. 5" in page  # what was typed stays
    assert not Look.objects.exists() and not StoredFile.objects.exists()


def test_the_sample_is_shown_to_whoever_sees_the_card(curator, school):
    Look.objects.create(organization=school, lines="\n".join(LINES), check_code=True)

    answer = curator.get("look_sample")

    assert answer["Content-Type"] == "application/pdf"
    shown = text_of_pdf(answer.content, dressing.sample(school))
    assert "SAMPLE" in shown and "ОГРН1000000000000" in shown


def test_an_order_keeps_thirty_millimetres_where_the_school_says_so(school):
    look = Look(organization=school, left=20)

    assert dressing.printed(look, order=True).left == 30
    assert dressing.printed(look, order=False).left == 20
    look.orders_wide = False
    assert dressing.printed(look, order=True).left == 20


def test_an_issued_act_keeps_what_it_was_printed_with(school):
    look = Look.objects.create(organization=school, lines="Старый адрес", left=35)
    programme, head, keeper = make_office(school)
    document = make_approved(programme, head, by=keeper)
    act = issuing.issue(document, on=today(document), by=keeper)

    Look.objects.filter(pk=look.pk).update(lines="Новый адрес", left=20)

    kept = composing.compose(act)
    assert (kept.look.lines, kept.look.left) == (("Старый адрес",), 35)
    assert paper.digest(kept) == act.digest


def test_margins_changed_after_the_approval_ask_for_no_other_approval(school):
    look = Look.objects.create(organization=school, lines="Старый адрес", left=35)
    programme, head, keeper = make_office(school)
    document = make_approved(programme, head, by=keeper)
    Look.objects.filter(pk=look.pk).update(lines="Новый адрес", left=20, orders_wide=False)

    act = issuing.issue(document, on=today(document), by=keeper)

    act.refresh_from_db()
    assert act.snapshot["look"] == {"lines": ["Новый адрес"], "left": 20}
    assert (composing.compose(act).look.left, list(health.whole_acts())) == (20, [])


def test_an_act_kept_with_every_field_of_its_look_is_whole(school):
    Look.objects.create(organization=school, left=35)
    programme, head, keeper = make_office(school)
    act = issuing.issue(make_approved(programme, head, by=keeper), on=schooldays.today(school), by=keeper)
    kept = act.snapshot | {"look": asdict(paper.from_json(act.snapshot).look)}
    digest = paper.digest_of_kept(kept)

    numbered = {"journal": act.journal, "year": act.year, "sequence": act.sequence + 1, "number": "2", "on": act.on}
    issued = {"state": act.state, "issued_by": keeper, "issued_at": act.issued_at, "approved_by": act.approved_by}
    make_draft(programme, by=keeper, snapshot=kept, digest=digest, signer=head, **numbered, **issued)

    assert digest != paper.digest(paper.from_json(kept))
    assert list(health.whole_acts()) == []


def test_a_school_without_a_look_prints_as_before(school):
    programme, head, keeper = make_office(school)
    document = make_approved(programme, head, by=keeper)
    act = issuing.issue(document, on=today(document), by=keeper)

    assert "look" not in act.snapshot
    assert act.check_code == ""


@pytest.fixture
def lost(school, curator) -> Look:
    """Return the look of a school whose emblem is gone from the disk."""
    send(curator, ADD, picture=SimpleUploadedFile("school.png", drawn()))
    look = Look.objects.get(organization=school)
    (settings.MEDIA_ROOT / look.emblem.path).unlink()
    return look


def test_a_lost_emblem_stops_no_preview_and_every_number(curator, cycle, head, lost):
    document = make_approved(cycle, head, by=curator.member)

    assert composing.compose(document).look.emblem == ""
    with pytest.raises(dressing.EmblemLost) as refused:
        issuing.issue(document, on=today(document), by=curator.member)

    assert "приложите эмблему снова" in str(refused.value)
    document.refresh_from_db()
    assert (document.state, document.number, Counter.objects.count()) == ("approved", "", 0)


def test_an_act_gets_its_number_once_the_school_prints_without_an_emblem(curator, cycle, head, lost):
    document = make_approved(cycle, head, by=curator.member)

    send(curator, CHANGE, lost.pk, version=lost.version, no_emblem="on")

    assert issuing.issue(document, on=today(document), by=curator.member).number


def test_a_lost_emblem_is_said_where_papers_are_signed_and_where_it_is_put_in(curator, director, waiting, lost):
    signing = director.get("sign").content.decode()

    assert "Эмблема школы не читается" in signing
    assert "Файла эмблемы нет на сервере" in curator.get(CHANGE, lost.pk).content.decode()
