"""Every rule that a finding can name, in Korean and English, and the page that lists them."""

from functools import cache

from pipeline.checks import CHECKS
from pipeline.korean.lookups import csv_rows


@cache
def rules() -> dict[str, tuple[str, str]]:
    """Rule to what it says in Korean and in English."""
    return {row["rule"]: (row["korean"], row["english"]) for row in csv_rows("pipeline.checks", "rules.csv")}


def findings_page() -> str:
    """docs/findings.md: the rules, and the text of those that are checked over all rows of a document."""
    lines = [
        "# 지적 규칙 · Findings",
        "",
        "지적은 문서가 스스로와 어긋나거나 읽는 데 판단이 필요했던 곳입니다. 적힌 값은 그대로 둡니다.",
        "A finding is where a document disagrees with itself or where reading it took a judgement;",
        "the printed value stays.",
        "",
        "| rule | 뜻 | meaning |",
        "|---|---|---|",
    ]
    lines += [f"| `{rule}` | {korean} | {english} |" for rule, (korean, english) in sorted(rules().items())]
    lines += ["", "## 문서 전체의 행을 보는 규칙 · Rules over all rows", ""]
    lines += [f"- `{name}`: {' '.join((rule.__doc__ or '').split())}" for name, rule in CHECKS.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(findings_page(), end="")
