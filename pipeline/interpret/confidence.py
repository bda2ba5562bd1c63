"""How sure a row is, from the rules that told its columns: each weaker rule lowers it, with its reason."""

from pipeline.interpret.sites.dates import SENTENCE
from pipeline.interpret.types import Because, Fact
from schemas.records import Confidence

Level = tuple[Confidence, str]

WEAK: dict[str, dict[str, Level]] = {
    "dataset": {
        "kind of document": ("inferred", "데이터셋을 문서 종류로 정함"),
        "state in a table": ("inferred", "데이터셋을 표의 꼴로 정함"),
        "words of the line": ("inferred", "데이터셋을 줄의 말로 정함"),
        "nearest section": ("inferred", "데이터셋을 절 제목으로 정함"),
        "default": ("inferred", "계획인지 실적인지 적히지 않음"),
    },
    "activity": {"line above": ("inferred", "세부내용을 윗줄에서 읽음")},
    "basis": {
        "default": ("inferred", "예산·집행 구분이 적히지 않음"),
        "kind of document": ("inferred", "예산·집행을 문서 종류로 정함"),
    },
    "task": {
        "title of the document": ("inferred", "과제를 문서 제목에서 읽음"),
        "heading": ("inferred", "과제를 절 제목에서 읽음"),
        "section": ("inferred", "과제를 절 제목에서 읽음"),
        "topic of the sentence": ("inferred", "과제를 문장에서 읽음"),
    },
    "period_end": {
        "year of heading or document": ("inferred", "연도를 제목에서 읽음"),
        "line above": ("inferred", "기간을 윗줄에서 읽음"),
        "heading with a date": ("inferred", "기간을 제목에서 읽음"),
        "reference date of the table": ("inferred", "기간을 표의 기준일로 읽음"),
    },
    "unit": {"unit of the whole": ("inferred", "전체의 단위로 읽음")},
    "amount_krw": {"size of the amounts": ("inferred", "단위가 없어 금액의 크기로 원으로 읽음")},
}
"""Column to rule to what the rule makes of the row's confidence."""

KINDS: dict[str, Level] = {
    "schedule aligned": ("doubtful", "순서와 뜻으로 짝지음"),
    "written guessed": ("doubtful", "줄바꿈 이음"),
    "schedule gap": ("doubtful", "추진계획 칸 없음"),
}
"""Kinds of sites that make a row less sure."""

PAGES: dict[str, Level] = {
    "garbled": ("doubtful", "글자가 깨진 쪽"),
    "ocr": ("inferred", "문자 인식으로 읽은 쪽"),
    "readers_disagree": ("inferred", "판독기끼리 다른 쪽"),
}
"""Why a row is less sure, by the rule that doubts the characters of its page."""


def confidence_of(fact: Fact, doubt: str | None) -> tuple[Confidence, str | None]:
    """certain where every column was told by its own header, label or words; else the weakest of the reasons."""
    levels = list(_levels(fact))
    if doubt is not None:
        levels.append(PAGES[doubt])
    if not levels:
        return "certain", None
    worst: Confidence = "doubtful" if any(level == "doubtful" for level, _ in levels) else "inferred"
    return worst, "; ".join(dict.fromkeys(reason for _, reason in levels))


def _levels(fact: Fact) -> list[Level]:
    found = [
        rules[because.rule]
        for column, rules in WEAK.items()
        if (because := fact.why.get(column)) is not None and because.rule in rules
    ]
    if fact.site.kind in KINDS:
        found.append(KINDS[fact.site.kind])
    if fact.value is None and fact.dataset == "budget":
        found.append(("inferred", "금액 단위 없음"))
    elif fact.value is not None and fact.dataset != "budget" and fact.get("unit") is None:
        found.append(("inferred", "단위 없음"))
    if fact.dataset == "budget" and fact.get("task") is None and fact.get("account") is None:
        found.append(("inferred", "과제도 예산과목도 적히지 않은 금액"))
    listed = fact.site.row is None or fact.site.kind.startswith("content")
    if fact.value is None and fact.dataset != "budget" and listed:
        found.append(("inferred", "숫자 없이 말로 적힘"))
    prose = fact.site.row is None or len(fact.segment.text) > SENTENCE
    if prose and fact.why.get("indicator", _NOTHING).rule == "words of the number":
        found.append(("inferred", "이름을 문장에서 읽음"))
    if fact.value is None and "without its number" in fact.why.get("dataset", _NOTHING).rule:
        found.append(("doubtful", "값 없음"))
    if fact.site.amount is not None and fact.site.amount.percent:
        found.append(("inferred", "단위 없는 비율"))
    if fact.site.grid is not None and fact.site.grid.inferred:
        found.append(("inferred", "칸을 간격으로 나눔"))
    if fact.site.grid is not None and fact.site.grid.stitched:
        found.append(("inferred", "쪽을 넘어 이은 표"))
    return found


_NOTHING = Because("", "")
