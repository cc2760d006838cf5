"""Who is who in a document: a form with one line for each of those named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from mentoring.accounts.keys import russian_key
from mentoring.people.models import Employment
from roadmap import assigning
from roadmap.assigning import Assignment, Part, Staff
from roadmap.models import Upload
from roadmap.readers.draft import Member, Who


@dataclass(frozen=True)
class Named:
    """One of those named in the document, with the fields that say who it is."""

    part: Part
    to: forms.BoundField
    name: forms.BoundField
    is_person: bool


@dataclass(frozen=True)
class Seat:
    member: Member
    field: forms.BoundField


def _held(place: str, by: str) -> str:
    return f"{place} — {by}" if by else place


class PeopleForm(forms.Form):
    """Who is who: each of those named once, and the members of the working group where it was asked for."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args,
        upload: Upload,
        parts: Sequence[Part],
        chosen: Mapping[str, Assignment],
        staff: Staff,
        members: Sequence[Member],
        membership,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.upload, self.parts, self.staff, self.members = upload, parts, staff, members
        self.initial["version"] = upload.version
        self._people = [(f"person:{person.pk}", person.full_name) for person in staff.people]
        self._positions = [
            (f"position:{position.pk}", _held(position.title, staff.held_by(position=position.pk)))
            for position in staff.positions
        ]
        self._duties = [
            (f"duty:{duty}", _held(duty.label, staff.held_by(duty=duty))) for duty in Employment.Duty if duty
        ]
        for index, part in enumerate(parts):
            self._add_part(index, part, chosen[part.key])
        for index, member in enumerate(members):
            self._add_member(index, member)

    def _add_part(self, index: int, part: Part, to: Assignment) -> None:
        person = part.said.kind == Who.PERSON
        new = [(assigning.NEW_PERSON, "новый человек, имя ниже")] if person else []
        named = f"новая должность «{part.said.position}»" if person else "новая должность, название ниже"
        position = [(assigning.NEW_POSITION, named)] if not person or part.said.position else []
        groups = [
            ("Роль в программе", self._duties),
            ("Должность", self._positions + position),
            ("Человек", self._people + new),
            ("Иначе", [(assigning.GROUP, "группа людей, названа словами"), (assigning.LATER, "решим позже")]),
        ]
        self.fields[f"to-{index}"] = forms.ChoiceField(
            label=f"Кто это: {part.said.raw}",
            choices=[(title, choices) for title, choices in groups if choices],
            initial=to.to,
            widget=forms.Select(attrs={"class": "form-select"}),
            error_messages={"required": "Выберите, кто это.", "invalid_choice": "Выберите из списка."},
        )
        self.fields[f"name-{index}"] = forms.CharField(
            label="Фамилия, имя и отчество полностью" if person else "Название должности",
            required=False,
            max_length=200,
            initial=to.name or (part.said.name if person else part.said.raw),
            widget=forms.TextInput(attrs={"class": "form-control form-control-sm"} | {"autocomplete": "off"}),
        )

    def _add_member(self, index: int, member: Member) -> None:
        choices = [("", "место свободно"), *self._people]
        whole = len(member.name.split()) > 1 and "." not in member.name
        if whole:
            choices.insert(1, ("new", f"новый человек: {member.name}"))
        said = (self.upload.answers.get("group") or {}).get(str(index))
        fitting = self.staff.named(member.name) if member.name else []
        offered = f"person:{fitting[0].pk}" if len(fitting) == 1 else "new" if whole and not fitting else ""
        self.fields[f"member-{index}"] = forms.ChoiceField(
            label=f"Кто это: {member.name or member.position}",
            choices=choices,
            required=False,
            initial=offered if said is None else said,
            widget=forms.Select(attrs={"class": "form-select"}),
        )

    def clean(self):
        cleaned = super().clean()
        for index, part in enumerate(self.parts):
            to, name = cleaned.get(f"to-{index}"), " ".join((cleaned.get(f"name-{index}") or "").split())
            cleaned[f"name-{index}"] = name
            if to == assigning.NEW_POSITION and part.said.kind != Who.PERSON and not name:
                self.add_error(f"name-{index}", "Напишите название должности.")
            if to == assigning.NEW_PERSON and (fault := self._fault_of_name(name)):
                self.add_error(f"name-{index}", fault)
        return cleaned

    def _fault_of_name(self, name: str) -> str:
        """Say what is wrong with the name of a new person."""
        words = name.split()
        if len(words) < 2 or "." in name or any(len(word) < 2 for word in words[:2]):
            return "Напишите фамилию, имя и отчество полностью или выберите «решим позже»."
        if any(len(word) > 100 for word in words):
            return "Имя слишком длинное. Проверьте, нет ли в поле лишнего."
        if any(person.name_key == russian_key(name) for person in self.staff.people):
            return "Такой человек в школе уже есть. Выберите его в списке «Человек»."
        return ""

    @property
    def named(self) -> list[Named]:
        return [
            Named(part, self[f"to-{index}"], self[f"name-{index}"], part.said.kind == Who.PERSON)
            for index, part in enumerate(self.parts)
        ]

    @property
    def seats(self) -> list[Seat]:
        return [Seat(member, self[f"member-{index}"]) for index, member in enumerate(self.members)]

    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        people = {
            part.key: self._assignment(part, given[f"to-{index}"], given[f"name-{index}"]).to_json()
            for index, part in enumerate(self.parts)
        }
        said: dict[str, Any] = {"people": self.upload.answers.get("people", {}) | people}
        if self.members:
            said["group"] = {str(index): given[f"member-{index}"] for index, _ in enumerate(self.members)}
        return said

    def _assignment(self, part: Part, to: str, name: str) -> Assignment:
        if to == assigning.NEW_POSITION:
            return Assignment(to, part.said.position if part.said.kind == Who.PERSON else name)
        return Assignment(to, name if to == assigning.NEW_PERSON else "")
