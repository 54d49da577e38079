"""Loading WeasyPrint: without the fonts of the machine, and a sentence when its libraries are missing."""

from __future__ import annotations

import warnings
from typing import Any

from generator.errors import PressError
from generator.press.fonts import forget_system_fonts


def import_weasyprint() -> Any:
    """The weasyprint module, without system fonts. Raises PressError when its libraries are missing."""
    forget_system_fonts()
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="No fonts configured")
            import weasyprint
    except OSError as error:
        missing = str(error).splitlines()[0]
        cure = "请先运行 sh setup.sh env，它会安装或说明缺少什么。"
        raise PressError(f"缺少排版所需的系统程序库（{missing}）。{cure}") from None
    return weasyprint
