"""What the README shows is true."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
NOTICE = "본 제품은 한글과컴퓨터의 ᄒᆞᆫ글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다."


def test_the_python_example_runs_as_printed(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    code = code.replace('"out/one"', repr(str(tmp_path / "out")))
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[:2] == ["hwp5 3", "계 84000000 - 소요예산 : 84,000천원 (국비30, 시비70)"]


def test_every_page_that_is_linked_exists() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"make ([a-z-]+)", README)) <= targets


def test_the_notice_of_the_format_documents_is_given() -> None:
    places = [ROOT / "README.md", *sorted((ROOT / "extractors").glob("hwp?.py")), ROOT / "extractors" / "hwpml.py"]
    assert all(NOTICE in path.read_text(encoding="utf-8") for path in places)
