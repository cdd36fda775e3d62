"""CPU seconds that Aequitas takes for its crosstabs, and its rates: run by an interpreter that has it.

Aequitas pins other versions of pandas than this project, so it has an environment of its own:

    python -m venv /tmp/aequitas && /tmp/aequitas/bin/pip install aequitas==1.1.0
    EQUIPOISE_AEQUITAS=/tmp/aequitas/bin/python make bench
"""

import json
import sys
import time
import warnings
from pathlib import Path

NAMES = {"ppr": "selection", "tpr": "true_positive", "fpr": "false_positive", "fnr": "false_negative"}


def main(file: Path, rounds: int) -> None:
    """Print the seconds of each round and the rates by group; `file` is an .npz of actual, decided and codes."""
    import numpy as np
    import pandas as pd
    from aequitas.group import Group

    warnings.simplefilter("ignore")
    arrays = np.load(file)
    labels = np.array([f"{code:04d}" for code in range(int(arrays["codes"].max()) + 1)], dtype=object)
    frame = pd.DataFrame(
        {"score": arrays["decided"], "label_value": arrays["actual"], "group": labels[arrays["codes"]]}
    )
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        table, _columns = Group().get_crosstabs(frame, attr_cols=["group"])
        seconds.append(time.process_time() - start)
    table = table.sort_values("attribute_value")
    table["ppr"] = table["pp"] / table["group_size"]
    print(json.dumps({"seconds": seconds, "rates": {ours: table[name].tolist() for name, ours in NAMES.items()}}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
