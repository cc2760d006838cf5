"""Read an uploaded file in a confined child: the server never opens it itself."""

import json

from mentoring import confine
from mentoring.confine import Limits, Overrun, Reason
from roadmap.readers.blocks import UnreadableFile
from roadmap.readers.draft import Draft
from roadmap.readers.limits import check_size, shown_name

TARGET = "roadmap.readers.reading:read_json"
LIMITS = Limits(memory=512 * confine.MIB, cpu=10, wall=15, output=32 * confine.MIB)
_WHY = {
    Reason.TIME: "читается слишком долго",
    Reason.MEMORY: "требует слишком много памяти",
    Reason.OUTPUT: "содержит слишком много текста",
    Reason.CRASH: "не удалось прочитать: он повреждён",
}


def read(name: str, data: bytes) -> Draft:
    """Give the draft of the file; raise UnreadableFile with a Russian message when it cannot be read."""
    check_size(name, data)
    try:
        answer = json.loads(confine.run(TARGET, shown_name(name), data=data, limits=LIMITS))
    except Overrun as overrun:
        raise UnreadableFile(
            f"Файл «{shown_name(name)}» {_WHY[overrun.reason]}. "
            "Скопируйте план в новый документ Word, сохраните и загрузите его."
        ) from overrun
    if "unreadable" in answer:
        raise UnreadableFile(answer["unreadable"])
    return Draft.from_json(answer["draft"])
