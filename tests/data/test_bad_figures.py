"""Every kind of bad raw input gives one sentence that names place, rule and remedy, and harms nothing built before."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from small_tree import BY_ROW, YEAR, Tree

from analysis.data import build, check, load
from analysis.errors import DataError

Problems = Callable[[], list[str]]


def test_small_tree_is_sound(tree: Tree) -> None:
    assert check(tree.project) == []


def test_missing_raw_file(tree: Tree, problems_of: Problems) -> None:
    tree.figures("wdi").unlink()
    assert problems_of() == [
        "data/raw/wdi/2020/figures.csv is missing; rule: every file named on the card is there;"
        " remedy: restore the file (git restore) or take it off the card and out of series.csv."
    ]


def test_missing_source(tree: Tree, problems_of: Problems) -> None:
    shutil.rmtree(tree.project.raw / "unece")
    assert problems_of() == [
        "data/raw/unece is missing; rule: every source of indicators/series.csv is there, but for those that"
        " sources.yaml calls optional; remedy: restore the folder (git restore) or take the source out of series.csv."
    ]


def test_missing_raw_folder_names_every_source(tree: Tree) -> None:
    shutil.rmtree(tree.project.raw)
    missing = {p.what for p in check(tree.project)}
    assert {"data/raw/wdi is missing", "data/raw/findex is missing"} <= missing
    assert "data/raw/wef_restricted is missing" not in missing


def test_missing_card(tree: Tree, problems_of: Problems) -> None:
    (tree.folder("wgi") / "source.yml").unlink()
    assert problems_of() == [
        "data/raw/wgi/2020/source.yml is missing; rule: every folder of raw figures has a card;"
        " remedy: write the card or remove the folder."
    ]


def test_renamed_column(tree: Tree, problems_of: Problems) -> None:
    tree.change("wdi", "ref_year", "year")
    (problem,) = problems_of()
    assert problem.startswith(
        "data/raw/wdi/2020/figures.csv line 1: column 'ref_year' is missing and column 'year' is not known;"
        " rule: the columns are id, series, economy, ref_year,"
    )
    assert "remedy: rename the column back" in problem


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("value", "about 70", "a number with a decimal point"),
        ("value", "1,234.5", "without text, spaces or thousands separators"),
        ("value", "", "a number with a decimal point"),
        ("value", "nan", "a number with a decimal point"),
        ("economy", "ZZZ", "an ISO 3166-1 alpha-3 code"),
        ("economy", "Azerbaijan", "an ISO 3166-1 alpha-3 code"),
        ("ref_year", "2018.0", "a year of four digits"),
        ("period", "mid-2018", "empty, or a period such as 2014-06"),
        ("breakdown", "sex=female;age=16-24", "keys in alphabetical order"),
        ("breakdown", "female", "key=value parts joined by ';'"),
        ("unit", "", "the unit as published"),
        ("status", "AB", "empty or an SDMX observation status"),
        ("status", "O", "empty or an SDMX observation status"),
        ("data_year", "'16", "empty or a year"),
        ("note", "<script>alert(1)</script>", "no markup and no control characters"),
        ("note", "<b>bold</b>", "no markup and no control characters"),
    ],
)
def test_bad_cell_names_file_line_and_column(
    tree: Tree, problems_of: Problems, column: str, value: str, rule: str
) -> None:
    tree.cell("wdi", column, value, line=3)
    (found,) = [p for p in problems_of() if f"column {column}" in p]
    assert found.startswith(f"{value!r} in data/raw/wdi/2020/figures.csv line 3, column {column}; rule: ")
    assert rule in found
    assert "; remedy: " in found


def test_every_fault_is_listed_not_only_the_first(tree: Tree) -> None:
    tree.cell("wdi", "value", "many", line=2)
    tree.cell("wgi", "economy", "XX", line=2)
    assert [p.what for p in check(tree.project)] == [
        "'many' in data/raw/wdi/2020/figures.csv line 2, column value",
        "'XX' in data/raw/wgi/2020/figures.csv line 2, column economy",
    ]
    with pytest.raises(DataError, match=r"'many' in .* \(and see the 1 more that `analysis data check` lists\)"):
        build(tree.project)


def test_too_few_cells(tree: Tree, problems_of: Problems) -> None:
    lines = tree.lines("wdi")
    tree.write("wdi", [*lines[:-1], lines[-1].rsplit(",", 1)[0]])
    assert any(f"figures.csv line {len(lines)} has 10 cells; rule: 11 cells" in p for p in problems_of())


def test_duplicated_key(tree: Tree, problems_of: Problems) -> None:
    lines = tree.lines("wdi")
    tree.write("wdi", [*lines, lines[1]])
    first, *_ = problems_of()
    place = "data/raw/wdi/2020/figures.csv line"
    assert f"AZE {YEAR} stands twice: {place} 2 and {place} {len(lines) + 1}" in first
    assert "rule: one figure for a series, economy, year, period, breakdown and publisher" in first
    with pytest.raises(DataError, match="stands twice"):
        build(tree.project)


def test_two_series_that_become_one_key(tree: Tree, problems_of: Problems) -> None:
    # gci_rank with and without its edition becomes one and the same breakdown in the panel
    lines = [
        line.replace(",2014,", f",{YEAR},") if "gci_rank" in line and "edition=2014" in line else line
        for line in tree.lines(BY_ROW)
    ]
    tree.write(BY_ROW, lines)
    (problem,) = problems_of()
    assert problem.startswith("gci_rank AZE 2019 stands twice in the panel: azerbaijan/2020/figures.csv#T-")
    assert "(economy, indicator, breakdown, period, source, vintage, ref_year) is unique" in problem


def test_two_publishers_may_disagree(tree: Tree) -> None:
    lines = tree.lines(BY_ROW)
    chosen = next(line for line in lines if "international_internet_bandwidth" in line)
    tree.write(BY_ROW, [*lines, "T-9999" + chosen[len("T-0000") :]])
    addresses = tree.folder(BY_ROW) / "addresses.csv"
    with addresses.open("a", encoding="utf-8", newline="") as file:
        file.write("T-9999,Another Ministry,A page,https://example.org/other,7.1,B\n")
    tree.rehash(BY_ROW)
    assert check(tree.project) == []
    panel = load(tree.project)
    found = panel[(panel["indicator"] == "bandwidth_total") & panel["source"].str.startswith(BY_ROW)]
    assert list(found["source"]) == ["azerbaijan/a-ministry", "azerbaijan/another-ministry"]


def test_edited_file_no_longer_has_the_cards_hash(tree: Tree, problems_of: Problems) -> None:
    path = tree.figures("findex")
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    first, *_ = problems_of()
    assert first.startswith("data/raw/findex/2020/figures.csv has SHA-256 ")
    assert "rule: raw figures are never edited after they were gathered" in first


def test_file_without_a_hash(tree: Tree, problems_of: Problems) -> None:
    shutil.copy(tree.figures("findex"), tree.folder("findex") / "more.csv")
    assert problems_of() == [
        "data/raw/findex/2020/more.csv is not named in source.yml; rule: the card gives the SHA-256 of every file in"
        " its folder; remedy: add it to the card or remove it."
    ]


def test_carriage_returns(tree: Tree, problems_of: Problems) -> None:
    path = tree.figures("wgi")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    tree.rehash("wgi")
    assert any("has carriage returns or a byte-order mark" in p for p in problems_of())


def test_other_encoding(tree: Tree, problems_of: Problems) -> None:
    tree.figures("wgi").write_bytes("Türkiyə".encode("latin-1", errors="replace"))
    tree.rehash("wgi")
    assert any("byte 1 of data/raw/wgi/2020/figures.csv is not UTF-8" in p for p in problems_of())


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("grade", "E", "grade in data/raw/wdi/2020/source.yml, got 'E'"),
        ("address", "ftp://example.org", "address in data/raw/wdi/2020/source.yml"),
        ("vintage", 2020, "vintage in data/raw/wdi/2020/source.yml, got 2020"),
        ("vintage", "2019", "rule: a folder is named after its vintage, here '2020'"),
        ("colour", "red", "colour in data/raw/wdi/2020/source.yml, got 'red'"),
        ("licence", "", "licence in data/raw/wdi/2020/source.yml, got ''"),
    ],
)
def test_bad_card(tree: Tree, problems_of: Problems, field: str, value: object, said: str) -> None:
    tree.card("wdi", **{field: value})
    (problem,) = problems_of()
    assert said in problem


def test_wrong_unit(tree: Tree, problems_of: Problems) -> None:
    tree.cell("wgi", "unit", "percent")
    assert any(
        "unit 'percent' of CC.PER.RNK in data/raw/wgi/2020/figures.csv line 2;"
        " rule: indicators/series.csv expects '0-100'" in p
        for p in problems_of()
    )


def test_value_out_of_the_indicators_bounds(tree: Tree, problems_of: Problems) -> None:
    tree.cell("wgi", "value", "100.5")
    assert problems_of() == [
        "value 100.5 of CC.PER.RNK in data/raw/wgi/2020/figures.csv line 2 becomes 100.5 percentile;"
        " rule: wgi_corruption lies in [0, 100]; remedy: mend the factor in series.csv, or leave the row out in the"
        " card's exclude list with a reason."
    ]


def test_series_nobody_knows(tree: Tree, problems_of: Problems) -> None:
    tree.cell("wgi", "series", "CC.NEW")
    said = problems_of()
    assert said[0].startswith(
        "series 'CC.NEW' with breakdown '' in data/raw/wgi/2020/figures.csv line 2 belongs to no indicator"
    )
    assert said[1].startswith("series 'CC.PER.RNK' with breakdown '' of wgi in indicators/series.csv meets no raw row")


def test_a_series_nobody_knows_is_named_once_for_all_its_rows(tree: Tree, problems_of: Problems) -> None:
    tree.cell("wgi", "series", "CC.NEW")
    lines = tree.lines("wgi")
    tree.write("wgi", [*lines, *(lines[1].replace("AZE", code) for code in ("GEO", "ARM"))])
    named = [p for p in problems_of() if "belongs to no indicator" in p]
    assert len(named) == 1
    assert "data/raw/wgi/2020/figures.csv line 2 (and 2 rows more) belongs" in named[0]


def test_exclusion_that_meets_nothing(tree: Tree, problems_of: Problems) -> None:
    tree.card("wgi", exclude=[{"match": {"economy": ["NOR"]}, "reason": "there is no Norway here"}])
    (problem,) = problems_of()
    assert "exclude rule 1 (there is no Norway here) in data/raw/wgi/2020/source.yml meets no row" in problem


def test_figure_without_address(tree: Tree, problems_of: Problems) -> None:
    path = tree.folder(BY_ROW) / "addresses.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], *lines[2:]]) + "\n", encoding="utf-8", newline="")
    tree.rehash(BY_ROW)
    assert any("is not in addresses.csv; rule: where the card grades by row" in p for p in problems_of())


def test_script_in_an_address(tree: Tree, problems_of: Problems) -> None:
    path = tree.folder(BY_ROW) / "addresses.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("https://example.org/page", "javascript:alert(1)", 1),
        encoding="utf-8",
        newline="",
    )
    tree.rehash(BY_ROW)
    (problem,) = problems_of()
    assert problem.startswith(
        "'javascript:alert(1)' in data/raw/azerbaijan/2020/addresses.csv line 2, column address; rule: a web address"
    )


def test_processed_is_a_file(tree: Tree) -> None:
    tree.project.processed.write_text("in the way")
    with pytest.raises(DataError, match=r"data/processed is a file; rule: .*; remedy: move the file away\."):
        build(tree.project)


def test_a_fault_leaves_the_earlier_panel_as_it_was(tree: Tree) -> None:
    build(tree.project)
    before = tree.project.panel.read_bytes()
    tree.cell("wdi", "value", "lots")
    with pytest.raises(DataError, match="'lots' in data/raw/wdi"):
        load(tree.project)
    assert tree.project.panel.read_bytes() == before
    assert sorted(p.name for p in tree.project.processed.iterdir() if not p.name.startswith(".")) == [
        "datapackage.json",
        "panel.parquet",
    ]
