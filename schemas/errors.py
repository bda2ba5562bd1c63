"""One exception a reason. Each says what happened and what to do next, in Korean and in English.

`reason` goes to the documents dataset, `exit_code` to the shell when a single file was asked for.
"""

import re
from typing import ClassVar


class KplanError(Exception):
    """Base of every refusal. `detail` is what was seen in this file, without advice."""

    reason: ClassVar[str] = "Error"
    exit_code: ClassVar[int] = 1
    korean: ClassVar[str] = "알 수 없는 오류입니다."
    english: ClassVar[str] = "Unknown error."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail

    def message(self, language: str) -> str:
        """The sentence for a person; `language` is `ko` or `en`."""
        sentence, detail = (
            (self.korean, detail_to_korean(self.detail)) if language == "ko" else (self.english, self.detail)
        )
        return f"{sentence} ({detail})" if detail else sentence


DETAILS: dict[str, str] = {
    r"no such file(?: or directory)?": "그런 파일이 없음",
    r"permission denied": "읽기 권한 없음",
    r"is a directory": "폴더임",
    r"not a directory": "폴더가 아님",
    r"no space left on device": "디스크 공간 없음",
    r"read-only file system": "쓸 수 없는 디스크",
    r"file exists": "같은 이름의 파일이 있음",
    r"input/output error": "디스크 읽기 오류",
    r"too many levels of symbolic links": "링크가 돌고 돎",
    r"symbolic link leads out of the folder": "링크가 폴더 밖을 가리킴 (--follow-links로 읽음)",
    r"not a regular file": "일반 파일이 아님",
    r"binary data": "이진 데이터",
    r"zip entry": "압축 항목",
    r"zip compression method (\d+)": r"zip 압축 방식 \1",
    r"no reader can open the file": "어떤 판독기로도 열리지 않음",
    r"no page can be read": "읽을 수 있는 쪽이 없음",
    r"its cluster worker was killed": "클러스터 작업자가 종료됨",
    r"no worker process can be started": "작업 프로세스를 시작할 수 없음",
    r"started another process": "다른 프로세스를 시작함",
    r"an answer that is none": "형식에 맞지 않는 응답",
    r"exit code (-?\d+)": r"종료 코드 \1",
    r"CPU ([\d.e+]+) s": r"CPU \1초",
    r"([\d.e+]+) s": r"\1초",
    r"positions of tables: (\d+) > (\d+)": r"표의 자리 \1개, 한도 \2개",
    r"pages: (\d+) > (\d+)": r"쪽 \1개, 한도 \2개",
    r"pixels of a page: (\d+) > (\d+)": r"한 쪽의 화소 \1개, 한도 \2개",
    r"characters on a page: (\d+) > (\d+)": r"한 쪽의 글자 \1개, 한도 \2개",
    r"objects on a page: (\d+) > (\d+)": r"한 쪽의 개체 \1개, 한도 \2개",
    r"objects on a page: more than (\d+) in forms": r"한 쪽의 개체, 한도 \1개",
    r"form depth: (\d+) > (\d+)": r"겹친 깊이 \1, 한도 \2",
    r"content stream: more than (\d+) bytes": r"내용 스트림, 한도 \1바이트",
    r"([\d,]+) > ([\d,]+) bytes": r"\1바이트, 한도 \2바이트",
    r"more than (\d+) bytes": r"\1바이트 초과",
    r"(\d+) bytes of rows": r"행 \1바이트",
    r"(\d+) entries > (\d+)": r"항목 \1개, 한도 \2개",
    r"archive of (\d+) bytes claims (\d+) bytes": r"\1바이트 압축 파일을 풀면 \2바이트",
}
"""What was seen, in English as code and the operating system say it, to Korean; a path may stand before it."""


def detail_to_korean(detail: str) -> str:
    """The detail in Korean as far as DETAILS has it."""
    detail = re.sub(r"^\[Errno \d+\] ", "", detail)
    for english, korean in DETAILS.items():
        if match := re.search(rf"(?:^|(?<=: ))(?:{english})(?=: |$)", detail, re.IGNORECASE):
            return detail[: match.start()] + match.expand(korean) + detail[match.end() :]
    return detail


