"""`python -m web.figures [--scale S]`: print every figure beside ours; exit with 1 when one differs."""

import argparse
import sys

from web.figures.nation import NationOurs
from web.figures.report import compare, lines


def main() -> int:
    """Compare with the synthetic nation at a scale of 1:S (1000, 100, 10 or 1); values are printed in
    full."""
    parser = argparse.ArgumentParser(prog="python -m web.figures", description=main.__doc__)
    parser.add_argument("--scale", type=int, default=1000, choices=(1000, 100, 10, 1))
    compared = compare(NationOurs(parser.parse_args().scale))
    sys.stdout.writelines(f"{line}\n" for line in lines(compared))
    return 0 if all(each.agrees for each in compared) else 1


if __name__ == "__main__":
    sys.exit(main())
