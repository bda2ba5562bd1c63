"""The contract: every column of the datasets, its type, Korean label and meaning, written once."""

from datetime import date
from typing import Annotated, Literal

from schemas.finding import Check, Finding, Number, Record, column
from schemas.grid import CellRecord, TableRecord
from schemas.source import BoundingBox

Comparator = Literal["=", ">=", "<=", ">", "<", "~"]
Confidence = Literal["certain", "inferred", "doubtful"]
Status = Literal["ok", "partial", "failed"]
Review = Literal["accepted", "corrected", "rejected", "deferred", "stale", "added"]


class Fact(Record):
    """Columns shared by plan, budget and result."""

    row_id: Annotated[str, column("행 ID", "stable key: the same bytes and the same cell give the same id")]
    doc_id: Annotated[str, column("문서 ID", "sha256 of the file's bytes")]
    fact_key: Annotated[
        str | None, column("사실 키", "what the fact is about; equal in every file and version of the document")
    ] = None
    org: Annotated[str | None, column("기관명", "issuing local government, canonical full name")] = None
    org_code: Annotated[str | None, column("기관코드", "standard region code, 5 digits (시군구) or 2 (시도)")] = None
    fiscal_year: Annotated[int | None, column("회계연도", "year the fact is about")] = None
    period_start: Annotated[date | None, column("기간 시작", "first day")] = None
    period_end: Annotated[date | None, column("기간 끝", "last day")] = None
    goal: Annotated[str | None, column("목표", "heading above the task: 성과목표, 중점사업, 추진전략")] = None
    task_code: Annotated[str | None, column("과제번호", "code of the task, as 2-1 or Ⅲ-2-1")] = None
    task: Annotated[str | None, column("과제명", "name of the project")] = None
    task_key: Annotated[str | None, column("과제 키", "equal for the same task however it is spelled")] = None
    department: Annotated[str | None, column("담당부서", "department in charge; several are joined with a comma")] = (
        None
    )
    team: Annotated[str | None, column("담당팀", "team within the department")] = None
    officer: Annotated[str | None, column("담당자", "person in charge")] = None
    activity: Annotated[str | None, column("세부내용", "what of the task the fact is about")] = None
    additive: Annotated[
        bool, column("합산 대상", "false where other rows of the same document break this number down")
    ] = True
    raw: Annotated[str, column("원문", "exact source text of the value's cell or line")]
    page: Annotated[int | None, column("쪽", "1-based page; empty where the file does not tell it")] = None
    block: Annotated[int | None, column("블록", "block number in reading order")] = None
    row: Annotated[int | None, column("행", "0-based row of the cell")] = None
    col: Annotated[int | None, column("열", "0-based column of the cell")] = None
    line: Annotated[int | None, column("줄", "1-based line of a text file")] = None
    bbox: Annotated[BoundingBox | None, column("영역", "x0, top, x1, bottom in PDF points from the top left")] = None
    confidence: Annotated[Confidence, column("확실성", "certain, inferred or doubtful")] = "certain"
    confidence_reason: Annotated[str | None, column("확실성 사유", "why it is not certain")] = None
    review: Annotated[
        Review | None,
        column("검토", "what a person decided; stale where it changed since, added where a person made the row"),
    ] = None
    extracted: Annotated[
        str | None, column("추출값", "JSON of the columns that a person corrected, with what was extracted")
    ] = None


class Plan(Fact):
    """One planned thing."""

    indicator: Annotated[str | None, column("지표", "what is counted")] = None
    kpi: Annotated[str | None, column("성과지표", "성과지표 of the task")] = None
    target: Annotated[float | None, column("목표값", "the number; null for a plan without one")] = None
    upper: Annotated[float | None, column("상한", "upper end of a range, the number being the lower")] = None
    target_text: Annotated[str | None, column("목표 내용", "the planned thing in words")] = None
    unit: Annotated[str | None, column("단위", "canonical unit")] = None
    comparator: Annotated[Comparator, column("비교", "= >= <= > < ~")] = "="
    cumulative: Annotated[bool, column("누계", "true for (누계)")] = False
    superseded: Annotated[bool, column("대체됨", "true on a value that the same document replaces")] = False


