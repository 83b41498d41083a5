"""What may be dragged inside the window; panels and canvas agree on it here."""

CHANNEL = "application/x-journey-channel"
"""A channel from the palette: the channel's id."""

NOTE_KIND = "application/x-journey-note-kind"
"""A kind of note from the palette: the kind's code."""
