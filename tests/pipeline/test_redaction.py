"""No officer's name is left anywhere in what is published or shown with a redaction key."""

import random
import re
import unicodedata
import zipfile
from pathlib import Path

import duckdb
import pytest
from test_cli import kplan

from pipeline.convert import ConvertOptions, convert
from pipeline.engine.persons import document_to_personal
from pipeline.engine.redaction import names_to_redaction, pseudonym, redact_value
from pipeline.sinks.parquet import read_dataset
from schemas.document import Cell, Document, Text
from schemas.errors import Unredacted
from schemas.records import DATASETS
from schemas.source import Source

PLANS = Path(__file__).resolve().parents[2] / "samples" / "plans"
NAMES = ("김하늘", "박소리", "이든결", "최가람")


@pytest.mark.parametrize("name", ["annual_targets.txt", "annual_targets.hwpx"])
def test_no_dataset_holds_a_name(tmp_path: Path, name: str) -> None:
    plan = str(PLANS / name)
    convert(plan, tmp_path / "plain", ConvertOptions(jobs=1))
    convert(plan, tmp_path / "out", ConvertOptions(jobs=1, redaction_key="열쇠", csv=True))
    for dataset in DATASETS:
        text = str(read_dataset(tmp_path / "out", dataset).to_pylist())
        assert [officer for officer in NAMES if officer in text] == [], dataset
    cells = " ".join(read_dataset(tmp_path / "out", "cells").column("text").to_pylist())
    assert "김하늘" in str(read_dataset(tmp_path / "plain", "cells").to_pylist())
    assert f"마을복지 {pseudonym('김하늘', '열쇠')}" in cells
    assert pseudonym("김하늘", "열쇠") in read_dataset(tmp_path / "out", "plan").column("officer").to_pylist()
    for column in ("row_id", "doc_id", "target", "task"):
        plain, redacted = (read_dataset(tmp_path / folder, "plan").column(column) for folder in ("plain", "out"))
        assert plain.equals(redacted)


@pytest.mark.parametrize("command", [("show", "--all"), ("rows",), ("tables",)])
def test_no_command_prints_a_name(command: tuple[str, ...]) -> None:
    plan = str(PLANS / "annual_targets.txt")
    assert "김하늘" in kplan(*command, plan, COLUMNS="200").stdout
    shown = kplan(*command, plan, "--redact-officers", "열쇠", COLUMNS="200").stdout
    assert [officer for officer in NAMES if officer in shown] == []


@pytest.mark.parametrize(
    ("name", "text", "redacted"),
    [
        ("김하늘", "마을복지 김하늘(☎ 1234)", "마을복지 @(☎ 1234)"),
        ("김하늘", "김 하\n늘이 맡는다", "@이 맡는다"),
        ("김솔", "담당 김솔 주무관, 김솔은", "담당 @ 주무관, @은"),
        ("김솔", "김솔기 위촉, 봄김솔", "김솔기 위촉, 봄김솔"),
    ],
)
def test_names_are_found_as_they_are_written(name: str, text: str, redacted: str) -> None:
    assert names_to_redaction([name], "키")(text).replace(pseudonym(name, "키"), "@") == redacted


def test_a_name_cut_by_a_line_break_of_its_cell() -> None:
    cell = Cell(0, 0, blocks=(Text("마을복지 김하"), Text("늘")))
    assert redact_value(cell, names_to_redaction(["김하늘"], "키")).text == f"마을복지 {pseudonym('김하늘', '키')}"


FORMS = (
    "담당자 : {name}",
    "담당자{name}({mail})",
    "작성자: {name} 검토자: {other}",
    "마을복지팀 {name}(☎ {phone})",
    "마을복지팀 {name} {extension}",
    "{name} ({phone})",
    "팀장 {name}",
    "{name} 과장이 총괄한다",
    "{name}님",
    "마을복지과({name})",
    "담당 : {spaced} ☎{phone}",
    "담당자: {name}, {other}",
    "성명 {name} 주민등록번호 {resident}",
    "{name} {mobile}",
    "{name} / {mail}",
    "강사 {name} 계좌 농협 {account}",
    "주무관 {name} 팀장 {other} 과장 {third}",
    "문의: {name}(내선 {extension})",
    "위원장 {name}·위원 {other}",
    "{name} 주무관, {other} 주무관에게 {mobile} 또는 {mail}",
)
TRAPS = "2022-2026년 12-34 사업 3,331가구, 예산 860,267천원, 20201231-20211231, 제2022-1234호"


