"""Who takes part in a programme: mentees with their requests, mentors on their way, how they are chosen and trained."""

from mentoring.registry.models.applying import Application
from mentoring.registry.models.mentees import Mentee, MenteeCategory, MenteeForm, Request
from mentoring.registry.models.mentors import Mentor, MentorCompetence, MentorForm
from mentoring.registry.models.reference import Category, Competence
from mentoring.registry.models.restricted import RestrictedNote
from mentoring.registry.models.selection import (
    Criterion,
    Evaluation,
    EvaluationMark,
    EvaluationMember,
    Interview,
    InterviewAnswer,
    InterviewMember,
)
from mentoring.registry.models.training import Attendance, Certificate, Course, Session, Trainee

__all__ = [
    "Application",
    "Attendance",
    "Category",
    "Certificate",
    "Competence",
    "Course",
    "Criterion",
    "Evaluation",
    "EvaluationMark",
    "EvaluationMember",
    "Interview",
    "InterviewAnswer",
    "InterviewMember",
    "Mentee",
    "MenteeCategory",
    "MenteeForm",
    "Mentor",
    "MentorCompetence",
    "MentorForm",
    "Request",
    "RestrictedNote",
    "Session",
    "Trainee",
]
