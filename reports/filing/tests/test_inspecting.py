import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts import staffing, tries
from mentoring.accounts.models import JournalEntry, PersonalLink
from mentoring.accounts.operations import Refused
from reports.documents.tests import acts
from reports.documents.tests.office import text
from reports.filing import inspecting, packing
from reports.filing.models import Inspection, Visit
from reports.filing.shelves import Choice
from reports.filing.tests import filed
from tests.cast import make_member

GONE = "Попросите у школы новую ссылку."
SECRET = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store, private", "X-Robots-Tag": "noindex, nofollow"}


def make(member, *, days: int = 7, **choice) -> str:
    return inspecting.open_link(Choice(**choice), "Управление образования", days, by=member)


def come(token: str) -> Client:
    """Follow a link as an inspector does."""
    client = Client()
    answer = client.get(f"/inspect/{token}/")
    assert (answer.status_code, answer["Location"]) == (302, "/inspect/")
    return client


def files_of(client) -> list[str]:
    return re.findall(r'href="(/inspect/file/[^"]+)"', text(client.get("/inspect/")))


def test_inspector_reads_the_list_and_takes_files_and_the_folder(curator, order):
    client = come(make(curator.member))

    said = text(client.get("/inspect/"))
    assert "01-15 Приказы по основной деятельности" in said
    assert f"№ {order.number}" in said
    (file,) = files_of(client)
    taken = client.get(file)
    assert b"".join(taken.streaming_content) == f"%PDF-1.7 {order.title}".encode()
    folder = client.get("/inspect/folder.zip")
    names = zipfile.ZipFile(io.BytesIO(b"".join(folder.streaming_content))).namelist()
    assert names[-2:] == ["Опись.xlsx", "hashes.txt"]
    assert len(names) == 3
    assert list(Visit.objects.order_by("pk").values_list("what", "count", "document")) == [
        ("list", 0, None),
        ("list", 0, None),
        ("file", 1, order.pk),
        ("folder", 1, None),
    ]


def test_file_that_is_gone_from_the_disk_is_told_of_in_words(curator, order, settings):
    client = come(make(curator.member))
    (file,) = files_of(client)
    (settings.MEDIA_ROOT / order.renderings.get(format="pdf").file.path).unlink()

    answer = client.get(file)

    assert answer.status_code == 503
    assert "сейчас не открыть" in answer.content.decode()


def test_link_is_made_for_a_week_and_only_its_hash_is_kept(curator, order):
    token = make(curator.member)

    inspection = Inspection.objects.get()
    left = inspection.link.expires_at - timezone.now()
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)
    assert (inspection.link.membership, inspection.link.person_name) == (curator.member, "")
    stored = [str(value) for row in (inspection, inspection.link) for value in row.__dict__.values()]
    assert token not in " ".join([*stored, *map(str, JournalEntry.objects.values_list("values__after", flat=True))])


@pytest.mark.parametrize("days", [0, 31, 400])
def test_link_lasts_a_month_at_most(curator, order, days):
    with pytest.raises(Refused, match="от 1 до 30 дней"):
        make(curator.member, days=days)


def test_reader_makes_no_link(order, school):
    with pytest.raises(Refused, match="тот, кто составляет документы"):
        make(make_member(school, Role.METHODIST))


def test_wrong_expired_closed_and_never_given_links_answer_alike(curator, order):
    expired, closed, working = (make(curator.member) for _ in range(3))
    first, second, _ = Inspection.objects.order_by("pk")
    PersonalLink.objects.filter(inspection=first).update(expires_at=timezone.now())
    inspecting.close(second, by=curator.member)

    answers = [Client().get(f"/inspect/{token}/") for token in (expired, closed, working[:-1], "x", working + "/")]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers[:-1]}) == 1
    assert GONE in answers[0].content.decode()


