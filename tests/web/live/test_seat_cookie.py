"""The seat's cookie and the room's headers: what browsers are told."""

from dataclasses import replace

import httpx2
from litestar import Response

from tolkeregister.core.settings import Settings
from web.live.headers import room_headers
from web.live.seat_cookie import drop_seat, set_seat


def test_a_seat_is_kept_where_no_script_reads_it_and_no_other_site_sends_it(settings: Settings) -> None:
    answer: Response[str] = Response("")
    set_seat(answer, replace(settings, base_url="https://tolkeregister.example"), "26-1", "held")
    told = [each.to_header(header="").strip() for each in answer.cookies]
    paths = [f"{form}{path}" for path in ("/rom/26-1", "/r") for form in ("", "/nn", "/en")]
    for path, header in zip(paths, told, strict=True):
        parts = {each.strip() for each in header.split(";")}
        assert parts == {"__Secure-plass-26-1=held", f"Path={path}", "HttpOnly", "SameSite=strict", "Secure"}
    dropped: Response[str] = Response("")
    drop_seat(dropped, settings, "26-1")
    assert all("Max-Age=0" in each.to_header() for each in dropped.cookies)


async def test_only_the_rooms_pages_may_use_camera_and_microphone(
    client: httpx2.AsyncClient, settings: Settings
) -> None:
    for path in ("/rom/26-1", "/nn/rom/26-1/samtale", "/r/x"):
        told = (await client.get(path)).headers
        assert "camera=(self), microphone=(self)" in told["permissions-policy"], path
        assert (told["cache-control"], told["referrer-policy"]) == ("no-store", "no-referrer")
        assert "connect-src 'self' ws://127.0.0.1:8000;" in told["content-security-policy"]
    other = (await client.get("/om")).headers
    assert "camera=()" in other["permissions-policy"]
    assert "ws:" not in other["content-security-policy"]
    assert not room_headers(settings, "/romania")
    secure = replace(settings, base_url="https://tolkeregister.example")
    assert "wss://tolkeregister.example;" in room_headers(secure, "/rom")["content-security-policy"]
