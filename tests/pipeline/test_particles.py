"""Particles agree with the word before them."""

import pytest

from pipeline.messages.particles import choose_particles


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("계 2,160명이(가) 항목의 합 2,170명과(와) 10명 다릅니다.", "계 2,160명이 항목의 합 2,170명과 10명 다릅니다."),
        ("3개소이(가) 4개소와(과) 다릅니다", "3개소가 4개소와 다릅니다"),
        ("'체험처'을(를) 찾지 못함", "'체험처'를 찾지 못함"),
        ("합 100은(는)", "합 100은"),
        ("합 12은(는)", "합 12는"),
        ("50%이(가)", "50%가"),
        ("3과(와)", "3과"),
        ("서울(으)로, 부산(으)로, 제주(으)로", "서울로, 부산으로, 제주로"),
        ("(제1호)을(를)", "(제1호)를"),
        ("Xy이(가)", "Xy이(가)"),
        ("R&D이(가)", "R&D이(가)"),
        ("이(가) 맨 앞", "이(가) 맨 앞"),
        ("아무것도 없음", "아무것도 없음"),
    ],
)
def test_a_particle_takes_the_form_of_its_word(text: str, chosen: str) -> None:
    assert choose_particles(text) == chosen
