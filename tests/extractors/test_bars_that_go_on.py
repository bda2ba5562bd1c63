"""Lines with bars below a line with bars that begins no table: its names are not those of the rows below."""

from test_parted_rows import shape

HEAD, ROWS = "학교|든 돈\n", "느티학교|310|200\n샘터학교|45|30\n나루학교|5|3\n"


def test_rows_below_names_that_are_too_few_do_not_make_their_first_row_the_header() -> None:
    assert shape(HEAD + ROWS) == (HEAD + ROWS).splitlines()


def test_rows_below_a_blank_line_are_a_table_of_their_own() -> None:
    assert shape(f"{HEAD}\n{ROWS}") == [
        HEAD.strip(),
        [["느티학교", "310", "200"], ["샘터학교", "45", "30"], ["나루학교", "5", "3"]],
    ]
