"""What a caller names, to single files."""

import os
import subprocess
import unicodedata
import warnings
import zipfile
from pathlib import Path

import pytest

from pipeline.convert import ConvertOptions, convert
from pipeline.inputs import Search, find_inputs, read_input
from pipeline.sinks.parquet import read_dataset
from pipeline.sinks.warehouse import load
from schemas.errors import KplanError
from schemas.options import DEFAULT_OPTIONS, Limits

PLAN = "사업 1\n예산 3천원\n".encode()


def found(*paths: str, skip: bytes | None = None, limits: Limits = DEFAULT_OPTIONS.limits) -> dict[str, str | None]:
    """Reason by shown path, None where the bytes are read."""
    reasons: dict[str, str | None] = {}
    for item in find_inputs(paths, Search(skip, limits)):
        try:
            read_input(item, limits)
            reasons[item.shown] = None
        except KplanError as error:
            reasons[item.shown] = error.reason
    return reasons


def test_a_folder_gives_its_files_in_order_without_the_litter(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.pdf", "a/.hidden", "~$open.hwp", "Thumbs.db", ".git/x", "out/plan.parquet"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(PLAN)
    skip = os.fsencode(tmp_path / "out")
    assert found(str(tmp_path), skip=skip) == {f"{tmp_path}/a/z.pdf": None, f"{tmp_path}/b.txt": None}


def test_what_kplan_wrote_is_never_an_input(tmp_path: Path) -> None:
    own = ("run.json", "kplan.duckdb", "lineage.jsonl", "plan/part-00000.parquet", "csv/plan.csv", "export/book.xlsx")
    for root in ("", "older/"):
        for name in (*own, "plan/나의 계획.txt"):
            (tmp_path / root / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / root / name).write_bytes(PLAN)
    mine = {f"{tmp_path}/plan/나의 계획.txt": None}
    assert found(str(tmp_path)) == mine
    assert found(f"{tmp_path}/*", f"{tmp_path}/plan/*") == mine | {f"{tmp_path}/older/plan/나의 계획.txt": None}
    (tmp_path / "run.json").unlink()
    assert found(str(tmp_path), skip=os.fsencode(tmp_path)) == mine


def test_a_path_named_twice_comes_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PLAN)
    assert found(str(tmp_path), f"{tmp_path}/a.txt", f"{tmp_path}/*.txt") == {f"{tmp_path}/a.txt": None}


def test_an_empty_folder_and_a_missing_file_have_their_reasons(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert found(f"{tmp_path}/empty", f"{tmp_path}/none.hwp") == {
        f"{tmp_path}/empty": "NoInput",
        f"{tmp_path}/none.hwp": "Unreadable",
    }


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "a.txt").write_bytes(PLAN)
    (tmp_path / "outside.txt").write_bytes(PLAN)
    (root / "inside").symlink_to(root / "a.txt")
    (root / "escape").symlink_to(tmp_path / "outside.txt")
    (root / "loop").symlink_to(root)
    (root / "up").symlink_to(tmp_path)
    assert found(str(root)) == {
        f"{root}/a.txt": None,
        f"{root}/inside": None,
        f"{root}/escape": "Unreadable",
        f"{root}/up": "Unreadable",
    }


def test_special_files_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert found(str(tmp_path), "/dev/zero") == {f"{tmp_path}/pipe": "Unreadable", "/dev/zero": "Unreadable"}


def test_a_name_that_is_not_utf8_is_shown_escaped(tmp_path: Path) -> None:
    name = "계획.txt".encode("cp949")
    with open(os.fsencode(tmp_path) + b"/" + name, "wb") as file:
        file.write(PLAN)
    (shown,) = found(str(tmp_path))
    assert shown == f"{tmp_path}/\\xb0\\xe8ȹ.txt" or shown.startswith(f"{tmp_path}/\\xb0\\xe8")
    assert shown.isprintable()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_found_in_either_unicode_form(tmp_path: Path, form: str) -> None:
    stored = unicodedata.normalize("NFD" if form == "NFC" else "NFC", "계획서.txt")
    (tmp_path / stored).write_bytes(PLAN)
    assert list(found(f"{tmp_path}/" + unicodedata.normalize(form, "계획서.txt")).values()) == [None]


