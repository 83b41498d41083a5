"""What went wrong, why, and what to do: one sentence each."""

TEXTS: dict[str, str | tuple[str, str]] = {
    "problem.patch.stale": "This change was made for another state of the {noun} and was not applied.",
    "problem.entity.unknown": "There is no such {noun} any more: {id}.",
    "problem.value.needed": "{field} cannot be empty.",
    "problem.value.text": "{field} takes text, not “{got}”.",
    "problem.value.choice": "{field} does not know “{got}”. Choose one of: {choices}.",
    "problem.value.number": "{field} takes a number, not “{got}”.",
    "problem.value.whole": "{field} takes a whole number, not {got}.",
    "problem.value.range": "{field} takes a number from {low} to {high}, not {got}.",
    "problem.value.date": "{field} takes a date like 2026-03-31, not “{got}”.",
    "problem.value.wrong": "{field} does not take “{got}”.",
    "problem.reference.dangling": "{noun} {id}: {field} names “{target}”, which does not exist.",
    "problem.card.map": "{noun} {id} belongs to one map, but its stage or lane to another.",
    "problem.card.lane": "The lane “{lane}” does not take such cards. Drop it on a lane that does.",
    "problem.connection.maps": "Connection {id} joins touchpoints of different maps.",
    "problem.connection.self": "A touchpoint cannot lead to itself here. Connect it to another one.",
    "problem.map.goal": "Map {id} has a goal stage that is on another map.",
    "problem.map.circle": "Map {id} is based on itself, through other maps.",
    "problem.document.workspace": "A document holds exactly one workspace, this one {n}.",
}
