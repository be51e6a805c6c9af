"""Files of answers: the questionnaire, what is refused at the door, and what a check names without quoting anybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.paths import Project
from analysis.surveys.checking import problems
from analysis.surveys.microdata import IDENTIFYING, codes, read
from analysis.surveys.questionnaire import questionnaire, read_questionnaire
from analysis.surveys.synthetic import MARK, synthetic

HOUSEHOLD = questionnaire()


@pytest.fixture(scope="module")
def answers() -> pd.DataFrame:
    return synthetic(3).answers


@pytest.fixture
def elsewhere(tmp_path: Path) -> Project:
    """A project beside which files of answers lie."""
    root = tmp_path / "project"
    (root / "data" / "raw" / "survey").mkdir(parents=True)
    return Project(root)


def test_made_up_answers_are_whole_and_say_that_they_are_made_up(answers: pd.DataFrame) -> None:
    assert problems(answers, HOUSEHOLD) == []
    assert (answers[MARK] == 1).all()
    pd.testing.assert_frame_equal(answers, synthetic(3).answers)


@pytest.mark.parametrize("ending", ["csv", "parquet", "dta"])
def test_every_kind_of_file_gives_the_same_codes(
    answers: pd.DataFrame, ending: str, tmp_path: Path, elsewhere: Project
) -> None:
    path = tmp_path / f"answers.{ending}"
    written = answers.astype(dict.fromkeys(answers.columns, "float64"))
    {
        "csv": lambda: answers.to_csv(path, index=False),
        "parquet": lambda: answers.to_parquet(path),
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


def test_columns_of_the_questionnaire_identify_nobody() -> None:
    assert [column for column in HOUSEHOLD.columns if IDENTIFYING.search(column)] == []


FILES: list[tuple[str, bytes, str]] = [
    ("answers.xlsx", b"", r"answers\.xlsx ends in \.xlsx; rule: one of \.csv, \.parquet, \.dta"),
    ("answers.csv", "ad,cavab\nYusif,bəli".encode("cp1254", "replace"), "columns that would identify|is not UTF-8"),
    ("answers.csv", b"a,b\n1,\xff\xfe", r"byte \d+ of answers\.csv is not UTF-8"),
    ("answers.csv", b'a,b\n1,2\n1,2,3,"Leyla\n', "answers.csv cannot be read as csv: ParserError"),
    ("answers.parquet", b"nothing", "answers.parquet cannot be read as parquet"),
    ("answers.csv", b"weight,sex\n1,1\n", r"no column 'stratum' \(and \d+ more\)"),
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
    (lambda d: d.iloc[:0], "a file of no rows"),
]


@pytest.mark.parametrize(("spoil", "said"), SPOILT, ids=[said[:40] for _, said in SPOILT])
def test_what_is_wrong_is_told_in_counts(answers: pd.DataFrame, spoil: Spoil, said: str) -> None:
    found = [str(problem) for problem in problems(spoil(answers.astype("Float64")), HOUSEHOLD)]
    assert pd.Series(found).str.contains(said, regex=True).any(), found


GOOD = """
name: {az: "Sorğu", en: "Poll"}
population: {az: "hamı", en: "all"}
design: {weight: w}
groups: {}
questions:
  A: {column: a, wording: {az: "?", en: "?"}, answers: {"1": {az: b, en: y}, "2": {az: x, en: z}}, counted: ["1"]}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('counted: ["1"]', 'counted: ["3"]', "counted: '3' is none of the answers"),
        ('counted: ["1"]', 'counted: ["1"], asked: {question: B, answers: ["1"]}', "there is no question 'B'"),
        ('counted: ["1"]', 'counted: ["1"], asked: {question: A, answers: ["5"]}', "'5' is no answer to A"),
        ("column: a", "colum: a", "the fields of Questionnaire"),
        ("{weight: w}", "{}", "design.weight: Field required"),
    ],
)
def test_a_slip_in_a_questionnaire_is_named(old: str, new: str, said: str) -> None:
    assert read_questionnaire(GOOD, place="poll.yaml").columns == ("w", "a")
    with pytest.raises(DataError, match=said):
        read_questionnaire(GOOD.replace(old, new), place="poll.yaml")


def test_the_questionnaire_speaks_both_languages() -> None:
    texts = [q.wording for q in HOUSEHOLD.questions.values()]
    texts += [a for q in HOUSEHOLD.questions.values() for a in q.answers.values()]
    texts += [c for group in HOUSEHOLD.groups.values() for c in group.codes.values()]
    assert all(one.az and one.en and one.az != one.en for one in texts)
