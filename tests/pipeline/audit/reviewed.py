"""An output of invented documents and a client of its page, for the tests of the audit page."""

import re
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from pipeline.audit.anchors import anchor_of
from pipeline.audit.decisions import Decision, append_decisions, new_id, said
from pipeline.audit.index import Index
from pipeline.audit.sessions import COOKIE, Door
from pipeline.audit.web import Site, application
from pipeline.convert import ConvertOptions, convert
from pipeline.sinks.parquet import read_dataset

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "samples" / "plans"
NAMES = ("operation_plan.hwpx", "operation_plan.pdf", "annual_targets.hwpx", "pledge_card.txt", "result_report.txt")


def make_output(folder: Path, names: tuple[str, ...] = NAMES, **options: Any) -> Path:
    """A folder `plans` with some samples, and `out` made of them."""
    plans = folder / "plans"
    plans.mkdir()
    for name in names:
        (plans / name).write_bytes((SAMPLES / name).read_bytes())
    again(folder, **options)
    return folder / "out"


def again(folder: Path, **options: Any) -> dict[str, Any]:
    """Convert `plans` into `out`; run.json."""
    import json

    convert(str(folder / "plans"), folder / "out", ConvertOptions(jobs=2, **options))
    body: dict[str, Any] = json.loads((folder / "out" / "run.json").read_text(encoding="utf-8"))
    return body


def rows_of(out: Path, dataset: str, name: str = "") -> list[dict[str, Any]]:
    """Published rows of one file, or of all."""
    documents = {d["doc_id"] for d in read_dataset(out, "documents").to_pylist() if d["path"].endswith(name)}
    return [row for row in read_dataset(out, dataset).to_pylist() if row["doc_id"] in documents]


def decision(action: str, row: dict[str, Any], dataset: str, **values: Any) -> Decision:
    """A decision on a published row."""
    fixed = {
        "decision_id": new_id(),
        "action": action,
        "dataset": dataset,
        "fact_key": row["fact_key"],
        "anchor": anchor_of(row, dataset, {}),
        "seen": said(row),
        "reviewer": "이새론",
        "at": "2026-01-02T03:04:05+00:00",
    }
    return Decision(**{**fixed, **values})


def decide_on(out: Path, action: str, row: dict[str, Any], dataset: str, **values: Any) -> Decision:
    """The same, written down."""
    made = decision(action, row, dataset, **values)
    append_decisions(out, [made])
    return made


class Browser:
    """Somebody at the page, without a browser: cookies and the second secret of the forms are kept."""

    def __init__(self, out: Path, site: Site | None = None, enter: bool = True) -> None:
        self.site = site or Site(out, Door(None, "이새론"))
        self.client = TestClient(application(self.site), base_url="http://127.0.0.1", follow_redirects=False)
        self.csrf = ""
        if enter:
            assert self.client.get(f"/enter/{self.site.door.key}").status_code == 303
            self.csrf = field(self.get("/"), "csrf")

    def become(self, user: str) -> "Browser":
        """Another person at the same page."""
        other = Browser(self.site.out, self.site, enter=False)
        other.client.cookies.set(COOKIE, self.site.sessions.start(user))
        other.csrf = field(other.get("/"), "csrf")
        return other

    @property
    def index(self) -> Index:
        return self.site.index()

    def get(self, address: str, status: int = 200) -> str:
        answer = self.client.get(address)
        assert answer.status_code == status, answer.text
        return answer.text

    def review(self, row_id: str, query: str = "") -> str:
        """The review screen of a row with its source."""
        return self.get(f"/row/{row_id}/body{query}")

    def decide(self, row_id: str, action: str, status: int = 303, **fields: str) -> Any:
        """What the form of the review screen sends."""
        head = field(self.review(row_id), "head")
        sent = {"csrf": self.csrf, "head": head, "action": action, "tab": "all", "state": "", **fields}
        answer = self.client.post(f"/row/{row_id}", data=sent)
        assert answer.status_code == status, answer.text
        return answer


def field(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]