def invented_persons(count: int) -> list[dict[str, str]]:
    """Persons who do not exist: syllables drawn anew, numbers from ranges that are given to nobody."""
    chance = random.Random(7)
    surnames = (
        *"김이박최정강조윤장임한오서신권황안송류홍고문양손배백허남심노곽성차주우구",
        "남궁",
        "황보",
        "제갈",
        "선우",
    )
    given = "뷔룡뤼휴튼샘럽별솔빛결온누리뫼담늘찬든벼름"
    persons: list[dict[str, str]] = []
    while len(persons) < count:
        surname = chance.choice(surnames)
        name = surname + "".join(chance.sample(given, 2))
        if any(name == person["name"] for person in persons):
            continue
        number = len(persons)
        persons.append(
            {
                "name": name,
                "spaced": " ".join(name),
                "phone": f"{chance.choice(('02-', '031-', ''))}{chance.randint(200, 999)}-{chance.randint(1000, 9999)}",
                "extension": f"{chance.randint(7000, 9999)}",
                "mobile": f"010-{chance.randint(2000, 9999)}-{chance.randint(1000, 9999)}",
                "mail": f"{chance.choice('bcdfgh')}{''.join(chance.sample('aeiounrs', 5))}{number}@mail.example.kr",
                "resident": f"{chance.randint(60, 99)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
                f"-{chance.randint(1, 4)}{chance.randint(100000, 999999)}",
                "account": f"302-{chance.randint(1000, 9999)}-{chance.randint(1000, 9999)}-{chance.randint(10, 99)}",
            }
        )
    return persons


def persons_to_text(persons: list[dict[str, str]]) -> str:
    """Ten persons in each of the forms, then each of them once more in a sentence that tells nothing, and in a table."""
    lines = ["2026년 마을복지 시행계획", f"□ 개요 : {TRAPS}"]
    for number, person in enumerate(persons):
        form = FORMS[number % len(FORMS)]
        near = {"other": persons[number - 1]["name"], "third": persons[number - 2]["name"]}
        lines.append(f"{number % 90 + 1}. 별빛마당 {number} 운영 : {number + 3}회, {number + 7}백만원")
        lines.append(f" - {form.format(**person, **near)}")
        lines.append(f" - 이 일은 {person['name']}이 맡아 {number + 11}명을 돌본다.")
    lines += ["", "| 사업명 | 담당자 | 연락처 | 목표 |", "|---|---|---|---|"]
    lines += [f"| 달빛길 {n} | {p['name']} | {p['extension']} | {n + 5}회 |" for n, p in enumerate(persons)]
    return "\n".join(lines) + "\n"


