"""The page on the HWP family says what the readers say."""

from pathlib import Path

import pytest

from extractors.hwp_tree import RULES, Severity

PAGE = Path(__file__).resolve().parents[2] / "docs/formats-hwp.md"
SENTENCE = "본 제품은 한글과컴퓨터의 ᄒᆞᆫ글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다."


@pytest.mark.parametrize("name", RULES)
def test_every_finding_is_explained(name: str) -> None:
    rule = RULES[name]
    assert f"| `{name}` | {'yes' if rule.partial else 'no'} |" in PAGE.read_text(encoding="utf-8")
    severities: dict[Severity, bool] = {"error": True, "info": False}
    assert severities.get(rule.severity, rule.partial) == rule.partial


@pytest.mark.parametrize("name", ["hwp5", "hwpx", "hwpml", "hwp3", "hwp_crypto", "hwp_numbering"])
def test_hancoms_notice_heads_the_modules(name: str) -> None:
    module = PAGE.parents[1] / "extractors" / f"{name}.py"
    assert SENTENCE in module.read_text(encoding="utf-8").partition('\n"""\n')[0]
    assert SENTENCE in PAGE.read_text(encoding="utf-8")
