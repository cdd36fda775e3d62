"""SHAP values on named features: why the model scores a pair as it does, as far as these features tell it.

features.py, attributes.py, matches.py   pairs as named numbers
sample.py, bins.py, surrogate.py         boosted trees fitted to the scorer's scores, judged on users held out
shapley.py                               exact interventional Shapley values of those trees
ground.py, summary.py, explain.py        put together; explanation.py has the record that is kept
examples.py                              a handful of users to look at first
shown.py                                 the record as the rows of the figures
"""

from engine.explain.explain import Named, Question, explain_items, explain_model
from engine.explain.explanation import Contribution, ExplainedPair, Explanation, Fidelity, NamedFeature, Summary
from engine.explain.ground import Ground, ground

__all__ = [
    "Contribution",
    "ExplainedPair",
    "Explanation",
    "Fidelity",
    "Ground",
    "Named",
    "NamedFeature",
    "Question",
    "Summary",
    "explain_items",
    "explain_model",
    "ground",
]
