"""Every table of a document as it stands on paper, before anything is understood of it."""

from typing import Annotated

from schemas.finding import Record, column
from schemas.source import BoundingBox


class TableRecord(Record):
    """One table."""

    doc_id: Annotated[str, column("문서 ID", "sha256 of the file")]
    table: Annotated[int, column("표 번호", "0-based number of the table in reading order, nested tables included")]
    n_rows: Annotated[int, column("행 수", "rows of the grid")]
    n_cols: Annotated[int, column("열 수", "columns of the grid")]
    caption: Annotated[str | None, column("표 제목", "caption of the table")] = None
    inferred: Annotated[bool, column("추정", "true where no rule was drawn and columns were told from gaps")] = False
    continues: Annotated[int | None, column("이어짐", "block of the table that this one continues")] = None
    page: Annotated[int | None, column("쪽", "1-based page")] = None
    block: Annotated[int | None, column("블록", "block number in reading order")] = None
    line: Annotated[int | None, column("줄", "1-based line of a text file")] = None
    bbox: Annotated[BoundingBox | None, column("영역", "x0, top, x1, bottom in points")] = None


class CellRecord(Record):
    """One cell; a merged cell stands once, at its upper left corner."""

    doc_id: Annotated[str, column("문서 ID", "sha256 of the file")]
    table: Annotated[int, column("표 번호", "0-based number of the table in reading order")]
    row: Annotated[int, column("행", "0-based row")]
    col: Annotated[int, column("열", "0-based column")]
    row_span: Annotated[int, column("행 병합", "rows covered")] = 1
    col_span: Annotated[int, column("열 병합", "columns covered")] = 1
    text: Annotated[str, column("내용", "the cell's own paragraphs, one a line")]
    header: Annotated[bool, column("머리 칸", "the format's own header-cell mark")] = False
    page: Annotated[int | None, column("쪽", "1-based page")] = None
    line: Annotated[int | None, column("줄", "1-based line of a text file")] = None
    bbox: Annotated[BoundingBox | None, column("영역", "x0, top, x1, bottom in points")] = None
