"""Published numbers against numbers worked out again: what agrees is counted, what does not is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli.app import app
from analysis.paths import Project
from analysis.run.jobs import Job, chapters
from analysis.run.verify import numbers, verified

PAGE = """<html><head><style>.a1 { width: 3px }</style><title>9</title></head><body>
<!--links--><nav>2014 2018</nav><!--/links-->
<p>12 countries</p>
<figure id="a.users"><h3>In 2018</h3><svg><title>7</title><text>1 234,5</text></svg><br>
<figcaption id="a.users-caption">−0,5%</figcaption></figure>
<p id="b.users">4</p><p id="a.answer">79,8 and <b>3</b></p>
</body></html>"""


def test_numbers_are_read_by_exhibit_and_nothing_else_is():
    assert numbers(PAGE, "a") == {"a.users": ["2018", "1 234,5", "−0,5"], "a.answer": ["79,8", "3"]}


@pytest.fixture
def two(project: Project, reports: Path, tmp_path: Path) -> tuple[Path, Path, tuple[Job, ...]]:
    """The edition of 2020 twice, and its jobs."""
    for name in ("published", "again"):
        shutil.copytree(reports / "2020", tmp_path / name / "2020")
    known = {chapter.name: chapter for chapter in chapters(project)}
    pages = sorted(path for path in (tmp_path / "again" / "2020").glob("*/*.html") if path.stem in known)
    jobs = tuple(Job(known[path.stem], 2020, path.parent.name) for path in pages)
    return tmp_path / "published", tmp_path / "again", jobs


@pytest.mark.slow
def test_equal_pages_have_equal_numbers(two: tuple[Path, Path, tuple[Job, ...]]):
    found = verified(*two)
    assert len(found) == len(two[2]) + 2, "pages, lineage and verdicts"
    assert all(one.differing == () and one.equal == one.n for one in found)
    assert min(one.n for one in found) > 10 and sum(one.n for one in found) > 50_000


@pytest.mark.slow
def test_a_number_that_does_not_come_out_is_named(two: tuple[Path, Path, tuple[Job, ...]]):
    published, _, jobs = two
    job = next(job for job in jobs if job.chapter.name == "scorecard")
    page = published / "2020" / job.lang / "scorecard.html"
    text = page.read_text(encoding="utf-8")
    mark = text.index('id="scorecard.answer"')
    page.write_text(text[:mark] + text[mark:].replace("133", "134", 1), encoding="utf-8")
    lineage = published / "2020" / "lineage.csv"
    lines = lineage.read_text(encoding="utf-8").splitlines(keepends=True)
    spoiled = next(n for n, line in enumerate(lines) if ",79.799995," in line)
    lines[spoiled] = lines[spoiled].replace("79.799995", "79.9")
    lineage.write_text("".join(lines), encoding="utf-8")
    differing = {one.place: one.differing for one in verified(*two) if one.differing}
    assert differing[str(job)] == ("scorecard.answer: 134 is printed, 133 comes out",)
    (told,) = differing["2020 lineage.csv"]
    assert told.endswith(": 79.9 is printed, 79.799995 comes out")
    assert set(differing) == {str(job), "2020 lineage.csv"}


@pytest.mark.slow
def test_a_page_that_is_not_published_is_named(two: tuple[Path, Path, tuple[Job, ...]]):
    published, _, jobs = two
    (published / "2020" / jobs[0].lang / f"{jobs[0].chapter.name}.html").unlink()
    assert verified(*two)[0].differing == ("the page is not published",)


@pytest.mark.slow
def test_the_command_counts_and_ends_well_or_badly(reports: Path, tmp_path: Path):
    lang = next(path.parent.name for path in reports.glob("2017/*/national_content.html"))
    shutil.copytree(reports / "2017", tmp_path / "2017")
    asked = ["verify", "--year", "2017", "--lang", lang, "--chapter", "national_content", "--output", str(tmp_path)]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    last = done.stdout.splitlines()[-1]
    n = last.split()[0]
    assert last == f"{n} of {n} numbers equal"
    (tmp_path / "2017" / lang / "national_content.html").unlink()
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 1 and "the page is not published" in done.stdout
