"""What a run can be made of, as the help of `equipoise run` lists it."""

from engine.words import _, combinations


def choices() -> str:
    """The names of every part with what they are, a paragraph each; read from the words, which cost no torch."""
    parts = {
        "model.kind": combinations.MODELS,
        **{
            _("objective.kind, to {aim}").format(aim=term.name.lower()): {k: combinations.OBJECTIVES[k] for k in keys}
            for term, keys in combinations.AIMS.values()
        },
        _("propensity.kind and validation.kind"): combinations.PROPENSITIES,
        _("preprocessing, inprocessing or postprocessing.0.kind"): combinations.MITIGATIONS,
    }
    lines = [
        f"{setting}: " + "; ".join(f"{key} = {term.name}" for key, term in terms.items())
        for setting, terms in parts.items()
    ]
    lines.append(
        _(
            "Weights and what could be observed: weighting.clip (a number above 1, or null), weighting.calibrate (none,"
            " isotonic); eligible.windows (none, log, stated), eligible.available_from, eligible.available_until,"
            " eligible.filters (a list of attribute=value). twin=false leaves out the uncorrected twin; tune=true"
            " searches for settings first, by weighted validation."
        )
    )
    lines.append(
        _(
            "Others: seed; split.kind (auto, random, time, last, randomized), split.valid, split.test, split.aside;"
            " evaluation.k, evaluation.k_max, evaluation.relevance; training.epochs, training.batch_size,"
            " training.learning_rate, training.patience; NAME.params.… of each part. What is not set is chosen from"
            " the dataset."
        )
    )
    return "\n\n".join(lines)
