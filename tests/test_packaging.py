"""The wheel holds what the program reads, and nobody else owns our top-level names."""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import metadata, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

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


@pytest.mark.parametrize(("lock", "extra"), [("requirements.lock", "xlsx"), ("requirements-dev.lock", "dev")])
def test_the_lock_file_holds_what_the_project_needs(lock: str, extra: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    versions = {name.lower(): version for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)}
    assert len(re.findall(r"--hash=sha256:", text)) >= len(versions)
    assert "://" not in text
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"][extra]]
    for line in needed:
        requirement = Requirement(line)
        if requirement.name != "kplan":
            assert requirement.specifier.contains(versions[requirement.name.lower()]), line
