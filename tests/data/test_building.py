"""Building and loading: the same bytes, only when needed, whole or not at all, by one process at a time."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import shutil
import threading
import time
from pathlib import Path

import pandas as pd
import pytest
from small_tree import BY_ROW, Tree

from analysis.data import addresses, build, cards, load, store
from analysis.data.inputs import fingerprint
from analysis.data.panel import COLUMNS, KEY, ORDER
from analysis.data.store import read_record, writing
from analysis.errors import DataError
from analysis.indicators import registry, series
from analysis.paths import Project


def _load_rows(root: str) -> int:
    return len(load(Project(Path(root))))


def test_types_order_and_key(tree: Tree) -> None:
    panel = load(tree.project)
    assert list(panel.columns) == list(COLUMNS)
    numbers = {"ref_year": "int64", "value": "float64", "data_year": "Int64"}
    assert {c: str(panel[c].dtype) for c in panel} == dict.fromkeys(COLUMNS, "str") | numbers
    assert not panel.duplicated(list(KEY)).any()
    assert panel.equals(panel.sort_values(list(ORDER), kind="stable", ignore_index=True))


def test_every_line_of_series_becomes_a_row_in_the_indicators_unit(tree: Tree) -> None:
    panel = load(tree.project)
    assert len(panel) == len(series())
    units = {code: known.unit for code, known in registry().items()}
    assert (panel["unit"] == panel["indicator"].map(units)).all()


def test_factor_is_applied_without_binary_noise(tree: Tree) -> None:
    line = next(n for n, text in enumerate(tree.lines("findex"), start=1) if "account_t_d,AZE,2019,,," in text)
    tree.cell("findex", "value", "0.57", line=line)
    panel = load(tree.project)
    chosen = (panel["indicator"] == "account") & (panel["breakdown"] == "")
    assert list(panel.loc[chosen, "value"]) == [57.0]


def test_source_row_leads_back_to_the_raw_line(tree: Tree) -> None:
    panel = load(tree.project)
    for row in panel.itertuples():
        file, _, mark = str(row.source_row).partition("#")
        source = file.split("/")[0]
        lines = tree.lines(source)
        line = lines[int(mark[1:]) - 1] if mark.startswith("L") else next(x for x in lines if x.startswith(f"{mark},"))
        assert f",{row.economy},{row.ref_year}," in line
        assert str(row.source).split("/")[0] == source


def test_two_builds_give_the_same_bytes(tree: Tree) -> None:
    files = (tree.project.panel, tree.project.processed / "datapackage.json", tree.project.docs / "codebook.md")
    assert build(tree.project, force=True).rebuilt
    first = [f.read_bytes() for f in files]
    assert build(tree.project, force=True).rebuilt
    assert [f.read_bytes() for f in files] == first


def test_the_order_of_raw_lines_does_not_show(tree: Tree) -> None:
    before = load(tree.project).drop(columns="source_row")
    header, *rest = tree.lines("findex")
    tree.write("findex", [header, *reversed(rest)])
    pd.testing.assert_frame_equal(load(tree.project).drop(columns="source_row"), before)


def test_nothing_is_built_where_nothing_changed(tree: Tree) -> None:
    assert build(tree.project).rebuilt
    stamp = tree.project.panel.stat().st_mtime_ns
    assert not build(tree.project).rebuilt
    load(tree.project)
    assert tree.project.panel.stat().st_mtime_ns == stamp


def test_a_changed_figure_is_loaded_anew(tree: Tree) -> None:
    load(tree.project)
    tree.cell("wgi", "value", "42.5")
    panel = load(tree.project)
    assert list(panel.loc[panel["indicator"] == "wgi_corruption", "value"]) == [42.5]


def test_a_missing_or_damaged_panel_is_built(tree: Tree) -> None:
    rows = len(load(tree.project))
    tree.project.panel.write_bytes(b"PAR1 but not really")
    assert len(load(tree.project)) == rows
    tree.project.panel.unlink()
    assert len(load(tree.project)) == rows


def test_missing_descriptor_is_written_again(tree: Tree) -> None:
    build(tree.project)
    (tree.project.processed / "datapackage.json").unlink()
    assert build(tree.project).rebuilt
    assert (tree.project.processed / "datapackage.json").is_file()


def test_deleted_restricted_folder(tree: Tree) -> None:
    whole = load(tree.project)
    codebook = (tree.project.docs / "codebook.md").read_bytes()
    shutil.rmtree(tree.project.raw / "wef_restricted")
    report = build(tree.project)
    assert report.rebuilt
    assert report.absent == ("wef_restricted",)
    panel = load(tree.project)
    assert "wef_restricted" in set(whole["source"])
    expected = whole[whole["source"] != "wef_restricted"].reset_index(drop=True)
    pd.testing.assert_frame_equal(panel, expected)
    assert (tree.project.docs / "codebook.md").read_bytes() == codebook


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_interrupted_write_leaves_the_earlier_panel(tree: Tree, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    build(tree.project)
    before = tree.project.panel.read_bytes()
    tree.cell("wgi", "value", "42.5")
    real = getattr(Path, step)

    def interrupted(self: Path, *arguments: object) -> object:
        if self.name.startswith(".panel.parquet"):
            if step == "write_bytes":
                real(self, b"half a pan")
            raise KeyboardInterrupt
        return real(self, *arguments)

    with monkeypatch.context() as patched:
        patched.setattr(Path, step, interrupted)
        with pytest.raises(KeyboardInterrupt):
            build(tree.project)
    assert tree.project.panel.read_bytes() == before
    assert not list(tree.project.processed.glob("*.part")) + list(tree.project.processed.glob(".*.part"))
    panel = load(tree.project)
    assert list(panel.loc[panel["indicator"] == "wgi_corruption", "value"]) == [42.5]


@pytest.mark.slow
def test_two_processes_may_load_at_once(tree: Tree) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        counts = pool.map(_load_rows, [str(tree.project.root)] * 4)
    assert counts == [len(series())] * 4
    assert not list(tree.project.processed.glob(".*.part"))


def test_a_build_waits_for_the_lock_and_says_so(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with writing(tree.project):
            held.set()
            done.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    try:
        assert held.wait(10)
        monkeypatch.setattr(store, "LOCK_SECONDS", 0.1)
        with pytest.raises(DataError, match=r"data/processed is locked for over 0.1 s; rule: one build at a time"):
            build(tree.project)
    finally:
        done.set()
        other.join()
    assert not tree.project.panel.exists()
    assert build(tree.project).rebuilt


def test_freshness_is_told_from_every_input(tree: Tree) -> None:
    seen = {fingerprint(tree.project)}
    tree.cell("wdi", "note", "a note")
    seen.add(fingerprint(tree.project))
    (tree.folder("wdi") / "source.yml").touch()
    seen.add(fingerprint(tree.project))  # the same content: the same hash
    tree.card("wdi", notes="a card's note")
    seen.add(fingerprint(tree.project))
    assert len(seen) == 3


def test_grade_d_never_enters_and_each_row_keeps_its_grade(tree: Tree) -> None:
    path = tree.folder(BY_ROW) / "addresses.csv"
    text = path.read_text(encoding="utf-8").replace(",7.1,B", ",7.1,D", 1).replace(",7.1,B", ",7.1,C", 1)
    path.write_text(text, encoding="utf-8", newline="")
    tree.rehash(BY_ROW)
    tree.card("wgi", grade="D")
    graded = sum(s.source == "wgi" for s in series())
    assert build(tree.project).dropped == graded + 1
    panel = load(tree.project)
    assert "wgi" not in set(panel["source"])
    assert list(panel.loc[panel["source"].str.startswith(BY_ROW), "quality"]).count("C") == 1
    assert set(panel["quality"]) == {"A", "B", "C"}


def test_excluded_rows_stay_raw_and_out_of_the_panel(tree: Tree) -> None:
    whole = load(tree.project)
    tree.card("wgi", exclude=[{"match": {"series": "CC.PER.RNK"}, "reason": "left out to see it left out"}])
    report = build(tree.project)
    assert report.excluded == 1
    assert len(load(tree.project)) == len(whole) - 1
    assert "CC.PER.RNK" in tree.figures("wgi").read_text(encoding="utf-8")


def test_datapackage_describes_the_panel_file(tree: Tree) -> None:
    build(tree.project)
    described = json.loads((tree.project.processed / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = described["resources"]
    content = (tree.project.processed / resource["path"]).read_bytes()
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert resource["bytes"] == len(content)
    assert [f["name"] for f in resource["schema"]["fields"]] == list(COLUMNS)
    assert resource["schema"]["primaryKey"] == list(KEY)
    assert {s["folder"] for s in described["sources"]} == {f"data/raw/{name}" for name in cards(tree.project)}


def test_codebook_names_every_indicator_in_both_languages(tree: Tree) -> None:
    build(tree.project)
    text = (tree.project.docs / "codebook.md").read_text(encoding="utf-8")
    for code, known in registry().items():
        assert f"### `{code}`\n\n**{known.name.en}** · **{known.name.az}**" in text


def test_addresses_lead_from_a_source_row_to_its_page(tree: Tree) -> None:
    known = addresses(tree.project).set_index("source_row")
    panel = load(tree.project)
    rows = panel.loc[panel["source"].str.startswith(f"{BY_ROW}/"), "source_row"]
    assert set(rows) == set(known.index)
    assert set(known["address"]) == {"https://example.org/page"}


def test_record_of_another_file_is_none(tree: Tree) -> None:
    pd.DataFrame({"a": [1]}).to_parquet(tree.project.root / "other.parquet")
    assert read_record(tree.project.root / "other.parquet") is None
    assert read_record(tree.project.root / "absent.parquet") is None


def test_loading_a_fresh_panel_is_quick() -> None:
    load()

    def seconds() -> float:
        start = time.process_time()
        load()
        return time.process_time() - start

    # a rebuild takes five seconds and more: one second tells the two apart on a busy machine as well, where the same
    # work costs twice the processor time; the promise of 0.3 s on an idle one is measured in benchmarks/
    assert min(seconds() for _ in range(3)) < 1
