"""Every exception this package raises on purpose.

::

    GongkaiError                 exit code 2, printed as a sentence, never as a stack trace
    ├── FindingsError            carries Findings (code, file:line:column, hint)
    │   ├── InputError           the YAML cannot be read as a budget (exit 2)
    │   └── RuleError            the budget can be read, but breaks a rule (exit 1)
    ├── UsageError               wrong arguments: a folder that does not exist, an unknown format
    ├── ProfileError             a 样式 (templates/<name>/) is itself wrong
    └── PressError               pages could not be made: fonts, system libraries, a missing character
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.findings import Finding


class GongkaiError(Exception):
    """Root of the tree; `exit_code` is what the command returns."""

    exit_code = 2


class UsageError(GongkaiError):
    """The command was called with arguments that cannot be right."""


class ProfileError(GongkaiError):
    """A profile (样式) declares something that does not exist or contradicts itself.

    `findings` says what and where, all of it, where that is known; `message` and `hint` are what is wrong
    and what to do, without full stops: as the two are said of a finding.
    """

    def __init__(self, message: str, findings: Sequence[Finding] = (), hint: str = "") -> None:
        super().__init__(f"{message}。{hint}。" if hint else message)
        self.message, self.hint = message.rstrip("。"), hint
        self.findings = tuple(findings)


class PressError(GongkaiError):
    """The pages could not be laid out or written."""


class FindingsError(GongkaiError):
    """Something was wrong in the author's files; `findings` says what and where, all of it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} 处问题")
        self.findings = tuple(findings)


class InputError(FindingsError):
    """The files cannot be read as a budget."""


class RuleError(FindingsError):
    """The budget was read, and at least one rule of level 错误 is broken."""

    exit_code = 1
