"""The main journeys in a real browser, by keyboard and by mouse. Needs Playwright and a Chromium."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reviewed import again, make_output, rows_of
from visits import SIZE, Visit, served

from pipeline.audit.decisions import read_decisions
from pipeline.audit.forms import read_shapes
from pipeline.taught.file import read_forms

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install playwright")
pytestmark = pytest.mark.browser

CHROMIUM = os.environ.get("KPLAN_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium: install Debian's chromium, or name one in KPLAN_CHROMIUM")
    with playwright.sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("journeys")
    make_output(folder, layout=True)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made / "out", tmp_path / "out")
    (tmp_path / "plans").symlink_to(made / "plans")
    return tmp_path


@pytest.fixture
def address(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The entrance of the page, served from here: a server of its own takes seconds to start."""
    monkeypatch.setenv("KPLAN_LANG", "ko")
    with served(folder / "out") as (entrance, _):
        yield entrance


@pytest.fixture
def printed_address(folder: Path) -> Iterator[str]:
    """The address that `kplan audit` prints."""
    command = [sys.executable, "-m", "pipeline", "audit", str(folder / "out"), "--port", "0", "--reviewer", "이새론"]
    environment = {**os.environ, "KPLAN_LANG": "ko"}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert server.stdout is not None
    found = re.search(r"http://127\.0\.0\.1:\d+/enter/\S+", server.stdout.readline())
    assert found
    yield found[0]
    server.terminate()
    server.wait()


@pytest.fixture
def visit(chromium: Any, address: str) -> Iterator[Visit]:
    one = Visit(chromium, address)
    yield one
    one.close()


def test_a_review_by_keyboard_alone(chromium: Any, printed_address: str, folder: Path) -> None:
    visit = Visit(chromium, printed_address)
    visit.go("/queue")
    visit.press("j")
    visit.next_page("Enter")
    first = visit.page.url
    visit.next_page("a")
    assert visit.page.url != first
    visit.next_page("d")
    visit.press("r")
    visit.next_page("2")
    visit.press("e")
    assert visit.page.evaluate("document.activeElement.closest('.columns') !== null")
    visit.page.keyboard.type("4321")
    visit.next_page("Enter")
    visit.next_page("k")
    made = read_decisions(folder / "out")
    assert [one.action for one in made] == ["accept", "defer", "reject", "correct"]
    assert made[2].reason == "wrong_value"
    assert 4321 in made[3].value.values()
    assert {one.reviewer for one in made} == {"이새론"}
    visit.close()


def test_a_review_by_mouse_alone(visit: Visit, folder: Path) -> None:
    page = visit.page
    page.click("text=검토 시작")
    page.click(".queue tbody a >> nth=0")
    page.wait_for_selector("#review")
    page.click("text=수정")
    page.fill(".columns input >> nth=0", "77")
    with page.expect_navigation():
        page.click("#edit button[type=submit]")
    page.wait_for_selector("#review")
    page.click("text=반려")
    with page.expect_navigation():
        page.click("text=중복")
    assert [one.action for one in read_decisions(folder / "out")] == ["correct", "reject"]


def test_a_form_is_taught_by_keyboard(visit: Visit, folder: Path) -> None:
    visit.go("/forms?all=1")
    visit.press("j")
    with visit.page.expect_navigation():
        visit.press("Enter")
    visit.page.focus("[name='c1.is']")
    visit.press("End")
    visit.page.locator("[name='c1.is']").blur()
    visit.press("t")
    visit.page.wait_for_selector("#trial table")
    assert "csrf" not in "".join(url for url in visit.requests if "/try" in url)
    with visit.page.expect_navigation():
        visit.press("s")
    (form,) = read_forms(folder / "out").form
    assert (form.column[0].use, form.who) == ("ignore", "이새론")
    assert "done=saved" in visit.page.url


def test_undo_brings_a_row_back(visit: Visit, folder: Path) -> None:
    visit.go("/queue?tab=all&state=")
    visit.press("j")
    visit.next_page("Enter")
    first = visit.page.url
    visit.next_page("a")
    visit.page.goto(first)
    visit.page.wait_for_selector("#review")
    assert visit.page.locator(".facts .badge.state-accepted").count() == 1
    visit.next_page("u")
    assert visit.page.locator(".facts .badge.state-open").count() == 1
    assert [one.action for one in read_decisions(folder / "out")] == ["accept", "undo"]


def test_a_correction_made_in_the_page_changes_the_dataset_of_the_next_run(visit: Visit, folder: Path) -> None:
    row = next(r for r in rows_of(folder / "out", "result", "operation_plan.hwpx") if r["value"] == 2160.0)
    visit.go(f"/row/{row['row_id']}?tab=all")
    visit.page.wait_for_selector("#review")
    visit.press("e")
    visit.page.keyboard.type("2170")
    visit.next_page("Enter")
    again(folder, layout=True)
    assert {r["value"] for r in rows_of(folder / "out", "result") if r["fact_key"] == row["fact_key"]} == {2170.0}


def test_everything_that_a_decision_needs_is_seen_without_scrolling(visit: Visit, folder: Path) -> None:
    wanted_of = (("result", "operation_plan.pdf"), ("result", "operation_plan.hwpx"), ("budget", "pledge_card.txt"))
    rows = [row for dataset, name in wanted_of for row in rows_of(folder / "out", dataset, name)]
    assert len(rows) > 20
    for row in rows[::4]:
        visit.go(f"/row/{row['row_id']}?tab=all")
        visit.page.wait_for_selector("#review")
        assert visit.page.evaluate("document.documentElement.scrollHeight") <= SIZE["height"]
        wanted = [
            "mark.target, .here",
            ".raw",
            ".normalized",
            ".findings",
            "#accept button",
            "#undo button",
            ".columns tbody tr",
        ]
        if row["page"]:
            wanted.append("svg.page .box")
        for selector in wanted:
            box = visit.page.locator(selector).first.bounding_box()
            assert box is not None, selector
            assert box["y"] >= 0, selector
            assert box["y"] + box["height"] <= SIZE["height"], selector
        visit.press("e")
        for selector in ("#edit button[type=submit]", ".columns tbody tr >> nth=-1"):
            box = visit.page.locator(selector).bounding_box()
            assert 0 < box["y"] < box["y"] + box["height"] <= SIZE["height"], selector


