"""Style sheets, scripts and fonts. Their names hold a hash of their content: browsers may keep them for ever."""

from litestar import Response
from litestar.router import Router
from litestar.static_files import create_static_files_router

from web.assets.places import BUILT
from web.view.engine import STATIC_PREFIX

FOR_EVER = "public, max-age=31536000, immutable"


def _keep(response: Response[object]) -> Response[object]:
    response.headers["cache-control"] = FOR_EVER
    return response


def static_files() -> Router:
    """The routes under /static/built."""
    return create_static_files_router(
        path=STATIC_PREFIX, directories=[BUILT], after_request=_keep, name="static", include_in_schema=False
    )
