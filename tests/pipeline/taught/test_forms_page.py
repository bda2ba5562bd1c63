"""The screens below /forms: a form is found, tried and saved; what is sent by others is refused or only text."""

import html
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from archive import SIGNATURE, TABLES, make_archive
from teaching import Rows, shape

from pipeline.taught.file import FORMS, form_hash, read_forms, save_form
from pipeline.taught.model import TaughtForm

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "audit"))

from reviewed import Browser, field

TRICK = '"><img src=x onerror=alert(1)>'
HOSTILE: Rows = [(f"{TRICK}이름", "\u202e값", "수"), ("<script>alert(2)</script>", "12", "3"), ("둘", "7", "1")]
SAID = {"c1.is": "task", "c2.is": "target", "c2.unit": "명", "c2.year": "document", "c3.is": "ignore", "c3.reason": "weight"}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("taught_page")
    return make_archive(folder, {**TABLES, "라": HOSTILE})


@pytest.fixture
def out(made: Path) -> Any:
    yield made
    (made / FORMS).unlink(missing_ok=True)


@pytest.fixture
def browser(out: Path) -> Browser:
    return Browser(out)


def send(browser: Browser, fields: dict[str, str], status: int = 303) -> str:
    sent = {"csrf": browser.csrf, "seen": field(browser.get(f"/forms/{SIGNATURE}"), "seen"), **fields}
    answer = browser.client.post(f"/forms/{SIGNATURE}", data=sent)
    assert answer.status_code == status, answer.text
    return answer.headers.get("location", "") or answer.text


def test_a_form_is_found_tried_and_saved(out: Path, browser: Browser) -> None:
    assert f'href="/forms/{SIGNATURE}"' in browser.get("/forms?all=1")
    page = browser.get(f"/forms/{SIGNATURE}")
    assert [name for name in ("c1.is", "c3.is", "r1.label", "t.task") if f'name="{name}"' not in page] == []
    tried = browser.client.get(f"/forms/{SIGNATURE}/try", params=SAID).text
    assert "문서 2건 가운데 2건이 바뀝니다" in tried
    assert "계획: 2024 · 우물 파기 = 12명" in tried
    assert not (out / FORMS).exists()
    assert send(browser, {**SAID, "why": "갑은 사람"}) == f"/forms/{SIGNATURE}?done=saved"
    (form,) = read_forms(out).form
    assert [(one.column, one.use, one.unit, one.reason) for one in form.column] == [
        *((1, "task", None, None), (2, "target", "명", None), (3, "ignore", None, "weight"))
    ]
    assert (form.who, form.why) == ("이새론", "갑은 사람")
    page = browser.get(f"/forms/{SIGNATURE}?done=saved")
    assert '<option value="target" selected>' in page
    assert "kplan convert를 다시" in page
    assert "가르침" in browser.get("/forms?all=1")
    assert (
        "행 0개가 바뀌고, 0개가 생기고, 0개가 없어집니다"
        in browser.client.get(f"/forms/{SIGNATURE}/try", params=SAID).text
    )


def test_rows_and_the_table_are_taught_and_taken_back(out: Path, browser: Browser) -> None:
    fields = {
        "r1.label": "둑길 고치기",
        "r1.is": "result",
        "r1.scale": "10",
        "r1.unit": "m",
        "t.task": "above",
        "t.year": "2023",
    }
    send(browser, fields)
    (form,) = read_forms(out).form
    assert (form.row[0].label, form.row[0].scale, form.table.task, form.table.year) == (
        "둑길 고치기",
        10,
        "above",
        2023,
    )
    assert 'value="둑길 고치기"' in browser.get(f"/forms/{SIGNATURE}")
    send(browser, {})
    assert read_forms(out).form == ()


def test_what_cannot_be_is_told_and_nothing_is_saved(out: Path, browser: Browser) -> None:
    wrong = {"c2.is": "amount", "c2.unit": "명"}
    assert "돈이 아님: 명" in send(browser, wrong, 422)
    assert "돈이 아님: 명" in browser.client.get(f"/forms/{SIGNATURE}/try", params=wrong).text
    assert not (out / FORMS).exists()
    for path in ("/forms/0123456789ab", "/forms/%2e%2e", "/forms/x"):
        assert "그런 서식의 표가 없습니다" in browser.get(path, 409)


def test_the_later_of_two_people_is_told_what_the_first_did(out: Path, browser: Browser) -> None:
    before = field(browser.get(f"/forms/{SIGNATURE}"), "seen")
    first = TaughtForm.model_validate({"signature": SIGNATURE, "who": "한결", "table": {"unit": "명"}})
    save_form(out, first)
    page = send(browser, {**SAID, "seen": before}, 409)
    assert "다른 사람(한결)" in page
    assert read_forms(out).form == (first,)
    assert field(page, "seen") == form_hash(first)
    send(browser, SAID)
    assert read_forms(out).form[0].who == "이새론"


def test_a_change_that_another_page_asks_for_is_refused(out: Path, browser: Browser) -> None:
    for sent, headers in (({"csrf": "wrong"}, {}), ({"csrf": browser.csrf}, {"origin": "http://evil.example"})):
        assert browser.client.post(f"/forms/{SIGNATURE}", data={**SAID, **sent}, headers=headers).status_code == 403
    stranger = Browser(out, enter=False)
    for path in (f"/forms/{SIGNATURE}", f"/forms/{SIGNATURE}/try"):
        assert stranger.client.get(path).status_code == 403
    assert not (out / FORMS).exists()


def test_a_hostile_document_is_only_text(out: Path, browser: Browser) -> None:
    signature = shape(HOSTILE).signature
    save_form(out, TaughtForm.model_validate({"signature": signature, "who": TRICK, "why": TRICK, "row": [{"label": TRICK, "unit": TRICK}]}))  # fmt: skip
    pages = [browser.get("/forms?all=1"), browser.get(f"/forms/{signature}")]
    query = {"c2.is": "result", "c2.unit": TRICK, "c1.is": "task"}
    pages.append(browser.client.get(f"/forms/{signature}/try", params=query).text)
    pages.append(browser.client.get(f"/forms/{signature}/try", params={"c2.is": TRICK}).text)
    for page in pages:
        found = Tags()
        found.feed(page)
        assert "img" not in found.names
        assert found.scripts <= {"/static/htmx.min.js", "/static/page.js"}
        assert not [name for name in found.attributes if name.startswith("on")]
        assert "\u202e" not in page
    assert "onerror=alert(1)" in html.unescape(pages[1])


class Tags(HTMLParser):
    """The elements and attributes that a page has."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.scripts: set[str | None] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "script":
            self.scripts.add(dict(attrs).get("src"))


def test_a_broken_file_is_told_on_the_page(out: Path, browser: Browser) -> None:
    (out / FORMS).write_text("[[form]]\ncolour = 1\n", encoding="utf-8")
    for path in ("/forms", f"/forms/{SIGNATURE}"):
        assert "가르친 서식(forms.toml)을 쓸 수 없습니다" in browser.get(path, 409)
    assert "forms.toml" in browser.client.get(f"/forms/{SIGNATURE}/try").text


def test_the_screen_speaks_english(out: Path, browser: Browser) -> None:
    browser.client.cookies.set("kplan_language", "en")
    page = browser.get(f"/forms/{SIGNATURE}")
    assert "2 tables in 2 documents" in page
    assert not re.findall(r">[^<]*읽는 대로", page)
