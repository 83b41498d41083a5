"""The panel under the map: its tabs, and what the list of gaps offers beyond reading it."""

TEXTS: dict[str, str | tuple[str, str]] = {
    "dock.pages": "Lists of what the analysis found",
    "dock.views": "Pictures of what the analysis found",
    "dock.counted": "{title} {count}",
    "gaps.tab": "Gaps",
}