class Budget(Fact):
    """One amount."""

    basis: Annotated[Literal["예산", "집행"], column("구분", "예산 (planned) or 집행 (spent)")]
    side: Annotated[Literal["세입", "세출"] | None, column("세입세출", "revenue or spending, where told")] = None
    source: Annotated[str, column("재원", "계, 국비, 도비, 시비, 구비, ...")]
    indicator: Annotated[str | None, column("지표", "the words that name the amount (총사업비, 예산현액, 지출액)")] = (
        None
    )
    amount_krw: Annotated[int | None, column("금액(원)", "won; null where no unit stands anywhere")] = None
    share: Annotated[float | None, column("비율(%)", "percent of the total where the source gives one")] = None
    account: Annotated[str | None, column("예산과목", "budget account path joined with ' > '")] = None
    superseded: Annotated[bool, column("대체됨", "true on a value that the same document replaces")] = False


class Result(Fact):
    """One achievement or state."""

    indicator: Annotated[str | None, column("지표", "what is counted")] = None
    value: Annotated[float | None, column("실적값", "the number; null where the source has none")] = None
    upper: Annotated[float | None, column("상한", "upper end of a range, the number being the lower")] = None
    value_text: Annotated[str | None, column("실적 내용", "the result in words")] = None
    unit: Annotated[str | None, column("단위", "canonical unit")] = None
    comparator: Annotated[Comparator, column("비교", "= >= <= > < ~")] = "="
    cumulative: Annotated[bool, column("누계", "true for (누계)")] = False
    status: Annotated[str | None, column("상태", "신규, 해당없음, 완료, 정상추진, ...")] = None


class DocumentRecord(Record):
    """One file, read or not."""

    doc_id: Annotated[str, column("문서 ID", "sha256 of the file's bytes")]
    path: Annotated[str, column("경로", "path as given; bytes that are not UTF-8 are escaped")]
    format: Annotated[str | None, column("형식", "told from the content: hwp5, hwpx, hwpml, hwp3, pdf, html, text")] = (
        None
    )
    bytes: Annotated[int | None, column("크기", "size in bytes")] = None
    pages: Annotated[int | None, column("쪽수", "number of pages")] = None
    title: Annotated[str | None, column("제목", "title of the document")] = None
    doc_type: Annotated[str | None, column("문서 유형", "자체평가 시행계획, 연차별 시행계획, 공약 이행카드, ...")] = (
        None
    )
    doc_class: Annotated[
        Literal["plan", "budget", "result", "other"] | None, column("문서 종류", "what the document is")
    ] = None
    doc_class_reason: Annotated[str | None, column("종류 근거", "why it was taken for that")] = None
    same_as: Annotated[str | None, column("같은 문서", "doc_id of the document that counts in its place")] = None
    same_as_reason: Annotated[str | None, column("같은 문서 근거", "what the two documents agree in")] = None
    org: Annotated[str | None, column("기관명", "issuing local government")] = None
    org_code: Annotated[str | None, column("기관코드", "its standard code")] = None
    department: Annotated[str | None, column("부서", "issuing department")] = None
    fiscal_year: Annotated[int | None, column("회계연도", "year the document is about")] = None
    registry: Annotated[str | None, column("등록번호", "registration number")] = None
    registered: Annotated[date | None, column("등록일자", "registration date")] = None
    approved: Annotated[date | None, column("결재일자", "approval date")] = None
    declared: Annotated[str | None, column("선언 개수", "declared counts as 'label=count' joined with '; '")] = None
    extractor: Annotated[str | None, column("추출기", "extractor name/version")] = None
    status: Annotated[Status, column("상태", "ok, partial or failed")]
    reason: Annotated[str | None, column("사유", "why the status is not ok")] = None
    message: Annotated[str | None, column("설명", "the reason as a sentence in Korean")] = None
    rows: Annotated[int, column("행 수", "plan, budget and result rows")] = 0
    findings: Annotated[int, column("지적 수", "findings")] = 0
    numbers: Annotated[int, column("숫자 수", "numeric expressions of the source")] = 0
    numbers_in_rows: Annotated[int, column("행이 된 숫자", "numeric expressions that became rows")] = 0


DATASETS: dict[str, type[Record]] = {
    "documents": DocumentRecord,
    "plan": Plan,
    "budget": Budget,
    "result": Result,
    "findings": Finding,
    "checks": Check,
    "ledger": Number,
    "tables": TableRecord,
    "cells": CellRecord,
}
"""The published datasets by name, in the order in which they are written."""
