"""What the engine may read: fonts, and files of a profile and of what it is based on; never the network."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from generator.press.pictures import refuse_giant
from generator.source.gate import PROFILE_FILE, MissingError, content_within

ELSEWHERE = "not allowed: "


def fetcher(urls: Any, profile: Sequence[Path], fonts: Sequence[Path]) -> Any:
    """A fetcher for WeasyPrint, whose module `urls` is given.

    A file that the first of the folders of a `profile` lacks is that of the next.
    """
    from urllib.request import url2pathname  # whose imports nobody waits for who sets nothing

    folders = [folder.resolve() for folder in profile]
    kept = [path.resolve() for path in fonts]

    class Fetcher(urls.URLFetcher):  # type: ignore[misc]
        """Each file is read once, as far as one may be large."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme == "data":
                return _answer(url, super().fetch(url, headers).read())
            path = Path(url2pathname(unquote(parts.path))).resolve()
            if parts.scheme == "file" and any(path.is_relative_to(place) for place in kept):
                return super().fetch(url, headers)
            home = next((folder for folder in folders if path.is_relative_to(folder)), None)
            if parts.scheme != "file" or home is None:
                raise ValueError(f"{ELSEWHERE}{url}")
            return _answer(url, _found(folders, path.relative_to(home).as_posix()))

    def _answer(url: str, data: bytes) -> Any:
        refuse_giant(data)
        kind = mimetypes.guess_type(url)[0]
        return urls.URLFetcherResponse(url, data, {"Content-Type": kind} if kind else {})

    return Fetcher()


def _found(folders: Sequence[Path], name: str) -> bytes:
    """The file of that name in the first folder that has it. Raises RefusedError."""
    for folder in folders:
        try:
            return content_within(folder, name, PROFILE_FILE)
        except MissingError:
            continue
    raise MissingError(name)
