"""An archive grows: what an output holds from elsewhere stays, and what falls out is told."""

import json
import zipfile
from pathlib import Path

import pytest
from test_cli import kplan

from pipeline.convert import ConvertOptions, convert
from pipeline.earlier_inputs import is_covered, name_to_covers
from pipeline.sinks.parquet import read_dataset


def folder_of(path: Path, *names: str) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name in names:
        (path / name).write_text(f"나루구 계획 {path.name} {name}\n\n- 나루터 정비 : 3개소\n", encoding="utf-8")
    return path


def names_in(out: Path) -> list[str]:
    return [Path(path).name for path in read_dataset(out, "documents").column("path").to_pylist()]


def told(out: Path) -> tuple[int, list[str]]:
    report = json.loads((out / "run.json").read_text(encoding="utf-8"))
    return report["kept"], [Path(path).name for path in report["dropped"]]


def run(out: Path, *paths: Path | str, replace: bool = False) -> None:
    convert([str(path) for path in paths], out, ConvertOptions(jobs=1, replace=replace))


def test_another_file_joins_what_is_there(tmp_path: Path) -> None:
    many, one = folder_of(tmp_path / "가", "1.txt", "2.txt"), folder_of(tmp_path / "나", "3.txt") / "3.txt"
    run(tmp_path / "out", many)
    rows = read_dataset(tmp_path / "out", "plan").num_rows
    run(tmp_path / "out", one)
    assert (names_in(tmp_path / "out"), told(tmp_path / "out")) == (["1.txt", "2.txt", "3.txt"], (2, []))
    assert read_dataset(tmp_path / "out", "plan").num_rows == rows + 1
    run(tmp_path / "out", one, replace=True)
    assert (names_in(tmp_path / "out"), told(tmp_path / "out")) == (["3.txt"], (0, ["1.txt", "2.txt"]))


def test_a_file_that_is_gone_falls_out_and_is_told(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "가", "1.txt", "2.txt")
    run(tmp_path / "out", source)
    (source / "1.txt").rename(source / "3.txt")
    run(tmp_path / "out", source)
    assert (names_in(tmp_path / "out"), told(tmp_path / "out")) == (["2.txt", "3.txt"], (0, ["1.txt"]))
    (source / "2.txt").unlink()
    run(tmp_path / "out", source / "*.txt")
    assert (names_in(tmp_path / "out"), told(tmp_path / "out")) == (["3.txt"], (0, ["2.txt"]))


def test_what_stays_is_not_read_again_and_stays_when_its_file_is_gone(tmp_path: Path) -> None:
    many, other = folder_of(tmp_path / "가", "1.txt"), folder_of(tmp_path / "나", "2.txt")
    run(tmp_path / "out", many)
    (many / "1.txt").unlink()
    report = convert(str(other), tmp_path / "out", ConvertOptions(jobs=1))
    assert (report.converted, report.ok, report.inputs) == (1, 2, 2)


@pytest.mark.parametrize("how", [{"force": True}, {"retry_failed": True}])
def test_reading_again_is_about_the_files_of_this_run(tmp_path: Path, how: dict[str, bool]) -> None:
    many, other = folder_of(tmp_path / "가", "1.txt"), folder_of(tmp_path / "나", "2.txt")
    run(tmp_path / "out", many)
    (many / "1.txt").unlink()
    report = convert(str(other), tmp_path / "out", ConvertOptions(jobs=1, **how))  # type: ignore[arg-type]
    assert (report.ok, report.failed) == (2, 0)
    again = convert(str(other), tmp_path / "out", ConvertOptions(jobs=1, force=True))
    assert (again.converted, again.ok) == (1, 2)


def test_a_list_on_standard_input_joins_too(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "가", "1.txt", "2.txt")
    for listed in (["1.txt"], ["1.txt", "2.txt"]):
        paths = tuple(str(source / name) for name in listed)
        convert("-", tmp_path / "out", ConvertOptions(jobs=1, listed=paths))
    assert (names_in(tmp_path / "out"), told(tmp_path / "out")) == (["1.txt", "2.txt"], (0, []))


def test_an_edited_file_is_the_same_file(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "가", "1.txt")
    run(tmp_path / "out", source)
    (source / "1.txt").write_text("나루구 계획\n\n- 나루터 정비 : 7개소\n", encoding="utf-8")
    run(tmp_path / "out", source / "1.txt")
    assert (names_in(tmp_path / "out"), told(tmp_path / "out")) == (["1.txt"], (0, []))


def test_entries_of_an_archive_belong_to_it(tmp_path: Path) -> None:
    def archive(*names: str) -> None:
        with zipfile.ZipFile(tmp_path / "묶음.zip", "w") as file:
            for name in names:
                file.writestr(name, f"나루구 계획 {name}")

    archive("1.txt", "2.txt")
    run(tmp_path / "out", tmp_path / "묶음.zip", folder_of(tmp_path / "가", "3.txt"))
    archive("1.txt")
    run(tmp_path / "out", tmp_path / "묶음.zip")
    kept, dropped = told(tmp_path / "out")
    assert (kept, dropped) == (1, ["묶음.zip!2.txt"])


def test_relative_names_are_about_the_folder_they_were_given_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_of(tmp_path / "가", "1.txt", "2.txt")
    monkeypatch.chdir(tmp_path)
    run(tmp_path / "out", "가")
    (tmp_path / "가" / "2.txt").unlink()
    (tmp_path / "나").mkdir()
    monkeypatch.chdir(tmp_path / "나")
    run(tmp_path / "out", "../가")
    assert (names_in(tmp_path / "out"), told(tmp_path / "out")) == (["1.txt"], (0, ["2.txt"]))


def test_the_command_says_what_stays_and_what_falls_out(tmp_path: Path) -> None:
    many, other = folder_of(tmp_path / "가", "1.txt"), folder_of(tmp_path / "나", "2.txt")
    out = str(tmp_path / "out")
    assert "이전 실행" not in kplan("convert", str(many), "--out", out).stdout
    assert "이전 실행의 문서 1개는 그대로 두었습니다." in kplan("convert", str(other), "--out", out).stdout
    replaced = kplan("convert", str(other), "--out", out, "--replace").stdout
    assert "결과에서 뺀 문서 1개" in replaced
    assert str(many / "1.txt") in replaced


@pytest.mark.parametrize(
    ("path", "cover", "covered"),
    [
        (b"/a/b", b"/a", True),
        (b"/a/b", b"/a/b", True),
        (b"/ab/c", b"/a", False),
        (b"/a/b.txt", b"/a/*.txt", True),
        (b"/a/b.hwp", b"/a/*.txt", False),
        (b"/a/b", b"/", True),
    ],
)
def test_what_a_name_covers(path: bytes, cover: bytes, covered: bool) -> None:
    assert is_covered(path, cover) is covered


def test_a_list_covers_nothing() -> None:
    assert list(name_to_covers("-")) == []
