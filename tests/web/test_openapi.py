"""The description of the API: a snapshot in git shows every change to reviewers."""

import json
import os
from pathlib import Path

import httpx2

SNAPSHOT = Path(__file__).parents[2] / "web/api/openapi.json"


async def test_the_description_is_the_one_in_git(client: httpx2.AsyncClient) -> None:
    """After a change on purpose: `UPDATE_OPENAPI=1 pytest tests/web/test_openapi.py`, and commit the file."""
    described = (await client.get("/api/openapi.json")).json()
    if os.environ.get("UPDATE_OPENAPI"):
        SNAPSHOT.write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert described == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


async def test_only_the_api_is_described(client: httpx2.AsyncClient) -> None:
    described = (await client.get("/api/openapi.json")).json()
    assert all(path.startswith("/api/v1/") for path in described["paths"])
    assert {"/api/v1/tolker", "/api/v1/tolker/{nummer}", "/api/v1/sprak"} <= set(described["paths"])


async def test_an_unknown_address_of_the_api_is_a_problem_and_no_page(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/api/v1/finnes-ikke")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
