"""One window a library: a second start hands its files to the first and ends."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500


class Instance:
    """The place where windows of one library, of one person, meet."""

    def __init__(self, folder: Path) -> None:
        self._name = _name(folder)
        self._server: QLocalServer | None = None

    def hand_over(self, files: list[Path]) -> bool:
        """Give ``files`` to a window that has this library open; False where there is none."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(json.dumps([str(path) for path in files]).encode())
        socket.flush()
        socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return True

    def listen(self, folder: Path, on_files: Callable[[list[Path]], None]) -> None:
        """Take what later starts hand over."""
        self.close()
        self._name = _name(folder)
        server = QLocalServer()
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # a crashed window leaves its name behind
        server.newConnection.connect(lambda: _receive(server, on_files))
        server.listen(self._name)
        self._server = server

    def close(self) -> None:
        if self._server:
            self._server.close()
            self._server.deleteLater()
            self._server = None


def _receive(server: QLocalServer, on_files: Callable[[list[Path]], None]) -> None:
    socket = server.nextPendingConnection()

    def ended() -> None:
        data = bytes(socket.readAll().data())
        socket.deleteLater()
        on_files(_paths(data))

    socket.disconnected.connect(ended)
    if socket.state() == QLocalSocket.LocalSocketState.UnconnectedState:
        ended()


def _paths(data: bytes) -> list[Path]:
    """What a second start wrote; anything else is no list of files."""
    try:
        names = json.loads(data)
    except ValueError:
        return []
    return [Path(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _name(folder: Path) -> str:
    return "cypsc-" + hashlib.sha256(str(folder.expanduser().resolve()).encode()).hexdigest()[:24]
