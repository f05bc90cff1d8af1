"""`python -m web.assets`: build the stylesheets, scripts, fonts and icons the pages need."""

from web.assets.build import BUILT, build
from web.assets.steps import ROOT

if __name__ == "__main__":
    print(f"{len(build())} files in {BUILT.relative_to(ROOT)}")
