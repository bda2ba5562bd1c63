"""What a document says of a task in one place goes to the task's rows everywhere."""

from dataclasses import replace

from pipeline.interpret.context import Context
from pipeline.interpret.notebook import Notebook
from pipeline.korean.names import task_key

_SHARED = ("goal", "task_code", "department", "team", "officer")


def link_tasks(book: Notebook) -> None:
    """Fill goal, code, department, team and officer of a task's rows from those rows that have them."""
    known: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    for draft in book.drafts:
        context = draft.context
        if context.task is None:
            continue
        key = task_key(context.task)
        says = known.setdefault(key, {})
        if context.task_code or key not in names:
            names[key] = context.task
        for field in _SHARED:
            value = getattr(context, field)
            if value is not None and (field not in says or (field == "department" and context.task_code)):
                says.setdefault(field, value)
    for draft in book.drafts:
        if draft.context.task is not None:
            draft.context = _filled(draft.context, known[task_key(draft.context.task)], names)


def _filled(context: Context, says: dict[str, str], names: dict[str, str]) -> Context:
    missing = {field: value for field, value in says.items() if getattr(context, field) is None}
    return replace(context, **missing)  # type: ignore[arg-type]
