"""Files of answers: the questionnaire, what is refused at the door, and what a check names without quoting anybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from analysis.errors import DataError
from analysis.indicators import Block, Unit, questionnaire
from analysis.indicators.questionnaire import read_questionnaire
from analysis.paths import Project
from analysis.surveys.checking import checked
from analysis.surveys.codebook import codebook_of, differences, read_codebook
from analysis.surveys.drawing import Margins
from analysis.surveys.margins import read_margins
from analysis.surveys.microdata import MARK, codes, read
from analysis.surveys.synthetic import synthetic

HOUSEHOLD = questionnaire()


@pytest.fixture(scope="module")
def answers() -> pd.DataFrame:
    return synthetic(3)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Project:
    """A project beside which files of answers lie."""
    root = tmp_path / "project"
    (root / "data" / "raw" / "survey").mkdir(parents=True)
    return Project(root)


def test_made_up_answers_are_whole_and_say_that_they_are_made_up(answers: pd.DataFrame) -> None:
    assert checked(answers, HOUSEHOLD)[1] == []
    assert (answers[MARK] == 1).all()
    pd.testing.assert_frame_equal(answers, synthetic(3))


@pytest.mark.parametrize("ending", ["csv", "parquet", "sav", "dta"])
def test_every_kind_of_file_gives_the_same_codes(
    answers: pd.DataFrame, ending: str, tmp_path: Path, elsewhere: Project
) -> None:
    path = tmp_path / f"answers.{ending}"
    written = answers.astype(dict.fromkeys(answers.columns, "float64"))
    {
        "csv": lambda: answers.to_csv(path, index=False),
        "parquet": lambda: answers.to_parquet(path),
        "sav": lambda: pyreadstat.write_sav(written, str(path)),
        "dta": lambda: written.to_stata(path, write_index=False),
    }[ending]()
    found = read(path, HOUSEHOLD, project=elsewhere)
    for column in ("hh7", "hh12", "satisfied", "stratum"):
        assert codes(found[column]).tolist() == codes(answers[column]).tolist(), column


def test_answers_may_lie_in_the_projects_own_folder_only(answers: pd.DataFrame, elsewhere: Project) -> None:
    allowed = elsewhere.raw / "survey" / "answers.csv"
    answers.to_csv(allowed, index=False)
    assert len(read(allowed, HOUSEHOLD, project=elsewhere)) == len(answers)
    tracked = elsewhere.raw / "answers.csv"
    answers.to_csv(tracked, index=False)
    with pytest.raises(DataError, match=r"answers\.csv lies in the project; rule: microdata lie in data/raw/survey"):
        read(tracked, HOUSEHOLD, project=elsewhere)


def test_version_control_leaves_the_folder_out() -> None:
    ignored = (Path(__file__).parents[2] / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "/data/raw/survey/" in ignored


@pytest.mark.parametrize("column", ["name", "last_name", "Phone", "e_mail", "birth_date", "gps_lat", "soyad", "ünvan"])
def test_columns_that_would_say_who_answered_are_refused(
    answers: pd.DataFrame, column: str, tmp_path: Path, elsewhere: Project
) -> None:
    path = tmp_path / "answers.csv"
    answers.assign(**{column: "Leyla 055 555 55 55"}).to_csv(path, index=False)
    with pytest.raises(DataError, match="columns that would identify people") as caught:
        read(path, HOUSEHOLD, project=elsewhere)
    assert column in str(caught.value) and "Leyla" not in str(caught.value)


def test_a_column_of_codes_may_be_called_as_it_is(answers: pd.DataFrame, tmp_path: Path, elsewhere: Project) -> None:
    """`hh9_email` holds yes or no; whatever else it held would be an unknown code."""
    path = tmp_path / "answers.csv"
    answers.assign(hh9_email="leyla@example.org").to_csv(path, index=False)
    found = checked(read(path, HOUSEHOLD, project=elsewhere), HOUSEHOLD)[1]
    assert "column 'hh9_email': 1800 answers with a code" in str(found[0]) and "leyla" not in str(found)


FILES: list[tuple[str, bytes, str]] = [
    ("answers.xlsx", b"", r"answers\.xlsx ends in \.xlsx; rule: one of \.csv, \.parquet, \.sav, \.dta"),
    ("answers.csv", "ad,cavab\nYusif,bəli".encode("cp1254", "replace"), "no column 'weight'|is not UTF-8"),
    ("answers.csv", b"a,b\n1,\xff\xfe", r"byte \d+ of answers\.csv is not UTF-8"),
    ("answers.csv", b'a,b\n1,2\n1,2,3,"Leyla\n', "answers.csv cannot be read as csv: ParserError"),
    ("answers.parquet", b"nothing", "answers.parquet cannot be read as parquet"),
    ("answers.csv", b"weight,sex\n1,1\n", r"no column 'household_weight' \(and \d+ more\)"),
]


@pytest.mark.parametrize(("name", "content", "said"), FILES, ids=[said[:30] for _, _, said in FILES])
def test_a_file_that_is_none_is_refused_without_a_row(
    name: str, content: bytes, said: str, tmp_path: Path, elsewhere: Project
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DataError, match=said) as caught:
        read(path, HOUSEHOLD, project=elsewhere)
    assert "Leyla" not in str(caught.value) and "Yusif" not in str(caught.value)


def test_a_comma_too_many_shifts_no_column(tmp_path: Path, elsewhere: Project) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("a,b\n1,2,\n3,4,\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"answers\.csv cannot be read as csv"):
        read(path, HOUSEHOLD, project=elsewhere)


def test_what_a_spreadsheet_writes_before_the_heading_is_passed_over(
    answers: pd.DataFrame, tmp_path: Path, elsewhere: Project
) -> None:
    path = tmp_path / "answers.csv"
    answers.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")
    assert len(read(path, HOUSEHOLD, project=elsewhere)) == len(answers)
    margins = tmp_path / "margins.csv"
    margins.write_text("\ufeffgroup,code,people\nsex,1,5\n\n", encoding="utf-8")
    assert read_margins(margins, HOUSEHOLD) == {"sex": {"1": 5.0}}


def test_a_file_that_is_not_there_is_named(tmp_path: Path, elsewhere: Project) -> None:
    with pytest.raises(DataError, match=r"answers\.csv is not there"):
        read(tmp_path / "answers.csv", HOUSEHOLD, project=elsewhere)


Spoil = Callable[[pd.DataFrame], pd.DataFrame]
SPOILT: list[tuple[Spoil, str]] = [
    (lambda d: d.assign(weight=d["weight"].mask(d.index == 4)), "column 'weight': 1 of 1800 weights missing"),
    (lambda d: d.assign(weight=d["weight"].where(d.index > 2, -1.0)), "column 'weight': 3 weights below zero"),
    (lambda d: d.assign(stratum=d["stratum"].mask(d.index == 0)), "column 'stratum': 1 labels missing"),
    (lambda d: d.assign(hh18=d["hh18"].where(d.index > 1, 7)), "column 'hh18': 2 answers with a code"),
    (lambda d: d.assign(sex=d["sex"].where(d.index > 0, 3)), "column 'sex': 1 answers with a code"),
    (
        lambda d: d.assign(effort=d["effort"].fillna(3)),
        "question EFFORT: .* answers of people who were not to be asked",
    ),
    (
        lambda d: d[(d["stratum"] > 1) | (d["psu"] == d["psu"].iloc[0])],
        "the design: 1 of 10 strata of stage 1 with one",
    ),
    (lambda d: d.assign(household_weight=-1.0), "column 'household_weight': 1800 weights below zero"),
    (lambda d: d.assign(hh16=d["hh16_all"] + 1), "question HH16: 1800 amounts below zero or above the whole"),
    (lambda d: d.astype({"hh16": "object"}).assign(hh16="29,4"), "column 'hh16': 1800 cells that are no numbers"),
    (lambda d: d.assign(weight=np.inf), "column 'weight': 1800 cells that are no numbers"),
    (lambda d: d.iloc[:0], "a file of no rows"),
]


@pytest.mark.parametrize(("spoil", "said"), SPOILT, ids=[said[:40] for _, said in SPOILT])
def test_what_is_wrong_is_told_in_counts(answers: pd.DataFrame, spoil: Spoil, said: str) -> None:
    found = [str(problem) for problem in checked(spoil(answers.astype("Float64")), HOUSEHOLD)[1]]
    assert pd.Series(found).str.contains(said, regex=True).any(), found


GOOD = """
name: {az: "Sorğu", en: "Poll"}
population: {az: "hamı", en: "all"}
design: {weight: w}
groups: {}
questions:
  A: {column: a, name: {az: A, en: B}, wording: {az: "?", en: "?"}, answers: {"1": {az: b, en: y}, "2": {az: x, en: z}}, counted: ["1"]}