class Unsupported(KplanError):
    reason = "Unsupported"
    exit_code = 10
    korean = "지원하지 않는 형식입니다. HWP, HWPX, PDF 또는 텍스트로 저장한 뒤 다시 시도하세요."
    english = "The format is not supported. Save it as HWP, HWPX, PDF or text and try again."


class Empty(KplanError):
    reason = "Empty"
    exit_code = 11
    korean = "읽을 내용이 없는 파일입니다. 원본을 다시 받으세요."
    english = "The file has no content. Fetch the original again."


class Corrupt(KplanError):
    reason = "Corrupt"
    exit_code = 12
    korean = "파일이 손상되어 읽을 수 없습니다. 한글이나 PDF 뷰어에서 열어 다시 저장하세요."
    english = "The file is damaged. Open it in its own program and save it again."


class Encrypted(KplanError):
    reason = "Encrypted"
    exit_code = 13
    korean = "암호가 걸린 파일입니다. --password로 암호를 주거나 암호를 풀어 다시 저장하세요."
    english = "The file is encrypted. Give its password with --password, or save it without one."


class Drm(KplanError):
    reason = "DRM"
    exit_code = 14
    korean = "DRM으로 보호된 파일입니다. 담당 부서에서 보호를 해제한 사본을 받으세요."
    english = "The file is wrapped by DRM. Ask its owner for an unprotected copy."


class LimitExceeded(KplanError):
    reason = "LimitExceeded"
    exit_code = 15
    korean = "파일이 허용 한도를 넘었습니다. 파일을 나누거나 한도를 올려 다시 시도하세요."
    english = "The file exceeds a limit. Split it, or raise the limit and try again."


class Unreadable(KplanError):
    reason = "Unreadable"
    exit_code = 16
    korean = "파일을 열 수 없습니다. 경로와 읽기 권한을 확인하세요."
    english = "The file cannot be opened. Check its path and your permission to read it."


class Missing(KplanError):
    """An optional part of kplan that this file needs is not installed."""

    reason = "Missing"
    exit_code = 17
    korean = "필요한 선택 구성요소가 없습니다. 괄호 안의 명령으로 설치하세요."
    english = "An optional component that this needs is not installed. Install it with the command in brackets."


class TimedOut(KplanError):
    reason = "TimedOut"
    exit_code = 18
    korean = "처리 시간이 한도를 넘어 중단했습니다. --timeout을 늘려 다시 시도하세요."
    english = "The file took longer than allowed. Try again with a larger --timeout."


class OutOfMemory(KplanError):
    reason = "OutOfMemory"
    exit_code = 19
    korean = "메모리 한도를 넘어 중단했습니다. --memory를 늘려 다시 시도하세요."
    english = "The file took more memory than allowed. Try again with a larger --memory."


class Crashed(KplanError):
    reason = "Crashed"
    exit_code = 20
    korean = "이 파일을 처리하던 작업이 비정상 종료되었습니다. 다른 파일에는 영향이 없습니다."
    english = "The worker died on this file. No other file is affected."


class NoInput(KplanError):
    reason = "NoInput"
    exit_code = 21
    korean = "변환할 계획 문서가 없습니다. 폴더에 HWP, HWPX, PDF 또는 텍스트 파일이 있는지 확인하세요."
    english = "There is no plan file to convert. Check that the folder holds HWP, HWPX, PDF or text files."


class Busy(KplanError):
    reason = "Busy"
    exit_code = 23
    korean = "다른 kplan 작업이 같은 출력 폴더를 쓰고 있습니다. 그 작업이 끝난 뒤 다시 시도하세요."
    english = "Another kplan run is using this output. Try again when it has ended."


class ClusterLost(KplanError):
    reason = "ClusterLost"
    exit_code = 25
    korean = (
        "클러스터와 연결이 끊겼거나 일할 워커가 없습니다. "
        "끝난 파일은 저장되었으니 스케줄러와 워커를 확인하고 같은 명령을 다시 실행하세요."
    )
    english = (
        "The cluster is out of reach or has no worker. "
        "What was finished is kept: check scheduler and workers and run the same command again."
    )


class Inconsistent(KplanError):
    reason = "Inconsistent"
    exit_code = 26
    korean = "출력이 스스로 맞지 않습니다. kplan check로 확인하고 kplan convert를 다시 실행하세요."
    english = "The output does not agree with itself. Look at it with kplan check and run kplan convert again."


