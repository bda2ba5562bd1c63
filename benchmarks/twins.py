"""Every text of the reference documents against its twins as HWPX, PDF and HTML: rows lost and rows that are new.

    python benchmarks/twins.py [--rows] [--only NAME ...] [--keep FOLDER]

The twins are written by tests/twins.py; --rows prints the rows that differ, --keep leaves the twins in a folder.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ROOT.parent / "shared" / "dev" / "docs"
sys.path.insert(0, str(ROOT / "tests"))

from twins import WRITERS, outline_of, rows_of  # noqa: E402  (the folder is put on the path just above)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", action="store_true")
    parser.add_argument("--only", nargs="*", default=())
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    same: Counter[str] = Counter()
    paths = [path for path in sorted(DOCUMENTS.glob("*")) if path.suffix in (".txt", ".md", ".csv")]
    chosen = [path for path in paths if not options.only or path.stem in options.only]
    for path in chosen:
        wanted = rows_of(path.read_bytes(), path.name)
        outline = outline_of(path.read_bytes(), path.name)
        figures = []
        for ending, write in WRITERS.items():
            twin = write(outline)
            if options.keep:
                (options.keep / f"{path.stem}.{ending}").write_bytes(twin)
            found = rows_of(twin, f"{path.stem}.{ending}")
            lost, more = wanted - found, found - wanted
            same[ending] += not lost and not more
            figures.append(f"{ending} -{lost.total()} +{more.total()}")
            if options.rows:
                for sign, rows in (("-", lost), ("+", more)):
                    print("\n".join(f"  {ending} {sign} {' | '.join(row)}" for row in rows.elements()))
        print(f"{path.name:12} {wanted.total():4} rows  " + "  ".join(figures))
    print("the same rows: " + ", ".join(f"{ending} {same[ending]} of {len(chosen)}" for ending in WRITERS))


if __name__ == "__main__":
    main()
