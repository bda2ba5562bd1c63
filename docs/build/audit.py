"""Make the pictures of docs/audit.md anew: the samples, the page, a real browser.

python docs/build/audit.py            needs Playwright, a Chromium (KPLAN_CHROMIUM) and a font with Hangul
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
COLOURS = 64
"""A picture of a screen needs no more, and is a third of the size."""


def main() -> None:
    """The review of a wrong total in a PDF, and a document with its numbers coloured."""
    chromium = os.environ.get("KPLAN_CHROMIUM") or shutil.which("chromium")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KPLAN_LANG": "ko"}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        shutil.copytree(ROOT / "samples" / "plans", Path(folder) / "plans")
        program = [sys.executable, "-m", "pipeline"]
        subprocess.run([*program, "convert", "plans", "--out", "out"], cwd=folder, env=environment, check=True)
        command = [*program, "audit", "out", "--port", "0", "--reviewer", "이새론"]
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            found = re.search(r"(http://[\d.:]+)/enter/\S+", server.stdout.readline())
            assert found is not None
            browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1500, "height": 950})
            page.goto(found[0])
            page.goto(f"{found[1]}/queue?tab=all&q=pdf 2,160명")
            page.click(".queue tbody a >> nth=0")
            page.wait_for_selector("#review")
            page.wait_for_function("document.querySelector('svg.page image') !== null")
            page.wait_for_timeout(500)
            save(page.screenshot(), "audit-review.png")
            page.click("small.path a >> nth=0")
            page.set_viewport_size({"width": 1000, "height": 640})
            page.evaluate("window.scrollTo(0, 0)")
            page.wait_for_timeout(500)
            save(page.screenshot(), "audit-document.png")
            browser.close()
        finally:
            server.terminate()
            server.wait()


def save(data: bytes, name: str) -> None:
    """A picture with few colours."""
    import io

    picture = Image.open(io.BytesIO(data)).convert("RGB").quantize(COLOURS)
    picture.save(PICTURES / name, optimize=True)


if __name__ == "__main__":
    main()
