"""What a budget's folder holds for the editor: the schema, and settings for VS Code."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from generator.model.schema import schema_text
from generator.source.workspace import SIGN_OFFS

SCHEMA = ".gongkai/schema.json"
MODELINE = "# yaml-language-server: $schema="

_VS_CODE: dict[str, dict[str, object]] = {
    ".vscode/settings.json": {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.trimTrailingWhitespace": True,
        "editor.insertSpaces": True,
        "editor.detectIndentation": False,
        "editor.tabSize": 2,
        "editor.wordWrap": "on",
        "editor.unicodeHighlight.allowedLocales": {"zh-hans": True},
        "yaml.schemas": {SCHEMA: ["*.yaml", "**/*.yaml", f"!{SIGN_OFFS}"]},
        "yaml.format.enable": False,
    },
    ".vscode/extensions.json": {"recommendations": ["redhat.vscode-yaml"]},
}


def modeline(file: PurePosixPath) -> str:
    """The first line of `file`, a path within the folder: it tells the editor where the schema is."""
    return f"{MODELINE}{'../' * (len(file.parts) - 1)}{SCHEMA}\n"


def write_editor_files(folder: Path, year: int) -> None:
    """Put the schema of `year` and the settings into `folder`."""
    files = {SCHEMA: schema_text(year)}
    for name, content in _VS_CODE.items():
        files[name] = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
