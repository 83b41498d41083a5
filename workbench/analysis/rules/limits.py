"""From where on the rules speak up by themselves that let a workspace choose it.

Kept apart from the rules, so that the window can show them without loading the graph.
"""

from __future__ import annotations

EVIDENCE_MONTHS = 12.0
EVIDENCE_PEOPLE = 5.0
LEAST_DROP_OFF = 10.0

LIMITS = {
    "evidence-old": EVIDENCE_MONTHS,
    "evidence-few": EVIDENCE_PEOPLE,
    "worst-drop-off": LEAST_DROP_OFF,
}
"""By rule: months, people asked, share of all who come in (%)."""
