"""Editions and peer groups: what stands in params/ is valid, and a mistake names file and key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis import params
from analysis.errors import ParameterError
from analysis.paths import here
from analysis.strategy import Stage


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(here().params, tmp_path / "params"))


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_edition_of_the_strategy_and_the_evaluation_load():
    assert params.editions() == (2014, 2015, 2016, 2017, 2018, 2019, 2020, 2024)
    for year in params.editions():
        edition = params.load(year)
        assert edition.year == year
        assert edition.ex_post == (year == 2024)
        assert edition.group(edition.benchmark).code == "developed"


def test_stages_follow_clause_15_1():
    stages = [params.load(y).stage for y in params.editions()]
    assert stages == [Stage.FIRST] * 4 + [Stage.SECOND] * 3 + [Stage.AFTER]


def test_peer_groups_are_the_lists_of_2014():
    groups = params.peer_groups()
    assert len(groups["developed"].members) == 34, "OECD members in April 2014"
    assert {"LVA", "LTU", "COL", "CRI"}.isdisjoint(groups["developed"].members), "they joined after 2014"
    assert "RUS" not in groups["upper_middle"].members, "high income in the classification of July 2013"
    assert len(groups["upper_middle"].members) == 54, "55 economies of July 2013 less Azerbaijan"


def test_every_edition_uses_the_same_groups():
    assert len({params.load(y).peers for y in params.editions()}) == 1


@pytest.mark.parametrize("year", [2013, 2021, 20180])
def test_a_year_that_is_no_edition_lists_the_editions(year: int):
    with pytest.raises(ParameterError, match=rf"{year} is no edition; rule: one of 2014, .*2024"):
        params.load(year)


@pytest.mark.parametrize("year", ["2018", 2018.0, True, None])
def test_a_mistyped_year_is_refused(year: object):
    with pytest.raises(ParameterError, match="rule: a whole number"):
        params.load(year)  # type: ignore[arg-type]


def test_a_misspelt_key_names_file_and_key(folder: Path):
    rewrite(folder / "2016.yaml", "baseline_year:", "basline_year:")
    with pytest.raises(ParameterError, match=r"params/2016\.yaml: key 'basline_year' is unknown") as caught:
        params.load(2016, folder)
    assert "baseline_year" in caught.value.rule


def test_a_missing_key_is_named(folder: Path):
    rewrite(folder / "2016.yaml", "benchmark: developed\n", "")
    with pytest.raises(ParameterError, match=r"params/2016\.yaml: key 'benchmark' is missing"):
        params.load(2016, folder)


def test_a_wrong_type_names_the_key_and_the_value(folder: Path):
    rewrite(folder / "2016.yaml", "baseline_year: 2013", 'baseline_year: "2013"')
    with pytest.raises(ParameterError, match=r"params/2016\.yaml: baseline_year is '2013'"):
        params.load(2016, folder)


def test_yaml_reads_a_bare_norway_as_false(folder: Path):
    rewrite(folder / "peers.yaml", '"NOR"', "NO")
    with pytest.raises(ParameterError, match=r"params/peers\.yaml: developed\.members must be ISO codes, got False"):
        params.load(2016, folder)


def test_yaml_reads_a_leading_zero_as_octal(folder: Path):
    rewrite(folder / "2016.yaml", "year: 2016", "year: 03740")
    assert params.load(2016, folder).year == 2016  # 03740 is 2016 in base eight: harmless here …
    rewrite(folder / "2016.yaml", "year: 03740", "year: 02016")
    with pytest.raises(ParameterError, match=r"params/2016\.yaml: year is 1038; rule: the file's own name"):
        params.load(2016, folder)  # … and caught where it changes the number


def test_an_unknown_economy_is_named(folder: Path):
    rewrite(folder / "peers.yaml", "ARM, BLR", "ARM, XXX")
    with pytest.raises(ParameterError, match=r"cis\.members: 'XXX' is no economy; rule: ISO 3166-1 alpha-3"):
        params.load(2016, folder)


def test_an_aggregate_is_no_peer(folder: Path):
    rewrite(folder / "peers.yaml", "ARM, BLR", "WLD, BLR")
    with pytest.raises(ParameterError, match="'WLD' is no economy"):
        params.load(2016, folder)


def test_a_peer_given_twice_is_named(folder: Path):
    rewrite(folder / "peers.yaml", "ARM, BLR", "BLR, BLR")
    with pytest.raises(ParameterError, match=r"cis\.members: BLR twice"):
        params.load(2016, folder)


def test_azerbaijan_is_not_its_own_peer(folder: Path):
    rewrite(folder / "peers.yaml", "ARM, BLR", "AZE, BLR")
    with pytest.raises(ParameterError, match=r"cis\.members holds AZE"):
        params.load(2016, folder)


def test_an_unknown_group_is_named(folder: Path):
    rewrite(folder / "2016.yaml", "[developed,", "[rich, developed,")
    with pytest.raises(ParameterError, match=r"params/2016\.yaml: peers names 'rich'"):
        params.load(2016, folder)


def test_a_stage_that_clause_15_1_does_not_give_is_refused(folder: Path):
    rewrite(folder / "2016.yaml", "stage: first", "stage: second")
    with pytest.raises(ParameterError, match=r"clause 15\.1 puts 2016 in stage 'first'"):
        params.load(2016, folder)


def test_a_baseline_after_the_edition_is_refused(folder: Path):
    rewrite(folder / "2014.yaml", "baseline_fallback: 2014", "baseline_fallback: 2016")
    with pytest.raises(ParameterError, match=r"params/2014\.yaml: baseline 2013, fallback 2016"):
        params.load(2014, folder)


def test_a_key_given_twice_is_refused(folder: Path):
    path = folder / "2016.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "year: 2017\n", encoding="utf-8")
    with pytest.raises(ParameterError, match=r"params/2016\.yaml: .*key 'year' stands twice"):
        params.load(2016, folder)


def test_a_file_that_is_not_yaml_names_itself(folder: Path):
    (folder / "2016.yaml").write_text("year: [2016\n", encoding="utf-8")
    with pytest.raises(ParameterError, match=r"params/2016\.yaml: .*rule: valid YAML"):
        params.load(2016, folder)
