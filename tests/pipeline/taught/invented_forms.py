"""Invented forms that the program reads wrongly, each with the rows that its documents hold and what a person says of it,
and an archive of such documents as text, HTML, HWPX and PDF.
"""

import random
from collections.abc import Callable, Iterable, Mapping
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from teaching import Rows
from twins import outline_of, to_html, to_hwpx, to_pdf

from pipeline.audit.gold import score_output

Gold = list[dict[str, Any]]
NAMES = (
    *("둑길 고치기", "우물 파기", "숲 가꾸기", "배 만들기", "돌담 쌓기", "나루 짓기", "등대 켜기", "장터 열기"),
    *("연못 치우기", "다리 놓기", "종 울리기", "그물 엮기"),
)
YEAR = 2024
WRITERS: dict[str, Callable[[bytes], bytes]] = {
    "txt": lambda text: text,
    "html": lambda text: to_html(outline_of(text, "a.txt")),
    "hwpx": lambda text: to_hwpx(outline_of(text, "a.txt")),
    "pdf": lambda text: to_pdf(outline_of(text, "a.txt")),
}
ENOUGH = 0.95
"""Part of the gold that the other documents must have, and part of their rows that must be right."""


def names_of(chance: random.Random) -> list[str]:
    return chance.sample(NAMES, 4)


def parcels(chance: random.Random) -> tuple[Rows, Gold]:
    """Names over columns that say nothing: what is aimed at, what was paid the year before, a weight."""
    rows: list[tuple[str, ...]] = [("이름", "갑", "을", "병")]
    gold: Gold = []
    for task in names_of(chance):
        aim, paid = chance.randint(11, 990), chance.randint(11, 990)
        rows.append((task, str(aim), str(paid), str(chance.randint(1, 9))))
        gold.append({"dataset": "plan", "task": task, "target": aim, "unit": "명", **year(YEAR)})
        gold.append(
            {"dataset": "budget", "task": task, "amount_krw": paid * 1000, "source": "도비", "basis": "집행"} | year(YEAR - 1)
        )  # fmt: skip
    return rows, gold


def diary(chance: random.Random) -> tuple[Rows, Gold]:
    """The task stands in a row of its own; rows below are people and money, columns what was meant and what came."""
    rows: list[tuple[str, ...]] = [("무엇", "앞", "뒤")]
    gold: Gold = []
    for task in names_of(chance):
        people, money = [[chance.randint(11, 990) for _ in range(2)] for _ in range(2)]
        rows += [(task, "", ""), ("품", *map(str, people)), ("돈", *map(str, money))]
        gold.append({"dataset": "plan", "task": task, "target": people[0], "unit": "명", **year(YEAR)})
        gold.append({"dataset": "result", "task": task, "value": people[1], "unit": "명", **year(YEAR)})
        for basis, amount in zip(("예산", "집행"), money, strict=True):
            gold.append({"dataset": "budget", "task": task, "amount_krw": amount * 10**6, "basis": basis} | year(YEAR))
    return rows, gold


def ledger(chance: random.Random) -> tuple[Rows, Gold]:
    """Each row says its own unit and year; a number of order stands before the name."""
    rows: list[tuple[str, ...]] = [("ㄱ", "ㄴ", "ㄷ", "ㄹ", "ㅁ")]
    gold: Gold = []
    for number, task in enumerate(names_of(chance), 1):
        value, unit, of = chance.randint(11, 990), chance.choice(("개소", "건", "m")), chance.choice((2021, 2022))
        rows.append((str(number * 3), task, f"{of}년", unit, str(value)))
        gold.append({"dataset": "result", "task": task, "value": value, "unit": unit, **year(of)})
    return rows, gold


def blank(chance: random.Random) -> tuple[Rows, Gold]:
    """A form to fill in: it looks like targets, and nothing of it is data."""
    rows = [("과제", "목표(명)", "실적(명)"), *((name, str(chance.randint(2, 99)), "1") for name in names_of(chance))]
    return rows, []


def year(of: int) -> dict[str, Any]:
    """A whole year."""
    return {"period_start": f"{of}-01-01", "period_end": f"{of}-12-31"}


