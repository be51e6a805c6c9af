"""``analysis survey``: made-up answers written, checked and estimated."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from analysis.cli.app import app
from analysis.paths import here


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["survey", *words], env={"COLUMNS": "160"})
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("answers") / "answers.csv"
    assert "synthetic answers" in run("example", str(path))
    return path


def test_a_good_file_is_told_its_size_and_degrees_of_freedom(example: Path) -> None:
    assert "nothing is wrong; 1,800 answers, 180 units drawn first, 170 degrees of freedom" in run(
        "check", str(example)
    )


@pytest.mark.parametrize(
    ("lang", "warning", "decimal"), [("az", "SÜNİ MƏLUMAT", "39,"), ("en", "SYNTHETIC DATA", "39.")]
)
def test_tables_of_made_up_answers_say_so_in_both_languages(
    example: Path, lang: str, warning: str, decimal: str
) -> None:
    said = run("estimate", str(example), "--by", "residence,sex", "--question", "HH7", "--lang", lang)
    assert said.startswith(warning) and decimal in said


def test_a_file_with_faults_names_each_and_fails(example: Path, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.csv"
    lines = example.read_text(encoding="utf-8").splitlines()
    cells = lines[1].split(",")
    cells[lines[0].split(",").index("weight")] = ""
    spoilt.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8")
    said = run("check", str(spoilt), code=1)
    assert "column 'weight': 1 of 1800 weights missing" in said and lines[1] not in said
    assert "weights missing" in run("estimate", str(spoilt), code=1)


def test_an_example_is_not_written_into_the_project() -> None:
    path = here().root / "answers.csv"
    assert "lies in the project" in run("example", str(path), code=1)
    assert not path.exists()


def test_an_item_is_asked_for_alone_or_with_its_question(example: Path) -> None:
    assert "HH8.home" in run("estimate", str(example), "--question", "HH8.home")
    all_ = run("estimate", str(example), "--question", "HH8")
    assert all_.count("people aged 15") == 0 and all_.count("internet users") == 8
    assert "question 'HH99'; rule: one of HH1, HH2" in run("estimate", str(example), "--question", "HH99", code=1)


def test_groups_of_members_leave_questions_of_households_out(example: Path) -> None:
    said = run("estimate", str(example), "--by", "sex")
    assert "HH5:" in said and "HH4:" not in said
    assert "HH4 by sex; rule: a household has no such group" in run(
        "estimate", str(example), "--by", "sex", "--question", "HH4", code=1
    )


def test_margins_move_the_estimate(example: Path, tmp_path: Path) -> None:
    margins = tmp_path / "margins.csv"
    margins.write_text("group,code,people\nage,1,60000\nage,2,40000\nage,3,20000\n", encoding="utf-8")
    drawn = run("estimate", str(example), "--question", "HH7")
    raked = run("estimate", str(example), "--question", "HH7", "--margins", str(margins))
    assert drawn != raked
    margins.write_text("group,code,people\nage,7,60000\n", encoding="utf-8")
    assert "line 2 of margins.csv: code '7' of age" in run("check", str(example), "--margins", str(margins), code=1)


def test_two_waves_are_compared_more_exactly_where_they_share_units(example: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.csv"
    run("example", str(later), "--later")
    together = run("compare", str(example), str(later), "--question", "HH7", "--lang", "az")
    apart = run("compare", str(example), str(later), "--question", "HH7", "--lang", "az", "--no-overlap")
    assert "faiz bəndi" in together and together.startswith("SÜNİ MƏLUMAT")

    def width(said: str) -> float:
        low, high = re.findall(r"([+−][0-9]+,[0-9]) … ([+−][0-9]+,[0-9])", said)[0]
        numbers = [float(one.replace(",", ".").replace("−", "-")) for one in (low, high)]
        return numbers[1] - numbers[0]

    assert width(together) < width(apart)


def test_a_real_wave_is_not_compared_with_a_made_up_one(example: Path, tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    pd.read_csv(example).drop(columns="synthetic").to_csv(real, index=False)
    assert "one wave of real and one of made-up answers" in run(
        "compare", str(example), str(real), "--question", "HH7", code=1
    )


def test_filing_says_what_is_missing_before_it_writes(example: Path, tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    pd.read_csv(example).drop(columns="synthetic").to_csv(real, index=False)
    said = run("file", str(real), "--year", "2018", code=1)
    assert "publisher ''; rule: who held the survey" in said and "give --publisher" in said
    assert not (here().raw / "filed_surveys").exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [("there.csv", "there.csv is there already"), ("a.parquet", "ends in .parquet"), ("no/a.csv", "is not there")],
)
def test_an_example_overwrites_nothing(name: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "there.csv").write_text("precious", encoding="utf-8")
    assert said in run("example", str(tmp_path / name), code=1)
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "precious"


def test_a_group_named_twice_is_one(example: Path) -> None:
    once = run("estimate", str(example), "--question", "HH7", "--by", "sex")
    assert run("estimate", str(example), "--question", "HH7", "--by", "sex, sex") == once


def test_few_that_are_left_out_are_not_counted_exactly(example: Path, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.csv"
    data = pd.read_csv(example)
    data.loc[3, "sex"] = None
    data.to_csv(spoilt, index=False)
    assert "group: fewer than 30" in run("estimate", str(spoilt), "--question", "HH7", "--by", "sex")
    assert "about: 50" in run("estimate", str(example), "--question", "TRUST")
