"""Candidates in, lists out."""

from engine.mitigation.postprocessing import exposure_rerank
from engine.mitigation.postprocessing.exposure_rerank import ExposureRerank

POSTPROCESSING: dict[str, type[ExposureRerank]] = {exposure_rerank.KEY: ExposureRerank}

__all__ = ["POSTPROCESSING", "ExposureRerank"]
