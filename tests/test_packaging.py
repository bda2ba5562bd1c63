"""The wheel holds what the program reads, and nobody else owns our top-level names."""

import subprocess
import sys
import zipfile
from importlib.metadata import metadata, packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("schemas", "extractors", "pipeline")


def test_no_other_distribution_owns_our_names() -> None:
    owners = packages_distributions()
    for room in ROOMS:
        assert set(owners.get(room, ["kplan"])) == {"kplan"}


def test_it_is_not_for_upload() -> None:
    assert "Private :: Do Not Upload" in (metadata("kplan").get_all("Classifier") or [])


def test_the_wheel_holds_every_module_and_lookup(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("kplan-*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*") if file.is_file()]
    needed = {str(file.relative_to(ROOT)) for file in files if "__pycache__" not in file.parts}
    assert needed - held == set()
    assert {name.partition("/")[0] for name in held if ".dist-info" not in name} == set(ROOMS)
