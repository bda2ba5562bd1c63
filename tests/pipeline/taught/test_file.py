"""forms.toml: read and written, by hand too; what is wrong in it is told in one sentence with its place."""

import tomllib
from pathlib import Path

import pytest

from pipeline.messages import speaking
from pipeline.taught.file import FORMS, form_hash, forms_to_text, read_forms, save_form, text_to_forms
from pipeline.taught.model import NOTHING_TAUGHT, Forms, TaughtForm, forms_of
from schemas.errors import BadForms

ONE, TWO = "0123456789ab", "ba9876543210"
BY_HAND = f"""\
# 손으로 적은 파일

# 첫째 서식은 마을 일지에서 나왔다
[[form]]
signature = "{ONE}"
who = '이새론'
when = 2026-01-02
why = "갑은 사람 수"

[[form.column]]
column = 2
is = "target"   # 사람
unit = "명"

# 둘째 서식
[[form]]
signature = "{TWO}"
[form.table]
task = "above"
[[form.row]]
label = "돈"
is = "amount"
unit = "천원"
basis = "집행"
year = 2024
"""


def form(signature: str = ONE, **said: object) -> TaughtForm:
    return TaughtForm.model_validate({"signature": signature, **said})


def test_what_is_written_by_hand_is_read() -> None:
    one, two = text_to_forms(BY_HAND).form
    assert (one.who, one.when, one.column[0].use, one.column[0].unit) == ("이새론", "2026-01-02", "target", "명")
    assert (two.table.task, two.row[0].label, two.row[0].counted_in().scale) == ("above", "돈", 1000)


def test_no_file_is_nothing_taught(tmp_path: Path) -> None:
    assert read_forms(tmp_path) == NOTHING_TAUGHT
    assert NOTHING_TAUGHT.decides() == ""


def test_a_block_written_anew_leaves_the_rest(tmp_path: Path) -> None:
    (tmp_path / FORMS).write_text(BY_HAND, encoding="utf-8")
    changed = form(column=[{"column": 3, "is": "ignore", "reason": "weight"}], who='따옴"표\\', why="둘째\n줄")
    assert save_form(tmp_path, changed) == "saved"
    text = (tmp_path / FORMS).read_text(encoding="utf-8")
    assert text.startswith("# 손으로 적은 파일\n\n# 첫째 서식은 마을 일지에서 나왔다\n[[form]]\n")
    assert "\n\n# 둘째 서식\n[[form]]\n" in text
    assert {one.signature: one for one in read_forms(tmp_path).form} == {
        ONE: changed,
        TWO: text_to_forms(BY_HAND).form[1],
    }


def test_a_new_form_goes_to_the_end_and_one_that_says_nothing_goes(tmp_path: Path) -> None:
    save_form(tmp_path, form(ONE, table={"unit": "명"}))
    save_form(tmp_path, form(TWO, row=[{"label": "돈", "unit": "천원"}]))
    assert [one.signature for one in read_forms(tmp_path).form] == [ONE, TWO]
    save_form(tmp_path, form(ONE))
    assert [one.signature for one in read_forms(tmp_path).form] == [TWO]
    save_form(tmp_path, form(TWO))
    assert read_forms(tmp_path) == NOTHING_TAUGHT


def test_who_was_shown_something_else_writes_nothing(tmp_path: Path) -> None:
    mine = form(ONE, table={"unit": "명"})
    assert save_form(tmp_path, mine, form_hash(None)) == "saved"
    assert save_form(tmp_path, form(ONE, table={"unit": "건"}), form_hash(None)) == "changed"
    assert read_forms(tmp_path).of(ONE) == mine
    assert save_form(tmp_path, form(ONE, table={"unit": "건"}), form_hash(mine)) == "saved"


@pytest.mark.parametrize("text", ['"""', "\\", "\x7f", "[[form]]", "#", "\U0001f600", "\u202e"])
def test_hostile_texts_come_back_as_texts(tmp_path: Path, text: str) -> None:
    save_form(tmp_path, form(ONE, table={"unit": "명"}, why=f"{text}\n[[form]]\n{text}", headers=[text]))
    save_form(tmp_path, form(TWO, table={"unit": "명"}))
    (one, two) = read_forms(tmp_path).form
    assert (one.why.count("[[form]]"), two.signature) == (1 + 2 * (text == "[[form]]"), TWO)
    assert tomllib.loads(forms_to_text(Forms(form=(one,))))


def block(*lines: str) -> str:
    return "\n".join(["[[form]]", f'signature = "{ONE}"', *lines])


@pytest.mark.parametrize(
    ("text", "korean", "english"),
    [
        ("[[form", "1번째 줄", "line 1"),
        ("a = 1\nb =", "2번째 줄", "line 2"),
        ("[[form]]\nwho = 'x'", "signature: 빠진 항목", "signature: a missing key"),
        ("[[form]]\nsignature = 'x'", "쓸 수 없는 값", "cannot stand here"),
        ("form = 3", "form: 쓸 수 없는 값", "form: a value"),
        (block("colour = 1"), f"form {ONE} colour: 모르는 항목", "an unknown key"),
        (block("[[form.column]]", "column = 2", 'is = "goals"'), f"form {ONE} column 2 is: 다음 가운데", "none of"),
        (block("[[form.column]]", "column = 0", 'is = "goal"'), f"form {ONE} column 0 column: 쓸 수 없는", "cannot"),
        (block("[[form.column]]", "column = 2", 'is = "amount"', 'unit = "명"'), "돈이 아님: 명", "not in 명"),
        (block("[[form.column]]", "column = 2", 'is = "task"', 'unit = "명"'), "쓸 수 없는 항목: unit", "stand beside"),
        (block("[[form.column]]", "column = 2", 'reason = "code"'), "reason은", "reason goes"),
        (block("[[form.column]]", "column = 2", "scale = 10"), "scale은", "scale goes"),
        (block("[[form.column]]", "column = 2", 'is = "amount"', 'source = "하늘"'), "모르는 재원", "unknown source"),
        (block("[[form.row]]", 'label = "돈"', 'is = "task"'), "열에만", "columns only"),
        (block("[[form.row]]", 'label = "  "'), "비어 있거나", "empty"),
        (block("[[form.column]]", "column = 2", "[[form.column]]", "column = 2"), "두 번", "twice"),
        (block(block()), "두 번", "twice"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, korean: str, english: str) -> None:
    for language, words in (("ko", korean), ("en", english)):
        with speaking(language):
            with pytest.raises(BadForms) as raised:
                text_to_forms(text)
            message = raised.value.message(language)
            assert words in message
            assert "\n" not in message
            assert raised.value.exit_code == 2


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / FORMS).write_bytes(b"\xff\xfe")
    with pytest.raises(BadForms, match="UTF-8"):
        read_forms(tmp_path)


def test_only_what_decides_is_part_of_the_fingerprint() -> None:
    one = Forms(form=(form(ONE, table={"unit": "명"}),))
    assert one.decides() == Forms(form=(form(ONE, table={"unit": "명"}, who="다른 이", why="까닭"),)).decides()
    assert one.decides() != Forms(form=(form(ONE, table={"unit": "건"}),)).decides()
    assert Forms(form=(form(ONE, who="이새론"),)).decides() == ""
    assert forms_of(one.decides()) == one
    assert forms_of("{") == forms_of(None) == NOTHING_TAUGHT
