"""What may be dragged or copied inside the program; its parts agree on it here."""

CHANNEL = "application/x-journey-channel"
"""A channel from the palette: the channel's id."""

NOTE_KIND = "application/x-journey-note-kind"
"""A kind of note from the palette: the kind's code."""

FRAGMENT = "application/x-journey-fragment"
"""Copied cards, stages or lanes: `model.fragment` as JSON."""
