"""Strategies by stage, one file each: preprocessing, inprocessing, postprocessing.

preprocessing.apply(train, scene) -> train        after the split, training rows only
inprocessing.penalty(scene, device) -> penalty    added to the risk of each batch
postprocessing.rerank(candidates, k, scene)       from candidates to lists
"""

from engine.mitigation.inprocessing import INPROCESSING
from engine.mitigation.postprocessing import POSTPROCESSING
from engine.mitigation.preprocessing import PREPROCESSING
from engine.mitigation.scene import Scene, scene

__all__ = ["INPROCESSING", "POSTPROCESSING", "PREPROCESSING", "Scene", "scene"]
