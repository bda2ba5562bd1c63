"""Numbers in brackets behind or below amounts: rates and shares where the amounts beside them say so."""

import pytest
from reading import pick, read

TOP = "2031년 느티군 집행실적\n\n(단위 : 백만원)\n"
HEAD = "<table><tr><td>연도</td><td>예산현액</td><td>집행</td><td>불용</td></tr>"


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td>2029</td><td>15,044</td><td>14,292 (95.0)</td><td>752</td></tr>"
        "<tr><td>2030</td><td>12,000</td><td>11,880 (99.0)</td><td>120</td></tr>",
        "<tr><td>2029</td><td>15,044</td><td>14,292<br>(95.0)</td><td>752</td></tr>"
        "<tr><td>2030</td><td>12,000</td><td>11,880<br>(99.0)</td><td>120</td></tr>",
        "<tr><td rowspan=2>2029</td><td rowspan=2>15,044</td><td>14,292</td><td rowspan=2>752</td></tr>"
        "<tr><td>(95.0)</td></tr><tr><td rowspan=2>2030</td><td rowspan=2>12,000</td><td>11,880</td>"
        "<td rowspan=2>120</td></tr><tr><td>(99.0)</td></tr>",
    ],
    ids=["behind", "on the next line", "in a cell below"],
)
def test_a_number_in_brackets_that_is_the_rate_of_an_amount_is_no_amount(rows: str) -> None:
    found = read(f"{TOP}{HEAD}{rows}</table>\n")
    assert pick(found.result, "value", "unit", "fiscal_year", "indicator") == [
        (95.0, "%", 2029, "집행"),
        (99.0, "%", 2030, "집행"),
    ]
    assert len(found.budget) == 6


def test_a_share_of_the_total_of_its_column_stands_with_its_amount() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{amount}<br>({share})</td></tr>"
        for name, amount, share in (
            ("계", "1,500", "100.0"),
            ("일반회계", "1,200", "80.0"),
            ("특별회계", "300", "20.0"),
        )
    )
    found = read(f"2031년 예산서\n\n(단위 : 백만원)\n<table><tr><td>구분</td><td>예산액</td></tr>{rows}</table>\n")
    assert pick(found.budget, "amount_krw", "share") == [
        (1_500_000_000, 100.0),
        (1_200_000_000, 80.0),
        (300_000_000, 20.0),
    ]
    assert found.result == ()


def test_parts_in_brackets_that_are_no_rate_are_amounts() -> None:
    rows = (
        "<tr><td>2029</td><td>15,044</td><td>14,292 (91.5)</td><td>752</td></tr>"
        "<tr><td>2030</td><td>12,000</td><td>11,880 (12.4)</td><td>120</td></tr>"
    )
    found = read(f"{TOP}{HEAD}{rows}</table>\n")
    assert found.result == ()
    assert {91_500_000, 12_400_000} <= {row.amount_krw for row in found.budget}


def test_a_hundred_beside_an_amount_is_no_rate_of_the_amount_itself() -> None:
    rows = "<tr><td>2029</td><td>15,044</td><td>14,292 (100.0)</td><td>752</td></tr>"
    assert 100_000_000 in {row.amount_krw for row in read(f"{TOP}{HEAD}{rows}</table>\n").budget}