class NoOutput(KplanError):
    """A folder that is asked about as an output of kplan and is none."""

    reason = "NoOutput"
    exit_code = 27
    korean = "kplan의 출력이 없는 폴더입니다. kplan convert 문서폴더 --out 결과폴더로 먼저 만드세요."
    english = "The folder holds no output of kplan. Make one first: kplan convert FOLDER --out OUT."


class Exists(KplanError):
    """A file that an export would overwrite."""

    reason = "Exists"
    exit_code = 28
    korean = "같은 이름의 파일이 이미 있어 쓰지 않았습니다. 다른 --to를 주거나 --force로 덮어쓰세요."
    english = "The file exists and was left alone. Give another --to, or overwrite it with --force."


class UnknownTarget(KplanError):
    """A URL that no warehouse answers to."""

    reason = "UnknownTarget"
    exit_code = 29
    korean = (
        "적재할 수 없는 대상입니다. duckdb:파일.duckdb, postgresql://서버/데이터베이스, dlt://목적지 중에서 쓰세요."
    )
    english = "No warehouse of that kind. Use duckdb:FILE.duckdb, postgresql://HOST/DATABASE or dlt://DESTINATION."


class LoaderFailed(KplanError):
    """What dlt could not do."""

    reason = "LoaderFailed"
    exit_code = 7
    korean = "dlt가 적재하지 못했습니다. 접속 정보(환경 변수 DESTINATION__… 또는 .dlt/secrets.toml)를 확인하세요."
    english = "dlt could not load. Check the credentials (DESTINATION__... in the environment, or .dlt/secrets.toml)."


class BadThresholds(KplanError):
    """A file of thresholds that cannot be read, is not TOML, or says what no gate can use."""

    reason = "BadThresholds"
    exit_code = 30
    korean = "기준 파일을 쓸 수 없습니다. 경로와 TOML 형식을 확인하세요."
    english = "The file of thresholds cannot be used. Check its path and that it is TOML."


class ClusterAbsent(KplanError):
    """No Dask scheduler answers at the address."""

    reason = "ClusterAbsent"
    exit_code = 31
    korean = "Dask 스케줄러에 연결할 수 없습니다. 주소와 스케줄러가 켜져 있는지 확인하고 같은 명령을 다시 실행하세요."
    english = "No Dask scheduler answers. Check the address and that it is running, then run the same command again."


class StoreNewer(KplanError):
    """A warehouse that a newer kplan filled."""

    reason = "StoreNewer"
    exit_code = 40
    korean = "더 새로운 kplan이 적재한 웨어하우스입니다. kplan을 새 버전으로 올린 뒤 다시 적재하세요."
    english = "A newer kplan filled this warehouse. Upgrade kplan, then load again."


class StoreUnlike(KplanError):
    """A table of the store whose columns have other types."""

    reason = "StoreUnlike"
    exit_code = 41
    korean = "저장소 kplan_store의 컬럼 형이 달라 이어서 적재할 수 없습니다. 새 데이터베이스에 적재하세요."
    english = "Columns of kplan_store have other types, so that this load cannot go on. Load into a new database."


class ViewsInUse(KplanError):
    """Views of somebody else's that rest on views which a newer kplan defines otherwise."""

    reason = "ViewsInUse"
    exit_code = 42
    korean = "직접 만든 보기가 kplan의 보기를 쓰고 있어 바꿀 수 없습니다. 그 보기를 지우고 적재한 뒤 다시 만드세요."
    english = "Views of your own rest on views of kplan that must change. Drop them, load again, then make them anew."


class RootFolder(KplanError):
    """A URL with one slash too many: the file would lie in the root folder."""

    reason = "RootFolder"
    exit_code = 43
    korean = "루트 폴더(/)에는 쓰지 않습니다. 지금 폴더의 파일이면 duckdb:파일.duckdb, 아니면 전체 경로를 쓰세요."
    english = (
        "Nothing is written into the root folder. For a file in this folder use duckdb:FILE.duckdb, else its full path."
    )


class Unwritable(KplanError):
    reason = "Unwritable"
    exit_code = 24
    korean = "결과를 쓸 수 없습니다. 디스크 여유 공간과 쓰기 권한을 확인한 뒤 같은 명령을 다시 실행하세요."
    english = "The results cannot be written. Check free space and permissions, then run the same command again."


