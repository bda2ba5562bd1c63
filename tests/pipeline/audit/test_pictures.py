"""Pages as pictures: drawn pages of the HWP family with the box of a value, kept once drawn, harmless by themselves."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from reviewed import SAMPLES, Browser, make_output, rows_of
from twins import outline_of, to_hwpx

from pipeline.audit import source
from pipeline.audit.pictures import box_of, file_to_drawn_page, signs_of
from schemas.errors import Unsupported
from schemas.options import Limits

SIGNS = [("가", 10.0, 100.0, 9.0), ("12", 20.0, 100.0, 9.0), ("명", 30.0, 100.0, 9.0), ("가", 10.0, 120.0, 9.0)]


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("가 12명", (10.0, 91.0, 39.0, 100.0)),
        ("명 가", (10.0, 91.0, 39.0, 120.0)),
        ("가", None),
        ("13명", None),
        ("-", None),
    ],
)
def test_a_text_has_a_box_where_it_stands_once(text: str, box: tuple[float, ...] | None) -> None:
    assert box_of(SIGNS, text) == box


def test_signs_are_told_in_points_and_marks_are_left_out() -> None:
    svg = '<text x="40" y="80.0" font-family="x" font-size="12">가</text><text x="1" y="2" font-size="3">&amp;</text>'
    assert signs_of(svg) == [("가", 30.0, 60.0, 9.0)]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hwp_ingest", reason="the layout engine is not installed: pip install '.[layout]'")
    return make_output(tmp_path_factory.mktemp("drawn"), ("operation_plan.hwpx",), layout=True)


def test_a_row_of_a_drawn_page_has_its_box_in_a_table_and_in_a_line(drawn: Path) -> None:
    rows = rows_of(drawn, "result") + rows_of(drawn, "plan")
    in_table = next(row for row in rows if row["row"] is not None)
    in_line = next(row for row in rows if row["row"] is None)
    browser = Browser(drawn)
    for row in (in_table, in_line):
        page = browser.review(row["row_id"])
        assert f'href="/document/{row["doc_id"]}/page/{row["page"]}"' in page
        assert '<rect class="box"' in page


def test_a_drawn_page_runs_nothing_and_is_drawn_once(drawn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doc_id = rows_of(drawn, "documents")[0]["doc_id"]
    browser = Browser(drawn)
    answer = browser.client.get(f"/document/{doc_id}/page/1")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "script-src" not in answer.headers["content-security-policy"]
    monkeypatch.setattr(source.Sources, "_work", lambda *_: pytest.fail("the page was drawn before"))
    assert browser.client.get(f"/document/{doc_id}/page/1").content == answer.content
    browser.get(f"/document/{doc_id}/page/2", 404)


def test_words_of_a_document_are_drawn_as_words() -> None:
    pytest.importorskip("hwp_ingest", reason="the layout engine is not installed: pip install '.[layout]'")
    trick = "&lt;/text&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
    hostile = io.BytesIO()
    with ZipFile(SAMPLES / "operation_plan.hwpx") as plain, ZipFile(hostile, "w") as changed:
        for name in plain.namelist():
            changed.writestr(name, plain.read(name).replace("동아리 발표회".encode(), trick.encode()))
    drawn = file_to_drawn_page(1, Limits(), hostile.getvalue(), "a.hwpx")["svg"].decode()
    assert "<script" not in drawn
    assert box_of(signs_of(drawn), "alert1script") is not None


def test_a_page_without_a_size_is_no_picture() -> None:
    pytest.importorskip("hwp_ingest", reason="the layout engine is not installed: pip install '.[layout]'")
    shapeless = to_hwpx(outline_of("2026년 계획\n\n- 12명\n".encode(), "a.txt"))
    with pytest.raises(Unsupported):
        file_to_drawn_page(1, Limits(), shapeless, "a.hwpx")


def test_an_output_without_a_layout_shows_no_page_of_the_hwp_family(
    drawn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc_id = rows_of(drawn, "documents")[0]["doc_id"]
    browser = Browser(drawn)
    options = browser.site.sources().options
    monkeypatch.setattr(browser.site.sources(), "options", type(options)(None, layout=False))
    browser.get(f"/document/{doc_id}/page/1", 404)
    assert '<svg class="page"' not in browser.review(rows_of(drawn, "result")[0]["row_id"])
