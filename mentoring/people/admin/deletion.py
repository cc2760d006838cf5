"""What is deleted on a page of the admin can be brought back for a week."""

from mentoring.people import deeds


class KeptDeletion:
    """Keeps a deleted row among the large deeds, where it is brought back."""

    def delete_model(self, request, obj):
        self._write(request, "delete", obj, {"row": str(obj)}, {})
        deeds.delete(obj, by=request.membership)
        self.message_user(request, "Вернуть удалённое можно неделю: страница «Большие изменения».", "INFO")
