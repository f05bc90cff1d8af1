"""`python -m web.assets`: build the stylesheets, scripts, fonts and icons the pages need."""

from web.assets.build import build
from web.assets.places import BUILT, ROOT

if __name__ == "__main__":
    print(f"{len(build())} files in {BUILT.relative_to(ROOT)}")
