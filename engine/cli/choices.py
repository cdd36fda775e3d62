"""What a run can be made of, as the help of `equipoise run` lists it."""

from engine.words import _, combinations


def choices() -> str:
    """The names of every part with what they are, a paragraph each; read from the words, which cost no torch."""
    parts = {
        "model.kind": combinations.MODELS,
        "objective.kind": combinations.OBJECTIVES,
        "propensity.kind": combinations.PROPENSITIES,
        _("preprocessing, inprocessing or postprocessing.0.kind"): combinations.MITIGATIONS,
    }
    lines = [
        f"{setting}: " + ", ".join(f"{key} ({term.name})" for key, term in terms.items())
        for setting, terms in parts.items()
    ]
    lines.append(
        _(
            "Others: seed; split.kind (auto, random, time, last, randomized), split.valid, split.test; evaluation.k,"
            " evaluation.k_max, evaluation.relevance; training.epochs, training.batch_size, training.learning_rate,"
            " training.patience; NAME.params.… of each part. What is not set is chosen from the dataset."
        )
    )
    return "\n\n".join(lines)
