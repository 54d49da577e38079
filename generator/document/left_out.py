"""S79: what a profile leaves out (不印) and a template of what it is based on prints all the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.document.full_budget import FILED_PRINTED, marked
from generator.figures.profile import Profile
from generator.findings import Finding, Kind

PRINTED_ANYWAY = Kind("S79", "样式写明不印的，模板却印")


def printed_anyway(profile: Profile, plain: str, reached: Collection[str]) -> Iterator[Finding]:
    """Topics of 不印 whose words stand in the `plain` text of a full budget, or whose numbers are printed.

    `reached` are the ids of what the printed figures are made of. Where a budget says nothing of such a
    topic the template prints a heading above nothing, or 0.
    """
    for index, topic in enumerate(profile.not_printed):
        if _said(topic) in plain or any(f"{name}/".startswith(f"{topic}/") for name in reached):
            message = f"“{topic}”写在“不印”里，模板却印它：预算里没有写时，印出来是空的，或是 0"
            hint = "从“不印”里删去；或把印它的模板复制到样式的文件夹里，删去它的一格、一句话"
            yield PRINTED_ANYWAY.at(profile.place("不印", index), message, hint, about=topic)


def _said(topic: str) -> str:
    """What a full budget says of it, if it is a text."""
    if topic == "绩效目标/填报日期":
        return FILED_PRINTED
    above, _, name = topic.partition("/")
    return marked(*([name] if above == "说明" else topic.split("/"))).rstrip("。")
