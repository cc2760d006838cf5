"""A mail server that answers as a test tells it, and keeps what it took."""

import email
import socketserver
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

PATIENCE = 60.0  # seconds for which «hang» says nothing: longer than anybody waits


@dataclass(frozen=True)
class Taken:
    """A letter that the server has answered 250 for, or had whole when it broke off."""

    message_id: str
    to: str


@dataclass
class MailServer:
    """`answers` says by recipient: a code to refuse with, «hang», «cut» (takes the letter, then breaks off)."""

    answers: dict[str, int | str] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    refused: Counter = field(default_factory=Counter)

    def __post_init__(self) -> None:
        owner = self

        class Conversation(_Conversation):
            server_of_letters = owner

        self._server = _Threads(("127.0.0.1", 0), Conversation)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def times(self) -> Counter:
        """How often each letter arrived, by its Message-ID."""
        return Counter(letter.message_id for letter in list(self.taken))

    def readers(self) -> Counter:
        """How many letters each person has."""
        return Counter(letter.to for letter in list(self.taken))


class _Threads(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        """A sender that was killed breaks off: nothing to tell."""


class _Conversation(socketserver.StreamRequestHandler):
    """One connection: as much of RFC 5321 as smtplib asks for."""

    server_of_letters: MailServer

    def handle(self) -> None:
        self.say(220, "sink")
        self.to = ""
        while line := self.rfile.readline():
            words = line.decode().strip().upper()
            if words.startswith("RCPT"):
                self.take_recipient(line.decode())
            elif words == "DATA":
                if not self.take_letter():
                    return
            elif words == "QUIT":
                self.say(221, "bye")
                return
            else:
                self.say(250, "ok")

    def say(self, code: int, text: str) -> None:
        self.wfile.write(f"{code} {text}\r\n".encode())

    def take_recipient(self, line: str) -> None:
        self.to = line.partition("<")[2].partition(">")[0]
        answer = self.server_of_letters.answers.get(self.to)
        if answer == "hang":
            self.server_of_letters.refused[self.to] += 1
            time.sleep(PATIENCE)
        elif isinstance(answer, int):
            self.server_of_letters.refused[self.to] += 1
            self.say(answer, "not now" if answer < 500 else "no such person")
        else:
            self.say(250, "ok")

    def take_letter(self) -> bool:
        self.say(354, "go on")
        text = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            text += line
        message_id = email.message_from_bytes(text)["Message-ID"]
        self.server_of_letters.taken.append(Taken(message_id, self.to))
        if self.server_of_letters.answers.get(self.to) == "cut":
            return False
        self.say(250, "taken")
        return True
