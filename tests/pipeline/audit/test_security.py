"""Who gets in, what is refused, and that a hostile document is only text."""

import html
import re
import subprocess
import sys
from pathlib import Path

import pytest
from reviewed import Browser, again, field, make_output, rows_of
from starlette.testclient import TestClient

from pipeline.audit.decisions import read_decisions
from pipeline.audit.sessions import REST_SECONDS, TRIES, WAIT_SECONDS, Door, Sessions, add_user, read_users
from pipeline.audit.web import LARGEST_REQUEST, Site, application
from schemas.errors import BadUsers

HOSTILE = """2026년 나루구 시행계획

1. "><img src=x onerror=alert(2)> 돌봄 사업

- 방문 횟수 : 12회 <b onmouseover=alert(3)>
- 담당부서 : \u202e과책정\u202c 복지정책과
- 교육 인원 : 30명 <script>alert(1)</script>
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_output(tmp_path_factory.mktemp("secured"), ("operation_plan.pdf", "result_report.txt"))


@pytest.fixture
def browser(out: Path) -> Browser:
    return Browser(out)


def a_row(browser: Browser) -> str:
    return str(browser.index.ask("SELECT row_id FROM rows ORDER BY pos")[0]["row_id"])


def test_nobody_gets_in_without_the_key(out: Path) -> None:
    stranger = Browser(out, enter=False)
    row_id = a_row(stranger)
    for address in ("/", "/queue", f"/row/{row_id}", "/decisions", "/documents"):
        assert stranger.client.get(address).status_code == 403
    assert stranger.client.get("/enter/wrong").status_code == 403
    assert stranger.client.post("/login", data={"name": "", "password": ""}).status_code == 403
    assert stranger.client.get("/").status_code == 403


def test_another_host_name_is_refused(browser: Browser) -> None:
    assert browser.client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert browser.client.get("/", headers={"host": "localhost:8750"}).status_code == 200


@pytest.mark.parametrize(
    ("token", "headers"),
    [("", {}), ("wrong", {}), (None, {"origin": "http://evil.example"}), (None, {"origin": "null"})],
)
def test_a_change_that_another_page_asks_for_is_refused(
    out: Path, browser: Browser, token: str | None, headers: dict[str, str]
) -> None:
    row_id = a_row(browser)
    head = field(browser.review(row_id), "head")
    before = read_decisions(out)
    sent = {"csrf": browser.csrf if token is None else token, "head": head, "action": "accept"}
    assert browser.client.post(f"/row/{row_id}", data=sent, headers=headers).status_code == 403
    assert read_decisions(out) == before
    own = browser.client.post(
        f"/row/{row_id}", data={**sent, "csrf": browser.csrf}, headers={"origin": "http://127.0.0.1"}
    )
    assert own.status_code == 303


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(out: Path) -> None:
    stranger = Browser(out, enter=False)
    cookie = stranger.client.get(f"/enter/{stranger.site.door.key}").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_session_ends_after_rest_and_when_left() -> None:
    time = [0.0]
    sessions = Sessions(clock=lambda: time[0])
    secret = sessions.start("이새론")
    time[0] += REST_SECONDS - 1
    assert sessions.find(secret) is not None
    time[0] += REST_SECONDS - 1
    assert sessions.find(secret) is not None, "rest counts from the last request"
    time[0] += REST_SECONDS + 1
    assert sessions.find(secret) is None
    other = sessions.start("이새론")
    sessions.end(other)
    assert sessions.find(other) is None


def test_every_answer_forbids_what_is_not_ours(browser: Browser) -> None:
    for address in ("/", "/static/page.js", "/no/such/page", "/enter/wrong"):
        headers = browser.client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_no_page_names_another_host_or_holds_a_script_or_style_of_its_own(browser: Browser) -> None:
    for address in ("/", "/queue", f"/row/{a_row(browser)}/body", "/decisions", "/documents", "/unread"):
        page = browser.get(address)
        assert "://" not in page
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=", page)


@pytest.mark.parametrize(
    "address",
    [
        "/static/../web.py",
        "/static/..%2fweb.py",
        "/static/%2e%2e/web.py",
        "/static//etc/passwd",
        "/document/..%2f..%2fetc%2fpasswd",
        "/document/../../etc/passwd",
        "/document/%2e%2e/page/1",
        "/row/..%2f..%2frun.json",
        "/run.json",
        "/decisions.jsonl",
        "/.kplan/journal.sqlite",
    ],
)
def test_no_file_is_reached_by_a_path(browser: Browser, address: str) -> None:
    answer = browser.client.get(address)
    assert answer.status_code == 404
    assert "root:" not in answer.text


def test_only_pages_that_a_document_has_are_served(browser: Browser) -> None:
    (pdf,) = browser.index.ask("SELECT doc_id FROM documents WHERE path LIKE '%.pdf'")
    assert browser.client.get(f"/document/{pdf['doc_id']}/page/1").headers["content-type"] == "image/png"
    for number in ("0", "2", "-1", "99999999"):
        assert browser.client.get(f"/document/{pdf['doc_id']}/page/{number}").status_code == 404
    assert browser.client.get(f"/document/{'0' * 64}/page/1").status_code == 404


def test_a_path_of_the_output_that_leads_to_another_file_shows_nothing_of_it(tmp_path: Path) -> None:
    out = make_output(tmp_path, ("pledge_card.txt",))
    secret = tmp_path / "secret.txt"
    secret.write_text("비밀 문서", encoding="utf-8")
    (tmp_path / "plans" / "pledge_card.txt").unlink()
    (tmp_path / "plans" / "pledge_card.txt").symlink_to(secret)
    browser = Browser(out)
    page = browser.review(a_row(browser))
    assert "비밀 문서" not in page
    assert "원본 파일이 없거나 변환한 뒤 바뀌었습니다" in page


def test_a_request_that_is_too_large_is_refused(browser: Browser) -> None:
    answer = browser.client.post("/language", data={"csrf": browser.csrf, "to": "x" * LARGEST_REQUEST})
    assert answer.status_code == 413


def test_a_hostile_document_is_shown_as_text(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    name = tmp_path / "plans" / "<img src=x onerror=alert(4)>.txt"
    name.write_text(HOSTILE, encoding="utf-8")
    long = "가" * 1_000_000
    (tmp_path / "plans" / "long.txt").write_text(
        f"2026년 나루구 시행계획\n\n- 방문 횟수 : 12회 {long}\n", encoding="utf-8"
    )
    again(tmp_path)
    browser = Browser(tmp_path / "out")
    pages = [browser.get(address) for address in ("/", "/queue?tab=all", "/documents")]
    rows = browser.index.ask("SELECT row_id, doc_id, path FROM rows")
    assert {row["path"].rpartition("/")[2] for row in rows} == {name.name, "long.txt"}
    for row in rows:
        pages += [browser.review(row["row_id"]), browser.get(f"/document/{row['doc_id']}")]
    left = [one for one in enumerate(rows_of(tmp_path / "out", "ledger", name.name)) if one[1]["row_id"] is None]
    place = f"/document/{left[0][1]['doc_id']}/number/{left[0][0]}"
    trick = "<script>alert(5)</script>\u202e"
    sent = {"csrf": browser.csrf, "head": field(browser.get(place), "head"), "action": "add", "kind": "plan"}
    wrong = browser.client.post(place, data={**sent, "column.target": trick, "column.task": trick})
    added = browser.client.post(place, data={**sent, "column.target": "1", "column.task": trick})
    assert (wrong.status_code, added.status_code) == (422, 303)
    pages += [wrong.text, browser.get(place), browser.get("/decisions")]
    for page in pages:
        assert not re.search(r"<script(?! src=)|<img|<b |\u202e", page)
        assert len(page) < 200_000
    assert any(html.escape("<img src=x onerror=alert(4)>") in page for page in pages)


def test_users_have_passwords_that_are_kept_stretched(tmp_path: Path, out: Path) -> None:
    file = tmp_path / "users"
    add_user(file, "이새론", "물푸레나무 아래")
    add_user(file, "한여울", "다른 비밀번호")
    assert "물푸레나무" not in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o077 == 0
    browser = Browser(out, Site(out, Door(read_users(file), "")), enter=False)
    assert browser.client.get("/").headers["location"] == "/login"
    assert browser.client.get(f"/enter/{browser.site.door.key}").status_code == 403
    wrong = browser.client.post("/login", data={"name": "이새론", "password": "다른 비밀번호"})
    assert wrong.status_code == 403
    assert browser.client.get("/").status_code == 303
    foreign = {"origin": "http://evil.example"}
    right = {"name": "이새론", "password": "물푸레나무 아래"}
    assert browser.client.post("/login", data=right, headers=foreign).status_code == 403
    assert browser.client.post("/login", data=right).status_code == 303
    browser.csrf = field(browser.get("/"), "csrf")
    row_id = a_row(browser)
    browser.decide(row_id, "accept")
    assert read_decisions(out)[-1].reviewer == "이새론"
    assert browser.client.post("/leave", data={"csrf": browser.csrf}).status_code == 303
    assert browser.client.get("/").status_code == 303
    assert browser.client.get("/").headers["location"] == "/login"


def test_guessing_a_password_is_made_slow(tmp_path: Path) -> None:
    file, time = tmp_path / "users", [0.0]
    add_user(file, "이새론", "맞는 것")
    door = Door(read_users(file), "", clock=lambda: time[0])
    for _ in range(TRIES):
        assert door.by_password("이새론", "틀린 것") is None
    assert door.by_password("이새론", "맞는 것") is None
    time[0] += WAIT_SECONDS + 1
    assert door.by_password("이새론", "맞는 것") == "이새론"
    assert door.by_password("없는 사람", "맞는 것") is None


@pytest.mark.parametrize("text", ["", "이름만", "이름:plain", "이름:scrypt$a"])
def test_a_file_that_holds_no_users_lets_nobody_in(tmp_path: Path, text: str) -> None:
    file = tmp_path / "users"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadUsers):
        read_users(file)


def test_other_machines_need_a_file_of_users(out: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "audit", str(out), "--host", "0.0.0.0", "--port", "0"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.returncode == BadUsers.exit_code
    assert "--add-user" in run.stderr


def test_a_user_is_added_on_the_command_line(tmp_path: Path, out: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "audit",
        str(out),
        "--users",
        str(tmp_path / "u"),
        "--add-user",
        "이새론",
    ]
    run = subprocess.run(command, input="비밀\n", capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    assert Door(read_users(tmp_path / "u"), "").by_password("이새론", "비밀") == "이새론"


def test_a_row_that_is_none_and_an_action_that_is_none_are_told(browser: Browser, out: Path) -> None:
    before = len(read_decisions(out))
    assert browser.client.get("/row/none").status_code == 404
    assert browser.client.get("/row/none/body").status_code == 404
    assert browser.client.get("/task/none").status_code == 404
    sent = {"csrf": browser.csrf, "head": "", "action": "drop table"}
    assert browser.client.post(f"/row/{a_row(browser)}", data=sent).status_code == 404
    assert len(read_decisions(out)) == before


def test_one_session_cannot_use_the_secret_of_another(browser: Browser, out: Path) -> None:
    other = Browser(out, browser.site)
    row_id = a_row(browser)
    sent = {"csrf": other.csrf, "head": field(browser.review(row_id), "head"), "action": "accept"}
    assert browser.client.post(f"/row/{row_id}", data=sent).status_code == 403


def test_the_page_of_an_output_that_is_written_anew_follows(tmp_path: Path) -> None:
    out = make_output(tmp_path, ("pledge_card.txt",))
    browser = Browser(out)
    (tmp_path / "plans" / "result_report.txt").write_bytes(
        (Path(__file__).resolve().parents[3] / "samples" / "plans" / "result_report.txt").read_bytes()
    )
    again(tmp_path)
    shown = {row["path"].rpartition("/")[2] for row in browser.index.ask("SELECT path FROM rows")}
    assert shown == {"pledge_card.txt", "result_report.txt"}
    assert rows_of(out, "result", "result_report.txt")


def test_no_request_without_a_session_reaches_a_handler(out: Path) -> None:
    from pipeline.audit.routes import ROUTES

    client = TestClient(application(Site(out, Door(None, "x"))), base_url="http://127.0.0.1", follow_redirects=False)
    for method, path in ROUTES:
        answer = client.request(method, path.replace("{number:int}", "1").replace("{", "").replace("}", ""))
        assert answer.status_code == 403, path
