"""A form sent after its session had ended is not lost: it is sealed, and its owner gets it back after signing in.

Kept only when its token shows that the page was ours and the form's own account is known, so that no other site can
leave a form here. Never sent on its own: the owner sees it and presses the button again. Files cannot be kept.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from litestar import Request
from litestar.datastructures import Cookie
from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Database, Session
from tolkeregister.core.settings import Settings
from web.security import cookies, csrf
from web.security.limits import DRAFT_LIFE, FORM_BODY
from web.security.return_to import local_path
from web.security.sessions import FoundSession
from web.security.tokens import derived_key, new_token, token_hash

HEADER = {"alg": "dir", "enc": "A256GCM"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it was sent: where to, its fields (without the token), and whether files were left out."""

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool


async def keep(
    request: Request[Actor, Any, Any], proof: csrf.FormProof, found: FoundSession
) -> Cookie | None:
    """Seal the request's form for the account whose page it was; returns the browser's half of the key.

    None when the page belonged to somebody else, or the form is too large to keep.
    """
    state = request.app.state
    settings: Settings = state.settings
    database: Database = state.database
    draft = _draft_of(_address_of(request), list((await request.form()).multi_items()))
    plain = json.dumps([draft.path, draft.fields, draft.had_files]).encode()
    if local_path(draft.path) is None or len(plain) > FORM_BODY:
        return None
    token = new_token()
    async with database.writing() as session:
        if not await _belongs(session, proof, found):
            return None
        await session.execute(
            text("INSERT INTO form_draft (key_hash, account_id, path, sealed, created_at)"
                 " VALUES (:hash, :account, :path, :sealed, :now)"),
            {"hash": token_hash(token), "account": found.account_id, "path": draft.path,
             "sealed": jwe.encrypt_compact(HEADER, plain, _key(settings, token)), "now": state.clock()},
        )  # fmt: skip
    return cookies.make_cookie(settings, cookies.DRAFT, token, life=DRAFT_LIFE)


async def find_draft(
    session: Session, actor: Actor, settings: Settings, token: str | None, *, now: datetime
) -> Draft | None:
    """The form kept in this browser for this very account; None for everybody else and after an hour."""
    if token is None or actor.account_id is None:
        return None
    sealed = (await session.execute(
        text("SELECT sealed FROM form_draft WHERE key_hash = :hash AND account_id = :account AND created_at > :since"),
        {"hash": token_hash(token), "account": actor.account_id, "since": now - DRAFT_LIFE},
    )).scalar_one_or_none()  # fmt: skip
    if sealed is None:
        return None
    try:
        opened = jwe.decrypt_compact(sealed, _key(settings, token)).plaintext
    except JoseError:  # sealed under a former SECRET_KEY
        return None
    path, fields, had_files = json.loads(opened or b"")
    return Draft(path, tuple((name, value) for name, value in fields), had_files)


async def _belongs(session: Session, proof: csrf.FormProof, found: FoundSession) -> bool:
    """Whether the page was made in this cookie's session, or in another session of the same account."""
    if proof.session_id == found.session_id:
        return True
    owner = await session.execute(
        text("SELECT account_id FROM web_session WHERE id = :id"), {"id": proof.session_id}
    )
    return bool(owner.scalar_one_or_none() == found.account_id)


def _address_of(request: Request[Actor, Any, Any]) -> str:
    query = request.scope.get("query_string", b"").decode("ascii", "ignore")
    return quote(request.scope["path"]) + (f"?{query}" if query else "")


def _draft_of(path: str, sent: list[tuple[str, Any]]) -> Draft:
    fields = tuple((name, value) for name, value in sent if isinstance(value, str) and name != csrf.FIELD)
    return Draft(path, fields, any(not isinstance(value, str) for _, value in sent))


def _key(settings: Settings, token: str) -> OctKey:
    """Half of the key is ours, half is in the browser: neither a copy of the database nor the cookie is enough."""
    return OctKey.import_key(derived_key(settings.secret_key, f"form-draft {token}"))