def test_an_archive_is_read_in_place(tmp_path: Path) -> None:
    path = tmp_path / "계획.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2026/시행계획.txt", PLAN)
        archive.writestr("2026/", b"")
        archive.writestr("__MACOSX/x", b"x")
        archive.writestr(unicodedata.normalize("NFD", "결과.txt"), PLAN)
    shown = "결과.txt"
    assert found(str(tmp_path)) == {f"{path}!2026/시행계획.txt": None, f"{path}!{shown}": None}


def test_names_that_windows_wrote_in_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("placeholder")
        archive.writestr(info, PLAN)
    raw = "운영계획.txt".encode("cp949")
    data = path.read_bytes().replace(b"placeholder", raw)
    for signature, at in ((b"PK\x03\x04", 26), (b"PK\x01\x02", 28)):
        place = data.index(signature) + at
        data = data[:place] + len(raw).to_bytes(2, "little") + data[place + 2 :]
    shift = len(raw) - len(b"placeholder")
    end = data.index(b"PK\x05\x06")
    size, offset = (int.from_bytes(data[end + at : end + at + 4], "little") + shift for at in (12, 16))
    path.write_bytes(data[: end + 12] + size.to_bytes(4, "little") + offset.to_bytes(4, "little") + data[end + 20 :])
    assert found(str(path)) == {f"{path}!운영계획.txt": None}


def test_an_archive_has_caps(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(4):
            archive.writestr(f"{number}.txt", PLAN)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.txt", b"0" * 10_000_000)
    with zipfile.ZipFile(tmp_path / "old.zip", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("0.txt", PLAN)
    limits = Limits(archive_entries=3, total_bytes=1000, file_bytes=10_000)
    assert found(str(tmp_path), limits=limits) == {
        f"{tmp_path}/bomb.zip": "LimitExceeded",
        f"{tmp_path}/many.zip": "LimitExceeded",
        f"{tmp_path}/old.zip!0.txt": "Unsupported",
    }


def test_a_damaged_entry_costs_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("good.txt", PLAN)
        archive.writestr("hurt.txt", b"AAAABBBB")
    path.write_bytes(path.read_bytes().replace(b"AAAABBBB", b"AAAACBBB"))
    assert found(str(path)) == {f"{path}!good.txt": None, f"{path}!hurt.txt": "Corrupt"}


def test_a_document_that_is_a_zip_is_no_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.hwpx", "w") as archive:
        archive.writestr("mimetype", "application/hwp+zip")
        archive.writestr("Contents/section0.xml", "<x/>")
    assert found(str(tmp_path)) == {f"{tmp_path}/a.hwpx": None}


def test_a_list_on_standard_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PLAN)
    assert [item.shown for item in find_inputs(["-"], listed=[f"{tmp_path}/a.txt"])] == [f"{tmp_path}/a.txt"]


NFD = unicodedata.normalize("NFD", "나루 계획.txt")


def test_what_is_shown_can_be_named_again(tmp_path: Path) -> None:
    (tmp_path / "가나").mkdir()
    (tmp_path / "가나" / NFD).write_text("나루 계획")
    (tmp_path / os.fsdecode(b"\xb0\xa1.txt")).write_text("가 계획")
    with zipfile.ZipFile(tmp_path / "묶음!1.zip", "w") as archive:
        archive.writestr(f"안/{NFD}", "나루 계획 안")
        archive.writestr("안/둘!셋.txt", "둘째 계획")
    items = list(find_inputs([str(tmp_path)]))
    assert len(items) == 4
    for item in items:
        assert unicodedata.is_normalized("NFC", item.shown)
        (again,) = find_inputs([item.shown])
        assert (again.path, again.entry, again.shown, again.refusal) == (item.path, item.entry, item.shown, None)


@pytest.mark.parametrize("name", ["묶음.zip!없음.txt", "없음.zip!가.txt", "가!나.txt", "!"])
def test_an_entry_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "묶음.zip", "w") as archive:
        archive.writestr("가.txt", "가 계획")
    (item,) = find_inputs([str(tmp_path / name)])
    assert item.absent


