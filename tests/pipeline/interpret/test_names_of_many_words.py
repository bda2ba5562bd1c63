"""Headers of flattened tables that have more words than columns: which words are one name."""

import pytest
from reading import pick, read

GOALS = "2031년도 물빛군 결산\n성과 총괄\n(단위 : 개, 백만원)\n"
ROWS = "합계 5 31 52 11 38 3 4,120\n꽃길 2 11 20 - 19 1 1,020\n샘터 3 20 32 11 19 2 3,100\n"


@pytest.mark.parametrize(
    "upper", ["부서별 전략 목표수 정책사업 목표수 성과지표 결산액", "부서별 전략목표수 정책사업목표수 성과지표 결산액"]
)
def test_a_word_that_comes_again_ends_each_of_its_names_and_letters_tell_the_sum(upper: str) -> None:
    result = read(f"{GOALS}{upper}\n지표수 (A+B+C) 넘침 (120% 넘음 )(A) 이룸 (B) 모자람 (C)\n{ROWS}")
    rows = [r for r in pick(result.result, "activity", "indicator", "value") if r[0] == "샘터"]
    assert [r[1].replace(" ", "") for r in rows] == [
        "전략목표수",
        "정책사업목표수",
        "지표수",
        "넘침(120%넘음)",
        "이룸",
        "모자람",
    ]
    assert [r[2] for r in rows] == [3, 20, 32, 11, 19, 2]
    assert pick(result.budget, "amount_krw") == [(4_120e6,), (1_020e6,), (3_100e6,)]


def test_letters_that_are_no_sum_of_the_others_tell_no_columns() -> None:
    result = read(
        f"{GOALS}부서별 전략 목표수 정책사업 목표수 성과지표 결산액\n넘침 (A) 이룸 (B) 모자람 (C) 남음 (D)\n{ROWS}"
    )
    assert [*result.result, *result.plan, *result.budget] == []


PLACES = "2031 손님 만족도\n○ 조사한 곳 : 푸른 놀이터, 솔숲 쉼터{more}, 물가 책방, 별관\n"
SCORES = "구 분 푸른 놀이터 솔숲 쉼터 물가 책방 별관\n깨끗함 71.2 80.4 77.7 65.1\n친절함 68.0 79.3 81.2 70.6\n"


def test_names_with_blanks_are_those_that_stand_by_themselves_elsewhere() -> None:
    named = [("푸른놀이터", 71.2), ("솔숲쉼터", 80.4), ("물가책방", 77.7), ("별관", 65.1)]
    rows = pick(read(PLACES.format(more="") + SCORES).result, "indicator", "activity", "value")
    assert [("".join(a.split()) if a != "깨끗함" else "".join(i.split()), v) for i, a, v in rows[:4]] == named
    assert len(rows) == 8


def test_where_they_part_in_two_ways_nothing_is_said() -> None:
    text = PLACES.format(more=", 쉼터 물가, 푸른, 놀이터 솔숲, 책방 별관, 푸른 놀이터 솔숲, 쉼터, 물가 책방 별관, 책방")
    assert not read(text + SCORES).result
