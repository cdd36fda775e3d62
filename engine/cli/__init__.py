"""The command line: `equipoise …`, one file a group of verbs; each verb takes `--json`."""
