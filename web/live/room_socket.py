"""The socket of the screen room: takes what a page says, and tells it what is new. Sound and picture never pass here.

Every message is a short transaction of its own. When the database is away the page is told `unsettled`, and the same
is tried until it is back: the conversation goes on between the browsers meanwhile.
"""

import structlog
from litestar import WebSocket, websocket
from litestar.datastructures import State
from litestar.exceptions import WebSocketDisconnect
from litestar.params import FromPath

from tolkeregister.core.actor import NOBODY, Actor
from tolkeregister.core.settings import Settings
from web.live.closing import FAULT, FOREIGN, NONSENSE, Closing
from web.live.entering import Knock
from web.live.messages import PAGE
from web.live.seat_cookie import held_seat
from web.live.seat_socket import SeatSocket

Socket = WebSocket[Actor, None, State]

log = structlog.get_logger()


@websocket("/rom/{number:str}/signal", name="room_signal")
async def room_signal(socket: Socket, number: FromPath[str]) -> None:
    """Accept, and close with a code that the page explains whenever something is not as it should be."""
    await socket.accept()
    try:
        await SeatSocket(socket, _knock(socket, number)).stay()
    except Closing as end:
        await _close(socket, end)
    except WebSocketDisconnect:
        return
    except Exception as error:
        log.error("rooms.socket_failed", error=type(error).__name__, exc_info=error)
        await _close(socket, Closing(FAULT))


def _knock(socket: Socket, number: str) -> Knock:
    """Who knocks. Cookies go along from every port of the same site: the origin says which page it is."""
    settings: Settings = socket.app.state.settings
    if socket.headers.get("origin") != settings.base_url:
        raise Closing(FOREIGN)
    page = socket.query_params.get("page", "")
    if not PAGE.fullmatch(page):
        raise Closing(NONSENSE)
    return Knock(number, held_seat(socket, number), socket.scope.get("user") or NOBODY, page)


async def _close(socket: Socket, end: Closing) -> None:
    """Say why, and close. A browser that is gone already need not be told."""
    try:
        if end.last is not None:
            await socket.send_json(end.last)
        await socket.close(code=end.code)
    except Exception as error:
        log.debug("rooms.socket_was_gone", error=type(error).__name__)
