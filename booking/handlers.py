"""What booking does, in the same transaction, when the register changes."""


def register_handlers() -> None:
    """Register every handler once; called when an application or a worker is put together."""