def every_text(out: Path) -> str:
    """All that stands in an output, its journal and its exports: the bytes as text, and what is packed, unpacked."""
    texts = []
    for file in sorted(file for file in out.rglob("*") if file.is_file()):
        texts.append(file.read_bytes().decode("utf-8", "replace"))
        if file.suffix == ".parquet":
            texts.append(str(duckdb.read_parquet(str(file)).fetchall()))
        elif file.suffix == ".duckdb":
            with duckdb.connect(str(file), read_only=True) as connection:
                texts += [str(connection.execute(f'SELECT * FROM "{name}"').fetchall()) for name in DATASETS]
        elif file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as book:
                texts += [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
    return "\n".join(texts)


def digits(number: str) -> str:
    """A number without its hyphens; of an address all of it."""
    return number if "@" in number else number.replace("-", "")


def leaks(persons: list[dict[str, str]], text: str) -> list[str]:
    """Everything of a person that is found in a text, however it is spaced. What stands between commas and quotation
    marks is looked through once, though an output says it many times: nothing of a person has these in it."""
    text = "\n".join(set(re.split(r"[\n,'\"]", text)))
    close = re.sub(r"[ \t]", "", text)
    return [
        f"{kind} {person[kind]}"
        for person in persons
        for kind in ("name", "phone", "mobile", "mail", "resident", "account")
        if person[kind] in close or (len(person[kind]) > 12 and digits(person[kind]) in text)
    ]


def test_nothing_of_two_hundred_persons_is_left_anywhere(tmp_path: Path) -> None:
    persons = invented_persons(200)
    plan, out = tmp_path / "계획.txt", tmp_path / "out"
    plan.write_text(persons_to_text(persons), encoding="utf-8")
    plain = ("convert", str(plan), "--out", str(out), "--jobs", "1")
    assert kplan(*plain, "--csv").returncode in (0, 4)
    for words in ((), ("--format", "xlsx"), ("--profile", "data-go-kr")):
        assert kplan("export", str(out), *words).returncode == 0
    assert len({leak.split()[1] for leak in leaks(persons, every_text(out))}) > 280
    run = kplan(*plain, "--redact-officers", "열쇠")
    assert run.returncode in (0, 4)
    assert leaks(persons, run.stdout + run.stderr) == []
    held = every_text(out)
    assert leaks(persons, held) == []
    assert pseudonym(persons[0]["name"], "열쇠") in held
    extensions = [person["extension"] for person in persons[4::20]]
    ledger = read_dataset(out, "ledger").column("raw").to_pylist()
    assert [extension for extension in extensions if extension in ledger] == []
    texts = " ".join(read_dataset(out, "ledger").column("raw").to_pylist())
    assert [trap for trap in ("3,331", "860,267") if trap not in texts] == []
    for command in (("rows",), ("tables",), ("show", "--all")):
        shown = kplan(*command, str(plan), "--redact-officers", "열쇠", COLUMNS="400").stdout
        assert leaks(persons, shown) == [], command


def test_a_name_is_found_however_its_file_spells_it(tmp_path: Path) -> None:
    text = (
        "2026년 나루 정비 계획\n담당자: 홍길동\n\n| 사업 | 목표 | 담당자 |\n|---|---|---|\n| 정비 | 3개소 | 김철수 |\n"
    )
    (tmp_path / "계획.txt").write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
    for command in (("rows",), ("tables",), ("show", "--all")):
        run = kplan(*command, str(tmp_path / "계획.txt"), "--redact-officers", "열쇠", COLUMNS="400")
        assert run.returncode == 0, run.stderr
        shown = unicodedata.normalize("NFC", run.stdout)
        assert [name for name in ("홍길동", "김철수") if name in shown] == [], command
        assert pseudonym("김철수", "열쇠") in shown


def test_an_export_under_a_name_of_its_own_is_not_left_unredacted(tmp_path: Path) -> None:
    plan, out = str(PLANS / "annual_targets.txt"), tmp_path / "out"
    convert(plan, out, ConvertOptions(jobs=1))
    kplan("export", str(out), "--to", str(out / "export" / "mine.xlsx"), "--format", "xlsx")
    with pytest.raises(Unredacted, match=r"mine\.xlsx"):
        convert(plan, out, ConvertOptions(jobs=1, redaction_key="열쇠"))
    (out / "export" / "mine.xlsx").unlink()
    convert(plan, out, ConvertOptions(jobs=1, redaction_key="열쇠"))


def text_of_personal(text: str) -> tuple[set[str], set[str]]:
    found = document_to_personal(Document(Source("0", "x", "text", 1), "text/1", blocks=(Text(text),)))
    return set(found.names.values()), set(found.numbers)


@pytest.mark.parametrize(
    "text",
    [
        "담당 : 마을복지과, 협조 : 안전과",
        "담당자 교육 및 전문성 강화",
        "위원회 구성 : 위원 15명",
        "이용자(02) 1,234명",
        "2022-2026 기간, 2022-12-31, 12,345-67",
        "제2026-1234호, 20260101-20261231, 260101-261231",
        "공무원(公務員)과 주민(住民)",
        "국장 주재 회의, 시장 방문",
    ],
)
def test_words_and_numbers_that_are_nobody(text: str) -> None:
    assert text_of_personal(text) == (set(), set())


def test_an_address_of_signs_only_is_not_found_everywhere() -> None:
    assert text_of_personal("목표 3명 -@ 문의") == (set(), {"-@"})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("담당 : 강뷔룡, 노솔", {"강뷔룡", "노솔"}),
        ("남궁 뷔룡 주무관", {"남궁뷔룡"}),
        ("강 뷔 룡 팀장", {"강뷔룡"}),
        ("강뷔룡(姜飛龍)", {"강뷔룡"}),
        ("주무관 노솔 과장 강뷔룡", {"노솔", "강뷔룡"}),
    ],
)
def test_names_that_a_text_tells(text: str, names: set[str]) -> None:
    assert text_of_personal(text)[0] == names
