"""A virus scanner for tests: listens on a real socket and speaks ClamAV's words, with answers given beforehand."""

import socket
from threading import Thread
from types import TracebackType


class Clamd:
    """Answers each connection with the next answer; the last one is repeated. `received` holds what was streamed."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.received: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = Thread(target=self._serve, daemon=True)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> "Clamd":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            with line, line.makefile("rb") as words:
                self._answer(line, words)

    def _answer(self, line: socket.socket, words: object) -> None:
        command = bytearray()
        while not command.endswith(b"\0"):
            command += words.read(1)
        if command == b"zINSTREAM\0":
            content = bytearray()
            while length := int.from_bytes(words.read(4), "big"):
                content += words.read(length)
            self.received.append(bytes(content))
        line.sendall(self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])
