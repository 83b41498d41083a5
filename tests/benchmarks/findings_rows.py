"""Finding gaps: all of them, and again after one edit."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from time import perf_counter

import networkx

from tests.benchmarks.maps import MAP, TODAY, document_of, unknown
from tests.benchmarks.measuring import Pairs, in_turn, timed
from tests.benchmarks.row import Row
from workbench.analysis.findings import findings
from workbench.analysis.graph import journey_graph
from workbench.model.commands import connections, edit
from workbench.model.document import Document
from workbench.model.patch import Patch

_FULL = "finding all of them anew"


def whole(touchpoints: int) -> Pairs:
    """Of a document that nothing is known of yet, against the graph alone, as attributes."""
    document = document_of(touchpoints)
    graph = journey_graph(document, MAP)
    nodes = [
        (item, {"stage": stage, "column": graph.columns[item]})
        for item, stage in graph.stages.items()
    ]
    edges = [
        (it.source, it.target, it.id, {"share": it.share, "probability": it.probability})
        for it in graph.connections
    ]

    def build(_run: int) -> None:
        built = networkx.MultiDiGraph()
        built.add_nodes_from(nodes)
        built.add_edges_from(edges)

    def find(run: int) -> float:
        fresh = _another(touchpoints, run)
        begun = perf_counter()
        findings(fresh, MAP, TODAY)
        return perf_counter() - begun

    return in_turn(find, timed(build), runs=7)


def after_field(touchpoints: int) -> Pairs:
    """Scores and feelings of one card after another."""
    fields = itertools.cycle(("importance", "satisfaction", "feeling"))

    def change(document: Document, run: int) -> Patch:
        field = next(fields)
        value = float(run % 5 - 2 if field == "feeling" else 1 + run * 3 % 10)
        return edit.set_field(document, "touchpoints", f"tp-{run % 30:05}", field, value)

    return _after(touchpoints, change)


def after_connection(touchpoints: int) -> Pairs:
    """A connection drawn, between other cards each time."""

    def change(document: Document, run: int) -> Patch:
        return connections.connect(document, f"tp-{run % 13:05}", f"tp-{15 + run % 14:05}")

    return _after(touchpoints, change)


def _after(touchpoints: int, change: Callable[[Document, int], Patch]) -> Pairs:
    documents = _edited(document_of(touchpoints), change)

    def again(_run: int) -> float:
        document = next(documents)
        begun = perf_counter()
        findings(document, MAP, TODAY)
        return perf_counter() - begun

    def anew(run: int) -> float:
        fresh = _another(touchpoints, run)
        begun = perf_counter()
        findings(fresh, MAP, TODAY)
        return perf_counter() - begun

    return in_turn(again, anew, runs=9, warm_up=1)


def _another(touchpoints: int, run: int) -> Document:
    """A document that nothing is known of, nor of any that is like it."""
    document = document_of(touchpoints)
    share = 0.5 + run / 100
    return unknown(
        document.apply(edit.set_field(document, "connections", "co-00000", "share", share))
    )


def _edited(document: Document, change: Callable[[Document, int], Patch]) -> Iterator[Document]:
    """The document after one edit, after the next, …, its findings known before each."""
    findings(document, MAP, TODAY)
    for run in itertools.count():
        document = document.apply(change(document, run))
        yield document


ROWS = (
    Row(
        code="findings.field",
        work="findings after an edit of one field",
        baseline=_FULL,
        measure=after_field,
        most=0.1,
        grows="map",
    ),
    Row(
        code="findings.connection",
        work="findings after one connection was drawn",
        baseline=_FULL,
        measure=after_connection,
        most=0.7,
        grows="map",
    ),
    Row(
        code="findings.whole",
        work="full gap analysis",
        baseline="networkx building the same graph",
        measure=whole,
        most=6.0,
        judged=(10_000,),
        quick=(1000, 10_000),
        grows="map",
    ),
)
