"""The pages with the assets of the last `python -m web.assets`, made once per process."""

from functools import cache

from web.assets.places import read_manifest
from web.view.render import Pages


@cache
def pages() -> Pages:
    """Every template in every written form. Raises FileNotFoundError before the first build of the assets."""
    return Pages(manifest=read_manifest())
