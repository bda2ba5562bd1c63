"""Five invented forms in an archive of 300 documents, taught by the page: what it takes a person, and what it mends.

`make bench-teaching`. A real browser does what a person would who looked at one document of each form: finds the form
in the list, fills in its fields, looks at the dry run, saves. Every field and key is a step. Printed are the steps, the
time that the machine took of them, and precision and recall of the level core in all other documents before and after.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("pipeline/taught", "pipeline/audit", "pipeline", ".")]

from invented_forms import FORMS, SAID, core_of_others, write_archive  # noqa: E402  (the folders are put on the path just above)
from visits import served  # noqa: E402

from pipeline.audit.forms import read_shapes  # noqa: E402
from pipeline.convert import ConvertOptions, convert  # noqa: E402

SECONDS_A_STEP = 6.0
"""What a person takes to choose, type and look at one field; an assumption, not a measurement."""
ENOUGH = 0.95
MOST_MINUTES = 10.0


class Hand:
    """Does one thing after another on a page, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.steps = 0

    def open(self, address: str) -> None:
        """A click on the link of a form in the list."""
        self.steps += 1
        with self.page.expect_navigation():
            self.page.click(f"a[href='{address}']")

    def say(self, name: str, value: str) -> None:
        """One field: chosen or typed; where it is folded away, it is unfolded first."""
        field = self.page.locator(f"[name='{name}']")
        if not field.is_visible():
            self.steps += 1
            self.page.locator(f"details:has([name='{name}']) > summary").click()
        self.steps += 1
        kind = field.evaluate("one => one.tagName + ' ' + one.type")
        if kind.startswith("SELECT"):
            field.select_option(value)
        elif kind.endswith("checkbox"):
            field.check()
        else:
            field.fill(value)

    def press(self, key: str) -> None:
        """A key, outside of all fields."""
        self.steps += 1
        self.page.evaluate("document.activeElement.blur()")
        self.page.keyboard.press(key)


def teach(hand: Hand, home: str, signature: str, said: dict[str, str]) -> str:
    """One form by its page; what the dry run says."""
    hand.page.goto(f"{home}/forms?all=1")
    hand.open(f"/forms/{signature}")
    for name, value in said.items():
        hand.say(name, value)
    hand.press("t")
    hand.page.wait_for_selector("#trial p, #trial table", timeout=600_000)
    told = hand.page.locator("#trial p").first.inner_text()
    with hand.page.expect_navigation():
        hand.press("s")
    assert "done=saved" in hand.page.url
    return told


def read_archive(folder: Path) -> None:
    """Convert the documents, with what was taught by now."""
    convert(str(folder / "plans"), folder / "out", ConvertOptions(jobs=os.cpu_count()))


def main() -> int:
    """Make the archive, teach, score; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=300)
    arguments = parser.parse_args()
    chromium = os.environ.get("KPLAN_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as player:
        folder = Path(name)
        gold: list[dict[str, Any]] = write_archive(folder / "plans", FORMS, arguments.documents // len(FORMS))
        read_archive(folder)
        out = folder / "out"
        precision, recall = core_of_others(out, gold)
        print(f"{arguments.documents} documents, {len(FORMS)} forms")
        print(f"before: precision {precision:.3f}, recall {recall:.3f}")
        signatures = {Path(one.path).stem.rstrip("0123456789"): one.signature for one in read_shapes(out)}
        with served(out) as (entrance, _):
            browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            hand = Hand(browser.new_page(viewport={"width": 1500, "height": 950}))
            hand.page.goto(entrance)
            home = entrance.rpartition("/enter/")[0]
            begin = time.perf_counter()
            for form, said in SAID.items():
                before, at = hand.steps, time.perf_counter()
                told = teach(hand, home, signatures[form], said)
                print(f"  {form}: {hand.steps - before} steps, {time.perf_counter() - at:.1f} s of the machine; {told}")
            machine = time.perf_counter() - begin
            browser.close()
        read_archive(folder)
        precision, recall = core_of_others(out, gold)
    minutes = (hand.steps * SECONDS_A_STEP + machine) / 60
    print(
        f"{hand.steps} steps; at {SECONDS_A_STEP:.0f} s a step and {machine:.0f} s of the machine {minutes:.1f} minutes"
    )
    print(f"after, in the documents that nobody looked at: precision {precision:.3f}, recall {recall:.3f}")
    return int(min(precision, recall) < ENOUGH or minutes > MOST_MINUTES)


if __name__ == "__main__":
    sys.exit(main())
