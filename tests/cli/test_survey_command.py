"""``analysis survey``: made-up answers written, checked and estimated."""

from __future__ import annotations

from pathlib import Path

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
    ("lang", "warning", "decimal"), [("az", "SÜNİ MƏLUMAT", "61,"), ("en", "SYNTHETIC DATA", "61.")]
)
def test_tables_of_made_up_answers_say_so_in_both_languages(
    example: Path, lang: str, warning: str, decimal: str
) -> None:
    said = run("estimate", str(example), "--by", "residence,sex", "--question", "HH7", "--lang", lang)
    assert said.startswith(warning) and decimal in said


def test_a_file_with_faults_names_each_and_fails(example: Path, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.csv"
    lines = example.read_text(encoding="utf-8").splitlines()
    spoilt.write_text("\n".join([lines[0], lines[1].replace(",100.0,", ",,", 1), *lines[2:]]), encoding="utf-8")
    said = run("check", str(spoilt), code=1)
    assert "column 'weight': 1 of 1800 weights missing" in said and lines[1] not in said
    assert "weights missing" in run("estimate", str(spoilt), code=1)


def test_an_example_is_not_written_into_the_project() -> None:
    path = here().root / "answers.csv"
    assert "lies in the project" in run("example", str(path), code=1)
    assert not path.exists()
