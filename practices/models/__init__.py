"""What the programme does in public and keeps for others: gatherings, materials, cases, publications, awards."""

from practices.models.awards import Award
from practices.models.gatherings import Gathering, Guest
from practices.models.library import Handed, Material
from practices.models.stories import Case, Publication, Rubric

__all__ = ["Award", "Case", "Gathering", "Guest", "Handed", "Material", "Publication", "Rubric"]
