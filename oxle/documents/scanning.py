"""Talks to ClamAV's daemon in its own words (INSTREAM), when one is set up in OXLE_CLAMD."""

import socket
from typing import BinaryIO

from django.conf import settings

CHUNK = 64 * 1024
PATIENCE = 30  # seconds


class ScannerSilent(Exception):
    """The scanner is set up, and did not give a usable answer."""


def configured() -> bool:
    """Whether this installation has a scanner."""
    return settings.CLAMD != "none"


def virus_in(content: BinaryIO, *, scanner: str) -> str:
    """The name of the virus that the scanner found; empty when it found none. Raises ScannerSilent."""
    try:
        with _connection(scanner) as line:
            line.sendall(b"zINSTREAM\0")
            while chunk := content.read(CHUNK):
                line.sendall(len(chunk).to_bytes(4, "big") + chunk)
            line.sendall(bytes(4))
            answer = _answer(line)
    except OSError as error:
        raise ScannerSilent(f"The virus scanner does not answer: {error}") from None
    if answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    if answer == "stream: OK":
        return ""
    raise ScannerSilent(f"The virus scanner answered: {answer or 'nothing'}")


def answers(*, scanner: str) -> bool:
    """Whether the scanner is there."""
    try:
        with _connection(scanner) as line:
            line.sendall(b"zPING\0")
            return _answer(line) == "PONG"
    except OSError:
        return False


def _connection(scanner: str) -> socket.socket:
    if scanner.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(PATIENCE)
        try:
            line.connect(scanner)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = scanner.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)


def _answer(line: socket.socket) -> str:
    received = b""
    while not received.endswith(b"\0") and (part := line.recv(4096)):
        received += part
    return received.rstrip(b"\0\n").decode("utf-8", "backslashreplace")
