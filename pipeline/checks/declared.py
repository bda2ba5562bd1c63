"""Counts that a document states of its own parts, against the parts that were found."""

from collections.abc import Iterator

from pipeline.interpret.answers.document import Declared
from pipeline.interpret.review import Review
from pipeline.interpret.types import Outcome
from pipeline.korean.lookups import rows_of
from pipeline.korean.names import compact, task_key


def declared_counts(review: Review) -> Iterator[Outcome]:
    """`6개 중점사업 18개 세부사업`: as many upper names and tasks stand in the document's tables.

    declared_count_mismatch where another number stands there; declared_count_unverifiable where none stands there
    at all, so that nobody takes the declaration for a result.
    """
    parts = {row["word"]: row["part"] for row in rows_of("declared.csv")}
    parts = {compact(word): part for word, part in parts.items() if part}
    tasks = len({task_key(d.get("task")) for d in review.facts if d.get("task") and d.dataset == "plan"})
    goals = len({task_key(d.get("goal")) for d in review.facts if d.get("goal") and d.dataset == "plan"})
    found = {"task": tasks, "goal": goals}
    open_ended: list[Declared] = []
    for declared in review.document.declared:
        part = parts.get(declared.label)
        if part is None:
            continue
        if not tasks and not goals:
            open_ended.append(declared)
        elif found.get(part):
            yield _compared(declared, found[part])
    if open_ended:
        names = ", ".join(f"{d.label} {d.count}개" for d in open_ended)
        yield Outcome(
            "declared_count_unverifiable",
            False,
            "warn",
            f"{names}: 이 문서에 해당 목록이 없어 확인할 수 없습니다.",
            {f"{d.label} {i}": d.count for i, d in enumerate(open_ended, 1)},
            tuple(dict.fromkeys(d.segment for d in open_ended)),
        )


def _compared(declared: Declared, found: int) -> Outcome:
    held = declared.count == found
    message = "" if held else f"{declared.label} {declared.count}개라고 했으나 {found}개가 있습니다."
    numbers: dict[str, float | int | str | None] = {"declared": declared.count, "found": found}
    return Outcome("declared_count_mismatch", held, "warn", message, numbers, (declared.segment,))