def test_a_click_on_a_reason_marks_its_evidence(visit: Visit, folder: Path) -> None:
    row = next(r for r in rows_of(folder / "out", "result", "operation_plan.hwpx") if r["value"] == 540.0)
    visit.go(f"/row/{row['row_id']}?tab=all")
    visit.page.wait_for_selector("#review")
    visit.page.click(".evidence >> text=직업능력")
    assert visit.page.locator(".found").all_inner_texts() == ["직업능력"]


def test_the_help_and_the_search_open_by_key(visit: Visit) -> None:
    visit.go("/queue")
    visit.press("?")
    assert visit.page.locator("#help").is_visible()
    visit.press("Escape")
    visit.press("/")
    visit.page.keyboard.type("수강")
    visit.next_page("Enter")
    assert "q=%EC%88%98%EA%B0%95" in visit.page.url


def test_the_number_of_a_document_leads_to_its_row(visit: Visit, folder: Path) -> None:
    visit.go("/documents")
    visit.page.click("text=운영계획 >> nth=0")
    visit.page.click("a.fate-finding >> nth=0")
    visit.page.wait_for_selector("#review")
    assert visit.page.locator("mark.target").count() == 1


def test_the_page_speaks_english_and_fits_at_twice_the_size(visit: Visit) -> None:
    visit.go("/queue")
    with visit.page.expect_navigation():
        visit.page.click("text=English")
    assert visit.page.locator("h1").inner_text() == "Queue"
    visit.page.set_viewport_size({"width": SIZE["width"] // 2, "height": SIZE["height"] // 2})
    for path in ("/", "/queue"):
        visit.go(path)
        assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def axe() -> Any:
    """axe-core, as a package brings it."""
    found = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python")
    return found.Axe()


def barriers(axe_core: Any, visit: Visit) -> list[str]:
    """What keeps people out of the page as it stands in the browser: rules of axe-core that it breaks gravely, each
    with the first place."""
    found = axe_core.run(visit.page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")]


def screens_of(folder: Path) -> dict[str, str]:
    """The main screens by their address, each with what is there once it is whole."""
    text = rows_of(folder / "out", "budget", "pledge_card.txt")[0]
    table = next(row for row in rows_of(folder / "out", "result", "operation_plan.hwpx") if row["task_key"])
    number = next(n for n, one in enumerate(rows_of(folder / "out", "ledger", "operation_plan.hwpx")) if one["reason"])
    signature = read_shapes(folder / "out")[0].signature
    return {
        "/": ".cards",
        "/queue": ".queue",
        **{f"/row/{row['row_id']}?tab=all&state=": "#review" for row in (text, table)},
        f"/document/{table['doc_id']}": ".document",
        f"/document/{table['doc_id']}/number/{number}": "#number",
        "/documents": "table",
        f"/task/{table['task_key']}": ".queue",
        "/decisions": ".queue",
        "/findings": "table",
        "/unread": "main",
        "/forms?all=1": "table",
        f"/forms/{signature}": ".teach",
    }


def test_no_screen_keeps_anybody_out(visit: Visit, folder: Path) -> None:
    axe_core = axe()
    found = {}
    for path, whole in screens_of(folder).items():
        visit.go(path)
        visit.page.wait_for_selector(whole)
        for key in "er" if whole == "#review" else "":
            visit.press(key)
        if broken := barriers(axe_core, visit):
            found[path] = broken
    assert found == {}
    visit.go("/queue")
    visit.page.evaluate("document.querySelectorAll('label').forEach(one => one.replaceWith(...one.children))")
    assert any(one.startswith("select-name") for one in barriers(axe_core, visit)), "axe-core sees what is amiss"


def test_a_missing_row_is_added_by_keyboard_and_by_mouse(visit: Visit, folder: Path) -> None:
    ledger = rows_of(folder / "out", "ledger", "operation_plan.hwpx")
    first, second = [n for n, one in enumerate(ledger) if one["row_id"] is None and one["block"] is not None][:2]
    visit.go(f"/document/{ledger[0]['doc_id']}")
    visit.page.focus(f"a[href$='/number/{first}']")
    with visit.page.expect_navigation():
        visit.press("Enter")
    visit.page.focus("[name='column.target'], [name='column.value'], [name='column.amount_krw']")
    visit.page.keyboard.press("Control+a")
    visit.page.keyboard.type("42")
    with visit.page.expect_navigation():
        visit.press("Enter")
    assert visit.page.locator(f"a.fate-added[href$='/number/{first}']").count() == 1
    with visit.page.expect_navigation():
        visit.page.click(f"a[href$='/number/{second}']")
    with visit.page.expect_navigation():
        visit.page.click("#number .tabs >> text=실적")
    visit.page.fill("[name='column.value']", "43")
    with visit.page.expect_navigation():
        visit.page.click("#add button")
    made = read_decisions(folder / "out")
    assert [one.action for one in made] == ["add", "add"]
    assert 42 in made[0].value.values()
    assert (made[1].dataset, made[1].value["value"]) == ("result", 43.0)
