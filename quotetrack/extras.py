"""Optional packages: one way to ask for them, so that the message is always the same."""

from __future__ import annotations

import importlib
from types import ModuleType

from .errors import MissingExtra


def require(module: str, extra: str) -> ModuleType:
    """The optional `module`, imported, or an error that says how to install it.

    Raises:
        MissingExtra: when it is not installed.

    >>> require("json", "frames").dumps(1)
    '1'
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module.partition(".")[0]:
            raise  # it is there, and broken: do not hide that
        raise MissingExtra(module, extra) from error