def purse(chance: random.Random) -> tuple[Rows, Gold]:
    """Who pays stands over the columns in words of the author's own; the rows are tasks, and nothing says that it is money."""
    rows: list[tuple[str, ...]] = [("일감", "큰집", "작은집", "모두")]
    gold: Gold = []
    for task in names_of(chance):
        state, city = chance.randint(11, 99), chance.randint(11, 99)
        rows.append((task, str(state), str(city), str(state + city)))
        for source, amount in (("국비", state), ("시비", city), ("계", state + city)):
            told = {"amount_krw": amount * 10**6, "source": source, "basis": "예산"}
            gold.append({"dataset": "budget", "task": task, **told, **year(YEAR)})
    return rows, gold


FORMS: dict[str, Callable[[random.Random], tuple[Rows, Gold]]] = {
    "꾸러미": parcels,
    "일지": diary,
    "장부": ledger,
    "빈서식": blank,
    "쌈지": purse,
}
SAID: dict[str, dict[str, str]] = {
    "꾸러미": {
        **{"c1.is": "task", "c2.is": "target", "c2.unit": "명", "c2.year": "document"},
        **{"c3.is": "amount", "c3.unit": "천원", "c3.basis": "집행", "c3.source": "도비", "c3.year": "previous"},
        **{"c4.is": "ignore", "c4.reason": "weight"},
    },
    "일지": {
        **{"t.task": "above", "t.year": "document", "c1.is": "indicator", "c2.is": "target", "c2.basis": "예산"},
        **{"c3.is": "result", "c3.basis": "집행", "r1.label": "품", "r1.unit": "명"},
        **{"r2.label": "돈", "r2.is": "amount", "r2.unit": "백만원"},
    },
    "장부": {
        **{"c1.is": "ignore", "c1.reason": "ordinal", "c2.is": "task", "c3.is": "year", "c4.is": "unit"},
        **{"c5.is": "result"},
    },
    "빈서식": {"t.is": "ignore", "t.reason": "not_a_plan"},
    "쌈지": {
        "c1.is": "task",
        **{f"c{n}.is": "amount" for n in (2, 3, 4)},
        **{f"c{n}.unit": "백만원" for n in (2, 3, 4)},
        **{f"c{n}.basis": "예산" for n in (2, 3, 4)},
        **{f"c{n}.year": "document" for n in (2, 3, 4)},
        **{"c2.source": "국비", "c3.source": "시비", "c4.source": "계"},
    },
}
"""What a person who looked at one document of a form puts into the fields of its page."""


def as_words(said: Mapping[str, str]) -> list[list[str]]:
    """The same as words of commands, one list for each part of a form."""
    parts: dict[str, dict[str, str]] = {}
    for name, value in said.items():
        part, _, key = name.partition(".")
        parts.setdefault(part, {})[key] = value
    return [
        [*head_of(part, keys), *(word for key, value in keys.items() if key != "label" for word in (f"--{key}", value))]
        for part, keys in parts.items()
    ]


def head_of(part: str, keys: Mapping[str, str]) -> list[str]:
    """The words of a command that name a part."""
    return ["--table"] if part == "t" else ["--column", part[1:]] if part[0] == "c" else ["--row", keys["label"]]


def write_archive(plans: Path, forms: Iterable[str], documents: int) -> Gold:
    """So many documents of each form, in each format in turn; their gold."""
    plans.mkdir()
    gold: Gold = []
    for form in forms:
        for number, (ending, writer) in enumerate(islice(cycle(WRITERS.items()), documents)):
            rows, wanted = FORMS[form](random.Random(f"{form}{number}"))
            path = plans / f"{form}{number}.{ending}"
            lines = "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]])
            path.write_bytes(writer(f"{YEAR}년 샘말군 시행계획\n\n{form} 표\n\n{lines}\n".encode()))
            gold += [{**one, "path": str(path)} for one in wanted]
    return gold


def core_of_others(out: Path, gold: Gold) -> tuple[float, float]:
    """Precision and recall of the level core in all documents but the first of each form, which a person looked at."""
    others = [one for one in gold if Path(one["path"]).stem not in {f"{form}0" for form in FORMS}]
    figures = score_output(out, others)["levels"]["all"]["core"]
    return figures["precision"], figures["recall"]
