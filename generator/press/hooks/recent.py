"""A few things by their keys: those that were asked for last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Recent(dict[Any, Any]):
    """At most `most` of them."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def get_or(self, key: Any, make: Callable[[], Any]) -> Any:
        """What is known under `key`, or else made."""
        self[key] = found = self.pop(key) if key in self else make()
        while len(self) > self.most:
            del self[next(iter(self))]
        return found
