"""Going to what a gap is about."""

from __future__ import annotations

from workbench.analysis.finding import Finding
from workbench.ui.bridge import Bridge


def reveal_finding(bridge: Bridge, finding: Finding) -> bool:
    """Select and bring into view the first thing a finding is about; False where all is gone."""
    for subject in finding.subjects:
        if bridge.document.get(subject.table, subject.id) is not None:
            bridge.reveal(subject.table, subject.id)
            return True
    return False
