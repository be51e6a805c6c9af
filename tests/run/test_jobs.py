"""What is refused before a kernel starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from analysis.errors import ParameterError, RunError
from analysis.paths import here
from analysis.run.jobs import asked, chapters

if TYPE_CHECKING:
    from conftest import TinyProject


def test_the_chapters_stand_in_their_order():
    assert [c.name for c in chapters(here())] == [
        "scorecard",
        "infrastructure",
        "egovernment",
        "digital_divide",
        "cybersecurity",
        "ict_sector",
        "human_capital",
        "society",
        "national_content",
        "public_opinion",
        "composite_index",
    ]


def test_every_edition_of_every_chapter_in_both_languages_is_planned_by_default():
    jobs = asked(here())
    assert len(jobs) == 8 * len(chapters(here())) * 2
    assert len(set(jobs)) == len(jobs)
    assert [job.year for job in jobs] == sorted(job.year for job in jobs)


def test_a_choice_narrows_the_plan_and_keeps_its_order(tiny: TinyProject):
    tiny.add("second", order=2)
    tiny.add("first", order=1)
    jobs = asked(tiny, years=[2020, 2014, 2014], langs=["en"], names=["second", "first"])
    assert [str(job) for job in jobs] == ["first 2014 en", "second 2014 en", "first 2020 en", "second 2020 en"]


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"years": [2013]}, r"year 2013; rule: one of 2014, 2015, .*2020, 2024; "),
        ({"years": ["2018"]}, r"year '2018' is a str; rule: one of 2014, "),
        ({"years": [2018.0]}, r"year 2018.0 is a float"),
        ({"years": [True]}, r"year True is a bool"),
        ({"langs": ["fr"]}, r"lang 'fr'; rule: one of az, en; "),
        ({"langs": [None]}, r"lang None is a NoneType"),
        ({"names": ["cyber"]}, r"chapter 'cyber'; rule: one of scorecard, infrastructure, egovernment, "),
    ],
)
def test_an_unknown_or_mistyped_value_is_refused_with_the_valid_ones(choice: dict[str, Any], said: str):
    with pytest.raises(ParameterError, match=said):
        asked(here(), **choice)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('year = 2018\nlang = "en"\npeers = "cis"', r"sets year \(int\), lang \(str\), peers \(str\)"),
        ("year = 2018", r"sets year \(int\)"),
        ('year = "2018"\nlang = "en"', r"sets year \(str\), lang \(str\)"),
        ('import os\nyear = 2018\nlang = "en"', "sets something other than plain values"),
        ("year = ", "sets something other than plain values"),
        ("", "sets nothing"),
    ],
)
def test_a_parameters_cell_with_other_names_or_types_is_refused(tiny: TinyProject, cell: str, said: str):
    tiny.add("odd", parameters=cell)
    with pytest.raises(ParameterError, match=rf"notebooks/odd\.ipynb {said}; rule: exactly year"):
        asked(tiny, years=[2018])


def test_a_notebook_without_a_parameters_cell_is_refused(tiny: TinyProject):
    path = tiny.add("bare")
    path.write_text(path.read_text().replace('"tags": ["parameters"]', '"tags": []'))
    with pytest.raises(ParameterError, match="sets no such cell"):
        asked(tiny)


def test_only_the_chosen_notebooks_are_looked_into(tiny: TinyProject):
    tiny.add("good")
    tiny.add("odd", parameters="x = 1")
    assert len(asked(tiny, years=[2018], names=["good"])) == 2


@pytest.mark.parametrize(("content", "said"), [("{}", "is not a notebook"), ("not json", "is not a notebook")])
def test_a_file_that_is_no_notebook_is_named(tiny: TinyProject, content: str, said: str):
    (tiny.notebooks / "broken.ipynb").write_text(content)
    with pytest.raises(RunError, match=rf"notebooks/broken\.ipynb {said}"):
        asked(tiny)


def test_a_notebook_has_to_say_its_place(tiny: TinyProject):
    path = tiny.add("lost")
    path.write_text(path.read_text().replace('"order": 1', '"order": true'))
    with pytest.raises(RunError, match=r"analysis\.order is True"):
        asked(tiny)


def test_a_project_without_notebooks_is_named(tiny: TinyProject):
    with pytest.raises(RunError, match="holds no notebook"):
        asked(tiny)
