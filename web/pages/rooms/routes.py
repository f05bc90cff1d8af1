"""The addresses of the screen room."""

from web.pages.rooms.conversation import show_conversation, show_done
from web.pages.rooms.door import ask_code, enter, enter_by_code, enter_own, show_door, show_own_door
from web.pages.rooms.times import ask_own_times, ask_times, tell_own_times, tell_times
from web.pages.rooms.trying import keep_try, keep_try_by_link, show_try, show_try_by_link

ROOMS = (
    show_own_door, enter_own, show_door, enter, ask_code, enter_by_code, show_conversation, show_done, show_try,
    keep_try, show_try_by_link, keep_try_by_link, ask_times, tell_times, ask_own_times, tell_own_times,
)  # fmt: skip
