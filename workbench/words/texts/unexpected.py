"""What nobody expected: crashes of an earlier run."""

TEXTS: dict[str, str | tuple[str, str]] = {
    "notice.crashed": "The program ended unexpectedly the last time. Work that was not saved is offered on the start page; with “Copy details” you can send a report of what happened.",
}