"""  # noqa: E501


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('counted: ["1"]', 'counted: ["3"]', "counted: '3' is none of the answers"),
        (
            "]}\n",
            '], asked: {question: B, answers: ["1"], who: {az: x, en: y}}}\n',
            "there is no question 'B' before it",
        ),
        ("}, counted", "}, over: b, counted", "over: a part of an amount has no answers"),
        ("column: a", "column: A b", "column: String should match pattern"),
        ("column: a", "column: a, of: household", "of households, without design.household_weight"),
        ("column: a", "colum: a", "the fields of Questionnaire"),
        ("{weight: w}", "{}", "design.weight: Field required"),
    ],
)
def test_a_slip_in_a_questionnaire_is_named(old: str, new: str, said: str) -> None:
    assert read_questionnaire(GOOD, place="poll.yaml").columns == ("w", "a")
    with pytest.raises(DataError, match=said):
        read_questionnaire(GOOD.replace(old, new), place="poll.yaml")


def test_the_questionnaire_speaks_both_languages() -> None:
    texts = [text for q in HOUSEHOLD.questions.values() for text in (q.wording, q.name, *q.items.values())]
    texts += [HOUSEHOLD.base(measure) for measure in HOUSEHOLD.measures.values()]
    texts += [a for q in HOUSEHOLD.questions.values() for a in q.answers.values()]
    texts += [c for group in HOUSEHOLD.groups.values() for c in group.codes.values()]
    texts += [group.name for group in HOUSEHOLD.groups.values()]
    assert [one for one in texts if not one.az or not one.en or one.az == one.en] == []


def test_the_questionnaire_has_the_whole_core_list_and_the_opinions_that_the_strategy_asks_for() -> None:
    codes_ = list(HOUSEHOLD.questions)
    assert [code for code in codes_ if code.startswith("HH")] == [f"HH{number}" for number in range(1, 24)]
    opinions = {code for code, question in HOUSEHOLD.questions.items() if question.block is Block.OPINION}
    assert opinions >= {"AWARE", "USED", "SATISFIED", "TRUST", "EFFORT"}
    of_households = [code for code, question in HOUSEHOLD.questions.items() if question.of is Unit.HOUSEHOLD]
    assert of_households == ["HH1", "HH2", "HH3", "HH4", "HH6", "HH11", "HH13", "HH14", "HH16"]


@pytest.mark.parametrize("lang", ["az", "en"])
def test_short_names_fit_a_table(lang: str) -> None:
    names = [question.name[lang] for question in HOUSEHOLD.questions.values()]
    assert max(map(len, names)) <= 40 and len(set(names)) == len(names)


LABELS = {"sex": {1: "man", 2: "woman"}, "hh7": {1: "yes", 2: "no", 9: "no answer"}}
WRONG = {"sex": {1: "man", 2: "woman", 3: "unknown"}, "hh7": {1: "yes", 9: "no answer"}}


@pytest.mark.parametrize("ending", ["sav", "dta", "csv"])
def test_a_codebook_is_held_against_the_questionnaire(answers: pd.DataFrame, ending: str, tmp_path: Path) -> None:
    written = answers.astype(dict.fromkeys(answers.columns, "float64"))

    def found(labels: dict[str, dict[int, str]]) -> list[str]:
        path = tmp_path / f"answers.{ending}"
        if ending == "csv":
            lines = [f"{column},{code},{label}" for column, of in labels.items() for code, label in of.items()]
            path.write_text("\n".join(["column,code,label", *lines]), encoding="utf-8")
            return [str(one) for one in differences(read_codebook(path), HOUSEHOLD)]
        if ending == "sav":
            pyreadstat.write_sav(written, str(path), variable_value_labels=labels)
        else:
            pyreadstat.write_dta(written, str(path), variable_value_labels=labels)
        return [str(one) for one in differences(codebook_of(path), HOUSEHOLD)]

    assert found(LABELS) == []
    unknown, missing = found(WRONG)
    assert "the codebook of column 'sex' has codes that the questionnaire lacks: 3" in unknown
    assert "the codebook of column 'hh7' lacks codes of the questionnaire: 2" in missing


def test_a_codebook_with_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "codebook.csv"
    path.write_text("variable,value\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"line 1 of codebook\.csv; rule: the columns column, code, label"):
        read_codebook(path)


MARGINS: list[tuple[str, str]] = [
    ("", "line 1 of margins.csv; rule: the columns group, code, people"),
    ("group,code,people\n", "margins.csv holds no margin"),
    ("group,code,people\njob,1,5\n", "line 2 of margins.csv: group 'job'"),
    ("group,code,people\nsex,7,5\n", "line 2 of margins.csv: code '7' of sex; rule: one of 1, 2"),
    ("group,code,people\nsex,1,many\n", "line 2 of margins.csv: 'many' people; rule: a number above zero"),
    ("group,code,people\nsex,1,5\nsex,1,6\n", "line 3 of margins.csv; rule: a code of a group once"),
    ("group,code,people\nsex,1\n", "line 2 of margins.csv: 2 cells"),
]


@pytest.mark.parametrize(("text", "said"), MARGINS, ids=[said[:40] for _, said in MARGINS])
def test_margins_name_what_the_questionnaire_knows(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "margins.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_margins(path, HOUSEHOLD)
    assert said in str(caught.value)


def said_of(margins: Margins, data: pd.DataFrame) -> list[str]:
    return [str(problem) for problem in checked(data, HOUSEHOLD, margins)[1]]


def test_a_margin_that_nobody_fills_is_named(answers: pd.DataFrame) -> None:
    men = answers[answers["sex"] == 1]
    (said,) = said_of({"sex": {"1": 4e6, "2": 5e6}}, men)
    assert said.startswith("margin 'sex': nobody of code 2 was asked; rule: a margin that somebody fills")


def test_a_row_outside_of_a_margin_is_counted(answers: pd.DataFrame) -> None:
    (said,) = said_of({"sex": {"1": 4e6}}, answers)
    assert said.startswith(f"margin 'sex': {int((answers['sex'] == 2).sum())} rows with no code of the margin")


@pytest.mark.parametrize(
    ("margins", "said"),
    [
        (
            {"sex": {"1": 4e6, "2": 5e6}, "residence": {"1": 1e6, "2": 1e6}},
            "margins 1 and 2 of 9000000 and 2000000 people",
        ),
        ({"sex": {"1": 100.0, "2": 1e9}}, "bounds"),
    ],
)
def test_raking_that_cannot_be_done_is_told_not_done(answers: pd.DataFrame, margins: Margins, said: str) -> None:
    (found,) = said_of(margins, answers)
    assert found.startswith("the design: ") and said in found
