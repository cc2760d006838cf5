"""Files as they arrive: no more of one than the limit and a piece gets to the disk or into memory."""

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from mentoring.accounts import files

_PATIENCE = 3  # times the limit, after which nobody listens any more


class Bounded(FileUploadHandler):
    """Drop what comes after the limit: the file stays too big, so that whoever checks its size says so."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start > _PATIENCE * files.LIMIT:
            raise StopUpload(connection_reset=True)
        return None if start > files.LIMIT else raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to those who keep it."""
