"""The workspace of this server: what it holds, what is free, what is damaged, by name."""


def show() -> None:
    """Nothing yet."""
