"""All files of the corpus. To have them in a folder:

python -m tests.exchange.foreign_corpus.corpus FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.exchange.foreign_corpus import (
    maps_asian,
    maps_by_hand,
    maps_english,
    maps_european,
    maps_from_templates,
    maps_second_look,
    maps_worn,
    no_maps,
    personas,
)
from tests.exchange.foreign_corpus.case import Case


def corpus() -> tuple[Case, ...]:
    """Every case; each file name occurs once."""
    return (
        *maps_english.cases(),
        *maps_european.cases(),
        *maps_asian.cases(),
        *maps_worn.cases(),
        *maps_from_templates.cases(),
        *maps_second_look.cases(),
        *maps_by_hand.cases(),
        *personas.cases(),
        *no_maps.cases(),
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for made in corpus():
        made.write(folder)