def test_a_file_whose_name_looks_like_an_entry_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "묶음.zip!가.txt").write_text("가 계획")
    (item,) = find_inputs([str(tmp_path / "묶음.zip!가.txt")])
    assert item.entry is None
    assert item.refusal is None


def test_entries_of_one_name_are_told_apart_and_can_be_loaded(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for text in ("사업 하나 3회", "사업 둘 4회", "사업 셋 5회"):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                archive.writestr("계획.txt", text)
        archive.writestr("계획.txt#2", "사업 넷 6회")
    names = [f"{tmp_path}/a.zip!계획.txt{end}" for end in ("", "#2", "#3", "#2#2")]
    assert list(found(str(tmp_path / "a.zip"))) == names
    assert [list(found(name)) for name in names] == [[name] for name in names]
    out = tmp_path / "out"
    convert(str(tmp_path / "a.zip"), out, ConvertOptions(jobs=1))
    assert [change.inserted for change in load(out, f"duckdb://{tmp_path}/w.duckdb") if change.dataset == "documents"]
    assert read_dataset(out, "documents").column("path").to_pylist() == sorted(names)


def test_two_files_that_would_be_shown_alike_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a\\xb0.txt").write_bytes(PLAN)
    with open(os.fsencode(tmp_path) + b"/a\xb0.txt", "wb") as file:
        file.write(PLAN + b"1")
    assert sorted(found(str(tmp_path))) == [f"{tmp_path}/a\\xb0.txt", f"{tmp_path}/a\\xb0.txt#2"]


@pytest.mark.parametrize("sign", ["\x1b", "\x01", "\n", "\x7f", "\u0085", "\u2028", "\uffff"])
def test_a_sign_that_steers_is_escaped_in_a_name(tmp_path: Path, sign: str) -> None:
    (tmp_path / f"계획{sign}.txt").write_bytes(PLAN)
    (shown,) = found(str(tmp_path))
    assert sign not in shown
    assert shown.startswith(f"{tmp_path}/계획\\")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr(f"가{sign}.txt", PLAN)
    assert sign not in next(iter(found(str(tmp_path / "b.zip"))))


def test_a_folder_as_deep_as_it_goes(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1_200):
        os.mkdir("d", dir_fd=here)
        deeper = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(os.open("tief.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    (tmp_path / "a.txt").write_bytes(PLAN)
    reasons = found(str(tmp_path))
    assert reasons[f"{tmp_path}/a.txt"] is None
    assert len(reasons) == 2
    subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)


def test_links_that_lead_out_are_followed_where_that_is_asked(tmp_path: Path) -> None:
    for name in ("in/a.txt", "elsewhere/b.txt", "elsewhere/deep/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(PLAN)
    (tmp_path / "in" / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "file.txt").symlink_to(tmp_path / "elsewhere" / "b.txt")
    (tmp_path / "elsewhere" / "loop").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "back").symlink_to(tmp_path / "in")
    asked = Search(follow_links=True)
    shown = [item.shown.removeprefix(f"{tmp_path}/in/") for item in find_inputs([str(tmp_path / "in")], asked)]
    assert shown == ["a.txt", "file.txt", "link/b.txt", "link/deep/c.txt"]
    refused = found(str(tmp_path / "in"))
    assert refused[f"{tmp_path}/in/link"] == refused[f"{tmp_path}/in/file.txt"] == "Unreadable"
