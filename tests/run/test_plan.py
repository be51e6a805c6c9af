"""The plan of runs: nothing stale is left, nothing is made needlessly, and an incremental build equals a full one."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from edits import change

import analysis
from analysis import data, language
from analysis.paths import Project
from analysis.run import packages, record
from analysis.run.basis import Today
from analysis.run.jobs import Job, chapters
from analysis.run.plan import plan

pytestmark = pytest.mark.slow

PACKAGE = Path(analysis.__file__).parent


@dataclass(frozen=True)
class Published:
    """Copies of the reports that all tests share: their jobs, and which of them a plan would make again."""

    project: Project
    reports: Path
    jobs: tuple[Job, ...]

    def due(self, today: Today | None = None) -> dict[str, tuple[str, ...]]:
        found = plan(self.reports, self.jobs, today or Today(self.project))
        return {str(one.job): one.reasons for one in found if one.stale}


@pytest.fixture(scope="module")
def published(project: Project, reports: Path) -> Published:
    known = {chapter.name: chapter for chapter in chapters(project)}
    pages = sorted(path.relative_to(reports).with_suffix("").parts for path in reports.glob("*/*/*.html"))
    jobs = tuple(Job(known[name], int(year), lang) for year, lang, name in pages if name in known)
    assert len(jobs) == 4 * len(known)
    return Published(project, reports, jobs)


@pytest.fixture
def copied(published: Published, tmp_path: Path) -> Published:
    """The same, free to be spoiled: the editions of 2014 and 2020."""
    for year in ("2014", "2020"):
        shutil.copytree(published.reports / year, tmp_path / year)
    jobs = tuple(job for job in published.jobs if job.year in (2014, 2020))
    return Published(published.project, tmp_path, jobs)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the code, to be changed; it is read, not run."""
    folder = tmp_path / "analysis"
    shutil.copytree(PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def shown(published: Published) -> dict[str, set[str]]:
    """The reports that show a series, by its code."""
    found: dict[str, set[str]] = {}
    for year in {job.year for job in published.jobs}:
        lang = {job.chapter.name: str(job) for job in published.jobs if job.year == year}
        with (published.reports / str(year) / "lineage.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.setdefault(row["indicator"], set()).add(lang[row["id"].partition(".")[0]])
    return found


def reads(published: Published, job: Job) -> dict[str, str]:
    return dict(record.read(published.reports, job.year).made[job.key].basis.read)


def test_where_nothing_has_changed_nothing_is_made(published: Published):
    assert published.due() == {}


@pytest.mark.parametrize(
    ("module", "chapters_due"),
    [
        ("methods/convergence.py", {"scorecard"}),
        ("methods/group_gap.py", {"digital_divide", "human_capital", "scorecard"}),
        ("chapters/society.py", {"society"}),
        ("chapters/editions.py", {"cybersecurity", "egovernment", "ict_sector"}),
        ("run/manifest.py", set()),
        ("cli/plan.py", set()),
    ],
)
def test_a_change_of_code_makes_again_what_can_reach_it(
    published: Published, package: Path, module: str, chapters_due: set[str]
):
    path = package / module
    path.write_text(path.read_text(encoding="utf-8") + "\n_NEW = 1\n", encoding="utf-8")
    due = published.due(Today(published.project, package))
    assert set(due) == {str(job) for job in published.jobs if job.chapter.name in chapters_due}
    name = f"analysis.{module.removesuffix('.py').replace('/', '.')}"
    assert set(due.values()) <= {(f"code {name} has changed",)}


def test_code_that_is_changed_while_a_report_is_made_makes_it_again(published: Published, package: Path):
    """What the report was made with is what was there when the run began."""
    job = next(job for job in published.jobs if job.chapter.name == "society")
    began = Today(published.project, package)
    path = package / "chapters" / "society.py"
    path.write_text(path.read_text(encoding="utf-8") + "\n_NEW = 1\n", encoding="utf-8")
    basis = began.basis(job, ())
    assert [str(change) for change in Today(published.project, package).changes(job, basis)] == [
        "code analysis.chapters.society has changed"
    ]


def test_a_comment_makes_nothing_again(published: Published, package: Path):
    path = package / "methods" / "peers.py"
    path.write_text("# why\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert published.due(Today(published.project, package)) == {}


def test_a_module_that_comes_to_be_reached_makes_again_what_reaches_it(published: Published, package: Path):
    path = package / "chapters" / "society.py"
    path.write_text(path.read_text(encoding="utf-8") + "\nfrom analysis.methods import convergence\n", encoding="utf-8")
    due = published.due(Today(published.project, package))
    assert {name.split()[0] for name in due} == {"society"}
    assert all("code analysis.methods.convergence is new" in reasons for reasons in due.values())


@pytest.mark.parametrize("code", ["gci_pillar", "wgi_law", "internet_users", "researchers"])
def test_a_change_of_a_series_makes_again_what_read_it(
    published: Published, shown: dict[str, set[str]], monkeypatch: pytest.MonkeyPatch, code: str
):
    """All whose exhibits show it, none that never asked for it."""
    digests = {name: dict(years) for name, years in data.series_digests(published.project).items()}
    first = min(digests[code])
    digests[code][first] = "changed"
    monkeypatch.setattr(data, "series_digests", lambda project: digests)
    due = set(published.due())
    asking = {str(job) for job in published.jobs if f"series {code}" in reads(published, job) and job.year >= first}
    assert shown[code] and shown[code] <= due == asking


def test_figures_of_later_years_make_no_earlier_edition_again(published: Published, monkeypatch: pytest.MonkeyPatch):
    digests = {code: {**years, 2021: "changed"} for code, years in data.series_digests(published.project).items()}
    monkeypatch.setattr(data, "series_digests", lambda project: digests)
    assert {name.split()[1] for name in published.due()} == {"2024"}


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_change_of_a_text_makes_again_what_says_it_in_that_language(
    published: Published, monkeypatch: pytest.MonkeyPatch, lang: str
):
    texts = {k: dict(v) for k, v in language.texts().items()}
    known = next(k for k in language.texts() if k.startswith("society.answer"))
    texts[known][lang] = "changed"
    monkeypatch.setattr(language, "texts", lambda: texts)
    due = published.due()
    saying = {
        str(job) for job in published.jobs if job.lang == lang and f"text {lang} {known}" in reads(published, job)
    }
    assert set(due) == saying
    assert {name.split()[0] for name in due} <= {"society"}
    assert all(reasons == (f"text {lang} {known} has changed",) for reasons in due.values())


@pytest.mark.parametrize(
    ("file", "chapters_due"),
    [
        ("strategy/targets.yaml", {"scorecard", "society"}),
        ("language/units.yaml", None),
        ("strategy/timeline.csv", None),
    ],
)
def test_a_change_of_a_table_makes_again_what_opened_it(
    published: Published, package: Path, file: str, chapters_due: set[str] | None
):
    with (package / file).open("a", encoding="utf-8") as opened:
        opened.write("\n")
    due = published.due(Today(published.project, package))
    if file == "language/units.yaml":
        assert len(due) == len(published.jobs)
    else:
        opening = {str(job) for job in published.jobs if f"file analysis/{file}" in reads(published, job)}
        assert set(due) == opening and opening
        assert chapters_due is None or {name.split()[0] for name in due} <= chapters_due


def test_a_new_file_makes_again_what_looked_for_files_there(published: Published, package: Path):
    (package / "strategy" / "register" / "more.yaml").write_text("{}\n", encoding="utf-8")
    due = set(published.due(Today(published.project, package)))
    looking = {str(job) for job in published.jobs if "folder analysis/strategy/register" in reads(published, job)}
    assert due == looking and {name.split()[0] for name in looking} == {"scorecard", "society", "public_opinion"}


def test_an_edition_of_a_later_year_makes_no_earlier_one_again(published: Published, tmp_path: Path):
    root = tmp_path / "project"
    shutil.copytree(published.project.params, root / "params")
    for folder in ("data", "notebooks"):
        (root / folder).symlink_to(published.project.root / folder)
    (root / "params" / "2022.yaml").write_text("year: 2022\n", encoding="utf-8")
    assert {name.split()[1] for name in published.due(Today(Project(root)))} <= {"2024"}


def test_another_library_makes_everything_again_and_is_named(published: Published, monkeypatch: pytest.MonkeyPatch):
    held = packages.packages()
    monkeypatch.setattr("analysis.run.basis.packages", lambda: {**held, "pandas": "0.1"})
    due = published.due()
    assert len(due) == len(published.jobs)
    assert set(due.values()) == {(f"package pandas was {held['pandas']}, is 0.1",)}


def test_another_edition_s_parameters_make_again_what_looked_at_them(published: Published, tmp_path: Path):
    root = tmp_path / "project"
    shutil.copytree(published.project.params, root / "params")
    project = Project(root)
    for folder in ("data", "notebooks"):
        (root / folder).symlink_to(published.project.root / folder)
    change(root / "params" / "2017.yaml", "version:", "# a remark\nversion:")
    due = published.due(Today(project))
    # the scorecard reckons the end of the first stage anew in every later edition
    later = {str(job) for job in published.jobs if job.chapter.name == "scorecard" and job.year >= 2017}
    assert set(due) == later | {str(job) for job in published.jobs if job.year == 2017}


# What was published is not there, or not what was made


def spoil_page(folder: Path, job: Job) -> Path:
    path = job.page(folder)
    path.write_text(path.read_text(encoding="utf-8").replace("</body>", " </body>"), encoding="utf-8")
    return path


def test_a_page_that_was_changed_or_is_gone_is_made_again(copied: Published):
    first, second, *_ = copied.jobs
    spoil_page(copied.reports, first)
    spoil_page(copied.reports, second).unlink()
    assert copied.due() == {
        str(first): ("its page is not the one that was made",),
        str(second): ("its page is gone",),
    }


@pytest.mark.parametrize("name", record.FILES)
def test_a_file_beside_the_reports_that_was_changed_makes_its_edition_again(copied: Published, name: str):
    with (copied.reports / "2014" / name).open("a", encoding="utf-8") as file:
        file.write("one,row,more\n")
    due = copied.due()
    assert {job.split()[1] for job in due} == {"2014"}
    assert set(due.values()) == {(f"{name} is not the one that was made",)}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text[: len(text) // 2], ".plan.json of 2014 cannot be read"),
        (lambda text: "", ".plan.json of 2014 cannot be read"),
        (
            lambda text: text.replace(f'"format":{record.FORMAT}', '"format":0'),
            ".plan.json of 2014 was written by another version",
        ),
        (lambda text: "[]", ".plan.json of 2014 was written by another version"),
        (lambda text: text.replace('"page"', '"leaf"'), ".plan.json of 2014 is not whole"),
    ],
)
def test_a_record_that_is_of_no_use_makes_its_edition_again(copied: Published, spoil: Callable[[str], str], said: str):
    path = copied.reports / "2014" / record.NAME
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    due = copied.due()
    assert due == {str(job): (said,) for job in copied.jobs if job.year == 2014}


def test_a_clock_set_back_changes_nothing(copied: Published):
    for path in copied.reports.rglob("*"):
        os.utime(path, (0, 0))
    assert copied.due() == {}


def test_pages_without_a_record_are_made_again(copied: Published):
    (copied.reports / "2014" / record.NAME).unlink()
    due = copied.due()
    assert set(due.values()) == {("it is not recorded what its page was made from",)}