class StateDamaged(KplanError):
    """What an output keeps of earlier runs cannot be read."""

    reason = "StateDamaged"
    exit_code = 32
    korean = "결과 폴더의 작업 기록이 손상되었습니다. 같은 명령에 --force를 붙이면 문서를 모두 다시 읽어 새로 만듭니다."
    english = (
        "The output's record of earlier runs is damaged. Add --force to the same command: every file is read again."
    )


class Unredacted(KplanError):
    """A file of an earlier run that a redacted run cannot write again."""

    reason = "Unredacted"
    exit_code = 33
    korean = "결과 폴더에 가리지 않은 이름이 있을 수 있는 파일이 있습니다. 옮기거나 지운 뒤 다시 실행하세요."
    english = "A file in the output may hold names that were not redacted. Move or delete it and run the command again."


class BadDecisions(KplanError):
    """A file of decisions with a line that is none."""

    reason = "BadDecisions"
    exit_code = 34
    korean = "검토 결정 파일에 읽을 수 없는 줄이 있습니다. 괄호 안의 줄을 고치거나 지운 뒤 다시 실행하세요."
    english = "A line of the file of decisions cannot be read. Mend or delete the line in brackets and run it again."


class SourceChanged(KplanError):
    """A document of an output whose file is gone or holds other bytes."""

    reason = "SourceChanged"
    exit_code = 37
    korean = "원본 파일이 없거나 변환한 뒤 바뀌었습니다. 원본을 제자리에 두고 kplan convert를 다시 실행하세요."
    english = "The source is gone or was changed since. Put it back where it was and run kplan convert again."


class Withheld(KplanError):
    """A source that is not shown because its output holds no names."""

    reason = "Withheld"
    exit_code = 38
    korean = "이름을 가린 결과이므로 원본은 보이지 않습니다. 결과에 있는 표만 보입니다."
    english = "Names were taken out of this output, so its sources are not shown, only the tables that it holds."


class BadUsers(KplanError):
    """A page for other machines without a file of users, or a file that is none."""

    reason = "BadUsers"
    exit_code = 35
    korean = "사용자 파일이 필요합니다. kplan audit 결과폴더 --users 파일 --add-user 이름으로 먼저 만드세요."
    english = "A file of users is needed. Make one first: kplan audit OUT --users FILE --add-user NAME."


class BadGold(KplanError):
    """A file of gold rows with a line that is none."""

    reason = "BadGold"
    exit_code = 36
    korean = "정답 파일을 읽을 수 없습니다. 한 줄에 JSON 객체 하나씩, dataset이 있는지 확인하세요."
    english = "The file of gold rows cannot be read: it must hold one JSON object a line, each with its dataset."


class BadForms(KplanError):
    """A file of taught forms, or a teaching, that says what no table can be."""

    reason = "BadForms"
    exit_code = 2
    korean = "가르친 서식(forms.toml)을 쓸 수 없습니다."
    english = "What was taught (forms.toml) cannot be used."


class UnknownForm(KplanError):
    """A signature that no table of the output has."""

    reason = "UnknownForm"
    exit_code = 39
    korean = "결과에 그런 서식의 표가 없습니다. kplan forms 결과폴더 --all로 서명을 확인하세요."
    english = "No table of the output has this form. Look its signature up with kplan forms OUT --all."


class Internal(KplanError):
    reason = "Internal"
    exit_code = 22
    korean = "예상하지 못한 오류입니다. 이 파일을 첨부해 알려 주시면 고치겠습니다."
    english = "An unexpected error. Please report it with the file."


REASONS: dict[str, type[KplanError]] = {
    error.reason: error
    for error in (
        Unsupported,
        Empty,
        Corrupt,
        Encrypted,
        Drm,
        LimitExceeded,
        Unreadable,
        Missing,
        TimedOut,
        OutOfMemory,
        Crashed,
        NoInput,
        Busy,
        ClusterLost,
        Inconsistent,
        NoOutput,
        Exists,
        UnknownTarget,
        LoaderFailed,
        BadThresholds,
        ClusterAbsent,
        StoreNewer,
        StoreUnlike,
        ViewsInUse,
        RootFolder,
        Unwritable,
        StateDamaged,
        Unredacted,
        BadDecisions,
        SourceChanged,
        Withheld,
        BadUsers,
        BadGold,
        BadForms,
        UnknownForm,
        Internal,
    )
}
