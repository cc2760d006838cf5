"""Functions that the tests of the confined child run in it."""

import os
import socket
import time
from pathlib import Path


def join(first: str, second: str, data: bytes) -> bytes:
    return f"{first}+{second}+".encode() + data


def sleep(data: bytes) -> bytes:
    time.sleep(60)
    return data


def spin(data: bytes) -> bytes:
    while True:
        pass


def hoard(data: bytes) -> bytes:
    return bytes(bytearray(900 * 1024 * 1024))


def chatter(data: bytes) -> bytes:
    return b"x" * 100_000


def fail(data: bytes) -> bytes:
    raise ValueError("текст чужого файла")


def write(data: bytes) -> bytes:
    Path("/tmp/confined-child-wrote").write_bytes(b"x")
    return data


def connect(data: bytes) -> bytes:
    with socket.socket() as client:
        try:
            client.connect(("127.0.0.1", 9))
        except ConnectionRefusedError:
            return b"reached"
        except OSError:
            return b"cut off"
    return b"reached"


def environment(data: bytes) -> bytes:
    return " ".join(os.environ).encode()
