"""The sample of settings in docs/ can be read, with what it comments out too, and the help names every choice."""

import re
from dataclasses import fields, replace
from pathlib import Path

from engine.cli.choices import choices
from engine.cli.settings import settings
from engine.config import EligibleConfig, RunConfig, WeightingConfig, parse
from engine.models import MODELS
from engine.objectives import OBJECTIVES
from engine.propensity import PROPENSITIES

SAMPLE = Path(__file__).parents[3] / "docs" / "run.toml"


def test_what_is_commented_out_are_settings_and_most_stand_at_their_defaults(tmp_path: Path):
    text = re.sub(r"^# (?=\[|\w+ = )", "", SAMPLE.read_text(encoding="utf-8"), flags=re.M)
    (tmp_path / "run.toml").write_text(text, encoding="utf-8")
    whole = parse(RunConfig, settings(tmp_path / "run.toml", []))
    plain = parse(RunConfig, settings(SAMPLE, []))
    assert whole.weighting == WeightingConfig(clip=10.0) and whole.eligible.filters == ("region=north|south",)
    assert replace(whole, weighting=WeightingConfig(), eligible=EligibleConfig()) == plain


def test_the_help_names_every_choice_and_setting():
    said = choices()
    assert all(f"{key} = " in said for key in (*MODELS, *OBJECTIVES, *PROPENSITIES))
    assert all(f"weighting.{field.name}" in said for field in fields(WeightingConfig))
    assert all(f"eligible.{field.name}" in said for field in fields(EligibleConfig))
    assert "tune=true" in said and "twin=false" in said