@pytest.mark.parametrize("how", ["closed", "expired", "left"])
def test_page_that_stood_open_closes_at_once(curator, order, how):
    client = come(make(curator.member))
    (file,) = files_of(client)
    if how == "closed":
        inspecting.close(Inspection.objects.get(), by=curator.member)
    elif how == "expired":
        PersonalLink.objects.update(expires_at=timezone.now())
    else:
        staffing.close(curator.member, by=make_member(order.organization, Role.TECHNICIAN))

    answers = [client.get(path) for path in ("/inspect/", file, "/inspect/folder.zip")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert all(GONE in answer.content.decode() for answer in answers)
    assert Visit.objects.count() == 1


def change_roles(member, *roles, by) -> None:
    facts = {"name": member.name, "email": member.email, "version": member.version}
    staffing.change(member, **facts, roles=roles, by=by)
    member.refresh_from_db()


def test_link_works_only_while_its_maker_may_make_such_links(curator, order):
    technician = make_member(order.organization, Role.TECHNICIAN)
    token = make(curator.member)
    client = come(token)
    (file,) = files_of(client)

    change_roles(curator.member, Role.METHODIST, by=technician)

    paths = (f"/inspect/{token}/", "/inspect/", file, "/inspect/folder.zip")
    assert [client.get(path).status_code for path in paths] == [404] * 4
    assert not inspecting.living(order.organization).exists()
    assert [one.works for one in inspecting.told(order.organization)] == [False]
    change_roles(curator.member, Role.DEPUTY, Role.CURATOR, by=technician)
    assert client.get("/inspect/").status_code == 200
    assert [one.works for one in inspecting.told(order.organization)] == [True]


def test_inspector_is_told_of_a_folder_that_is_too_large_and_takes_files_one_by_one(curator, order, monkeypatch):
    monkeypatch.setattr(packing, "MOST_BYTES", 10)
    client = come(make(curator.member))

    answer = client.get("/inspect/folder.zip")

    assert (answer.status_code, answer["Location"]) == (302, "/inspect/")
    said = text(client.get("/inspect/"))
    assert "Больше 1 ГБ: отберите программу, год или дела. Такую ссылку даст школа" in said
    assert not Visit.objects.filter(what="folder").exists()
    (file,) = files_of(client)
    assert b"".join(client.get(file).streaming_content) == f"%PDF-1.7 {order.title}".encode()


def test_link_shows_what_was_chosen_and_no_more(cycle, head, curator, order):
    pairs = filed.make_act(cycle, head, by=curator.member, kind="O7", title="О паре Ивы и Ольхи")
    rules = filed.make_act(cycle, head, by=curator.member, kind="criteria", title="Критерии отбора")
    for act in (pairs, rules):
        filed.keep_pdf(act)
    hidden = [act.renderings.get(format="pdf").file.public_id for act in (pairs, rules)]

    client = come(make(curator.member, indexes=("01-15",)))

    said = text(client.get("/inspect/"))
    assert "не вложен: в документе названы участники" in said
    assert "Ольхи" not in said
    assert "Критерии отбора" not in said
    assert len(files_of(client)) == 1
    assert [client.get(f"/inspect/file/{one}/").status_code for one in hidden] == [404, 404]
    assert len(files_of(come(make(curator.member, personal=True)))) == 3


def test_link_of_one_school_opens_nothing_of_another(order, other_school, other_curator):
    mine = order.renderings.get(format="pdf").file.public_id
    client = come(make(other_curator.member, personal=True))

    said = text(client.get("/inspect/"))

    assert "Озёрная" not in said
    assert order.title not in said
    assert client.get(f"/inspect/file/{mine}/").status_code == 404
    with pytest.raises(Refused, match="Такой программы нет"):
        make(other_curator.member, programme=order.programme_id)
    assert Inspection.objects.count() == 1


def test_draft_is_never_shown(cycle, head, curator, order):
    acts.make_approved(cycle, head, by=curator.member, title="О тайном черновике")

    assert "черновике" not in text(come(make(curator.member)).get("/inspect/"))


def test_pages_of_a_link_are_told_to_nobody(curator, order):
    token = make(curator.member)
    client = come(token)
    (file,) = files_of(client)

    answers = [
        client.get(path) for path in (f"/inspect/{token}/", "/inspect/", file, "/inspect/folder.zip", "/inspect/x/")
    ]

    assert [{name: answer[name] for name in SECRET} for answer in answers] == [SECRET] * 5
    for answer in answers:
        if answer.streaming:
            b"".join(answer.streaming_content)


def test_guessing_is_slow(curator, order, monkeypatch):
    monkeypatch.setattr(tries, "time", lambda: 0.0)  # the world outside: no minute ends meanwhile
    client = Client()

    answers = [client.get(f"/inspect/guess-{number}/").status_code for number in range(32)]

    assert set(answers[:30]) == {404}
    assert answers[30:] == [429, 429]


def test_school_makes_sees_and_closes_links_on_one_page(curator, order):
    data = {"whom": "Управление образования", "days": 3, "indexes": ["01-15"], "year": order.year}

    curator.post("inspections", action="documents.edit", data=data)
    shown = text(curator.get("inspections"))
    token = re.search(r"/inspect/([^/]+)/", shown)[1]
    come(token).get("/inspect/")
    again = text(curator.get("inspections"))
    curator.post("inspection_close", Inspection.objects.get().pk, action="documents.edit")

    assert token not in again
    assert "Просмотров: 1, файлов взято: 0" in again
    assert Client().get(f"/inspect/{token}/").status_code == 404
    assert "Закрыть ссылку" not in text(curator.get("inspections"))
    actions = list(JournalEntry.objects.filter(action__startswith="inspection.").values_list("action", flat=True))
    assert sorted(actions) == ["inspection.link", "inspection.shut"]


def test_form_without_a_reason_keeps_what_was_chosen(curator, order):
    said = text(curator.post("inspections", action="documents.edit", data={"days": "90", "indexes": ["01-15"]}))

    assert "Напишите, для кого ссылка." in said
    assert not Inspection.objects.exists()


def test_closed_link_is_not_closed_twice(curator, other_curator, order):
    make(curator.member)
    inspection = Inspection.objects.get()

    assert other_curator.post("inspection_close", inspection.pk, action="documents.edit").status_code == 404
    with pytest.raises(Refused, match="уже не действует"):
        inspecting.close(inspection, by=other_curator.member)
    inspecting.close(inspection, by=curator.member)
    with pytest.raises(Refused, match="уже не действует"):
        inspecting.close(inspection, by=curator.member)


def test_school_gives_no_more_links_than_it_can_watch(curator, order, monkeypatch):
    monkeypatch.setattr(inspecting, "MOST", 1)
    make(curator.member)

    with pytest.raises(Refused, match="Закройте те"):
        make(curator.member)


def test_erased_member_leaves_the_record_of_an_inspection(curator, order):
    make(curator.member)

    PersonalLink.objects.all().delete()

    assert Inspection.objects.get().link is None
    assert "закрыта" in text(curator.get("inspections"))
