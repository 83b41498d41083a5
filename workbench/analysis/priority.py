"""How much a finding matters: base × stage depth × persona factor, capped."""

from __future__ import annotations

from workbench.analysis.finding import BaseForm, Working
from workbench.model import queries
from workbench.model.document import Document

CAP = 20.0

DEPTH_FACTORS = {"skipped": 0.0, "brief": 0.6, "normal": 1.0, "thorough": 1.25}


def persona_factor(document: Document, map_id: str, persona_id: str | None) -> float:
    """The persona's share of customers ÷ the largest share among the map's personas.

    1 for a blank share, for no persona and for one that the map does not serve.
    """
    if persona_id is None:
        return 1.0
    shares = {item.id: item.share for item in queries.map_personas(document, map_id)}
    share = shares.get(persona_id)
    largest = max((other for other in shares.values() if other is not None), default=0.0)
    return share / largest if share is not None and largest > 0 else 1.0


def base_of(form: BaseForm, weight: float, size: float | None) -> float:
    """The base of a priority. A blank size adds nothing to a weight."""
    if form == "plus-half":
        return weight + (size or 0.0) / 2
    if form in ("times", "score"):
        return weight * (size or 0.0)
    return weight


def value_of(working: Working) -> float:
    """The priority that a working comes to, 0 to 20."""
    product = working.base * working.depth_factor * working.persona_factor
    return round(min(product, CAP), 9)


def working_of(
    document: Document,
    map_id: str,
    *,
    form: BaseForm,
    weight: float,
    size: float | None,
    stage: str | None,
    persona: str | None,
    changed: bool,
) -> Working:
    """The working of a finding in a stage (None: of the whole map)."""
    depth = document.stages[stage].depth if stage is not None else None
    base = round(base_of(form, weight, size), 9)
    of_depth = DEPTH_FACTORS[depth] if depth is not None else 1.0
    of_persona = persona_factor(document, map_id, persona)
    return Working(
        base=base,
        form=form,
        weight=weight,
        size=size,
        depth=depth,
        depth_factor=of_depth,
        persona_factor=of_persona,
        capped=base * of_depth * of_persona > CAP,
        changed=changed,
    )
