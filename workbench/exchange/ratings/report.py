"""What came of merging, for people and for other programs; the JSON is told in docs/ratings.md."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from workbench.analysis import ratings as analysis
from workbench.exchange.ratings.batch import Batch, FileOutcome, Outcome
from workbench.model.document import Document
from workbench.model.entities import Rating, Touchpoint
from workbench.model.newcomers import with_newcomers
from workbench.model.patch import Added
from workbench.model.proposal import Suggestion
from workbench.words.labels import field_name
from workbench.words.problem_sentences import sentence
from workbench.words.say import number, say
from workbench.words.suggestion_texts import SuggestionText, suggestion_text

FORMAT = 1
MOST_LISTED = 10
"""How many differing opinions are listed for people to read."""


class ListedFile(msgspec.Struct, frozen=True):
    file: str
    outcome: Outcome
    participant: str
    map: str
    date: str
    rated: int
    of: int
    remarks: int
    new_touchpoints: int
    problem: str


class ListedSuggestion(msgspec.Struct, frozen=True):
    """A suggested change; `rivals` are the places in the list of those that exclude it."""

    kind: str
    item: str
    field: str
    before: str
    after: str
    source: str
    applied: bool
    conflict: bool
    who: tuple[str, ...]
    rivals: tuple[int, ...]


class ListedOpinion(msgspec.Struct, frozen=True):
    touchpoint: str
    title: str
    stage: str
    question: str
    n: int
    median: float
    mean: float
    low: float
    high: float
    lower_quartile: float
    upper_quartile: float
    spread: float | None
    spread_is: str
    points: float
    differs: bool
    few: bool
    answers: dict[str, float]
    """By the participant's id."""


class Report(msgspec.Struct, frozen=True):
    format: int
    files: tuple[ListedFile, ...]
    changes: tuple[ListedSuggestion, ...]
    not_read: tuple[str, ...]
    notices: tuple[str, ...]
    new_touchpoints: tuple[str, ...]
    applied: int
    conflicts: int
    participants: dict[str, str]
    disagreement: tuple[ListedOpinion, ...]


def as_json(before: Document, after: Document, batch: Batch, applied: Collection[int]) -> bytes:
    """The whole report as indented JSON in UTF-8.

    `before` is the document that the batch was read for, `after` the one with the `applied`
    suggestions; the opinions are those of `after`.
    """
    shown = batch.proposal
    named = with_newcomers(before, shown)
    people = {rating.participant for rating in after.ratings.values()}
    report = Report(
        format=FORMAT,
        files=tuple(_file(item) for item in batch.files),
        changes=tuple(
            _suggestion(suggestion_text(named, item), index in applied, batch, index)
            for index, item in enumerate(shown.suggestions)
        ),
        not_read=tuple(sentence(problem) for problem in shown.unread),
        notices=tuple(sentence(problem) for problem in shown.notices),
        new_touchpoints=tuple(
            item.change.entity.title
            for item in shown.suggestions
            if isinstance(item.change, Added) and isinstance(item.change.entity, Touchpoint)
        ),
        applied=len(applied),
        conflicts=_conflicts(batch),
        participants={
            person.id: person.name for person in analysis.participants(after) if person.id in people
        },
        disagreement=tuple(_opinions(after, batch.map)),
    )
    return msgspec.json.format(msgspec.json.encode(report), indent=2)


def as_text(
    before: Document, after: Document, batch: Batch, applied: Collection[int]
) -> Iterator[str]:
    """The lines of the report: file by file, what is odd, what was applied, who disagrees."""
    shown = batch.proposal
    for item in batch.files:
        yield _file_line(item)
    for problem in shown.unread:
        if problem not in [item.problem for item in batch.files]:
            yield say("cli.ratings.unread", problem=sentence(problem))
    for problem in shown.notices:
        yield say("cli.ratings.notice", problem=sentence(problem))
    named = with_newcomers(before, shown)
    for index, suggestion in enumerate(shown.suggestions):
        if not _is_plain_rating(suggestion):
            text = suggestion_text(named, suggestion)
            code = "applied" if index in applied else "open"
            what = " · ".join(part for part in (text.item, text.field, text.after) if part)
            yield say(f"cli.ratings.{code}", what=what, source=suggestion.source)
    opinions = (
        [item for item in analysis.opinions(after, batch.map) if item.differs] if batch.map else []
    )
    if opinions:
        yield say("cli.ratings.differ")
    for opinion in opinions[:MOST_LISTED]:
        yield _opinion_line(after, opinion)


def _is_plain_rating(suggestion: Suggestion) -> bool:
    """Whether it is one of the many answers that need no line of their own."""
    change = suggestion.change
    is_rating = isinstance(change, Added) and isinstance(change.entity, Rating)
    return is_rating and suggestion.ticked and not suggestion.conflict


def _conflicts(batch: Batch) -> int:
    return sum(item.conflict and not item.ticked for item in batch.proposal.suggestions)


def _file(item: FileOutcome) -> ListedFile:
    return ListedFile(
        item.file,
        item.outcome,
        item.name,
        item.map,
        item.day,
        item.rated,
        item.total,
        item.remarks,
        item.new,
        sentence(item.problem) if item.problem else "",
    )


def _file_line(item: FileOutcome) -> str:
    if item.problem is not None:
        return say("cli.ratings.file.refused", problem=sentence(item.problem))
    return say(
        f"cli.ratings.file.{item.outcome}",
        file=item.file,
        name=item.name,
        rated=item.rated,
        total=item.total,
    )


def _suggestion(text: SuggestionText, applied: bool, batch: Batch, index: int) -> ListedSuggestion:
    item = batch.proposal.suggestions[index]
    return ListedSuggestion(
        item.kind,
        text.item,
        text.field,
        text.before,
        text.after,
        item.source,
        applied,
        item.conflict,
        item.who,
        item.rivals,
    )


def _opinions(document: Document, map_id: str) -> Iterator[ListedOpinion]:
    if not map_id:
        return
    for opinion in analysis.opinions(document, map_id):
        touchpoint, found = document.touchpoints[opinion.touchpoint], opinion.summary
        yield ListedOpinion(
            touchpoint=touchpoint.id,
            title=touchpoint.title,
            stage=document.stages[touchpoint.stage].name,
            question=opinion.question,
            n=found.n,
            median=found.median,
            mean=found.mean,
            low=found.low,
            high=found.high,
            lower_quartile=found.lower,
            upper_quartile=found.upper,
            spread=found.spread,
            spread_is="interquartile range" if found.has_quartiles else "range",
            points=opinion.points,
            differs=opinion.differs,
            few=found.is_few,
            answers=dict(opinion.answers),
        )


def _opinion_line(document: Document, opinion: analysis.Opinion) -> str:
    touchpoint, found = document.touchpoints[opinion.touchpoint], opinion.summary
    return say(
        "cli.ratings.opinion",
        touchpoint=touchpoint.title,
        question=field_name("touchpoints", opinion.question),
        median=number(found.median, 2),
        low=number(found.low),
        high=number(found.high),
        spread=number(found.spread or 0.0, 2),
        people=say("ratings.people", n=found.n),
    )
