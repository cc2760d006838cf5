"""How papers of a school look. The row stands apart from the acts: those keep what they were printed with."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from mentoring.accounts.models import StoredFile
from mentoring.accounts.rows import OrganizationQuerySet, OrganizationRow, Versioned


def _at_least(least: int) -> list:
    """Limit a margin by the standard from below and by sense from above."""
    too_small = f"Поле не уже {least} мм: так требует стандарт."
    return [MinValueValidator(least, too_small), MaxValueValidator(50, "Поле не шире 50 мм.")]


class Look(OrganizationRow, Versioned):
    """How papers of the school look: its emblem, the lines of its letterhead, margins, the code to check by."""

    class Place(models.TextChoices):
        CENTER = "center", "посередине, над наименованием"
        LEFT = "left", "у левого поля, над наименованием"

    class Profile(models.TextChoices):
        NEW = "2025", "ГОСТ Р 7.0.97-2025"
        OLD = "2016", "ГОСТ Р 7.0.97-2016"

    emblem = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="эмблема"
    )
    emblem_at = models.CharField("где стоит эмблема", max_length=6, choices=Place, default=Place.CENTER)
    lines = models.TextField(
        "строки бланка",
        blank=True,
        help_text="Печатаются под наименованием: адрес, телефон, сайт, ОГРН и ИНН. Каждая строка с новой строки.",
    )
    left = models.PositiveSmallIntegerField("левое поле, мм", default=30, validators=_at_least(20))
    right = models.PositiveSmallIntegerField("правое поле, мм", default=10, validators=_at_least(10))
    top = models.PositiveSmallIntegerField("верхнее поле, мм", default=20, validators=_at_least(20))
    bottom = models.PositiveSmallIntegerField("нижнее поле, мм", default=20, validators=_at_least(20))
    orders_wide = models.BooleanField(
        "у приказов левое поле не меньше 30 мм",
        default=True,
        help_text="Так подшивают документы, которые хранят дольше 10 лет.",
    )
    profile = models.CharField(
        "по какому стандарту",
        max_length=4,
        choices=Profile,
        default=Profile.NEW,
        help_text="По стандарту 2016 года гриф и адресат шириной 7,5 см, по стандарту 2025 года — 8 см.",
    )
    font = models.CharField("шрифт", max_length=60, blank=True, default="")
    check_code = models.BooleanField(
        "печатать код проверки и QR-код",
        default=False,
        help_text="Внизу первой страницы. По коду любой узнаёт вид, номер и дату документа и действует ли он; "
        "имён там нет. Код получают документы, которым номер присвоен после включения.",
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "оформление документов"
        verbose_name_plural = "оформление документов"
        constraints = [
            models.UniqueConstraint(fields=["organization"], name="look_once"),
            models.CheckConstraint(
                condition=Q(left__range=(20, 50), right__range=(10, 50), top__range=(20, 50), bottom__range=(20, 50)),
                name="look_margins_of_the_standard",
            ),
        ]

    def __str__(self):
        return "оформление документов"
