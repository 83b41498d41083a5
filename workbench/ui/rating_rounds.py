"""A round of ratings: sheets out, what comes back merged, and the page that shows it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from workbench.exchange import messages
from workbench.model import proposal as proposals
from workbench.model.document import Document
from workbench.ui.analysis_pages import count_until_made
from workbench.ui.bridge import Bridge
from workbench.ui.files.files import Files
from workbench.ui.panels.analysis_dock import AnalysisDock, Page
from workbench.ui.theme import Theme
from workbench.ui.transfers import Transfers
from workbench.words.say import say

if TYPE_CHECKING:
    from workbench.ui.panels.ratings import RatingsPanel

_COUNTED = frozenset({"ratings", "participants"})
"""Tables on which it depends how many opinions differ; the page counts by them, too."""


class RatingRounds(QObject):
    """Adds the page of ratings to the dock and does what its actions ask for."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        files: Files,
        transfers: Transfers,
        dock: AnalysisDock,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bridge, self._theme, self._files = bridge, theme, files
        self._transfers, self._dock, self._window = transfers, dock, window
        self._page = dock.add_later_page("ratings.tab", self._make_page)
        count_until_made(self._page, bridge, _count_opinions, _COUNTED)

    @property
    def panel(self) -> RatingsPanel:
        """The page of ratings, made when it is first shown or asked for."""
        return cast("RatingsPanel", self._page.make())

    def _make_page(self) -> Page:
        from workbench.ui.panels.ratings import RatingsPanel

        panel = RatingsPanel(self._bridge, self._theme)
        panel.sheets_requested.connect(self.make_with_dialog)
        panel.merge_requested.connect(self.merge_with_dialog)
        return Page(panel, panel.counted, panel.corner)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What to call, by action id."""
        return {
            "rating_sheets": self.make_with_dialog,
            "merge_ratings": self.merge_with_dialog,
            "take_medians": lambda: self.panel.take("median"),
        }

    def make_with_dialog(self) -> None:
        """Ask whom to send a sheet to, and write one for each."""
        from workbench.ui.dialogs.rating_sheets import RatingSheetsDialog

        home = self._files.path.parent if self._files.path else Path.home()
        dialog = RatingSheetsDialog(
            self._bridge.document,
            self._bridge.map_id,
            self._theme,
            home / say("rating_dialog.folder_name"),
            self._window,
        )
        if dialog.exec() == RatingSheetsDialog.DialogCode.Accepted:
            request = dialog.request()
            self.make(request.names, request.stages, request.folder, overwrite=request.overwrite)
        dialog.deleteLater()

    def make(
        self,
        names: tuple[str, ...],
        stages: tuple[str, ...] | None,
        folder: Path,
        *,
        overwrite: bool,
    ) -> None:
        """Write a sheet about the shown map for each name."""
        map_id = self._bridge.map_id

        def done(payload: bytes) -> None:
            paths = msgspec.json.decode(payload, type=list[str])
            self._transfers.told.emit(say("rating_dialog.done", n=len(paths), folder=folder))

        self._transfers.ask(
            say("rating_dialog.making"),
            lambda number: messages.AskRatingSheets(
                number, str(folder), map_id, names, stages, datetime.date.today(), overwrite
            ),
            done,
        )

    def merge_with_dialog(self) -> None:
        """Choose the files that came back and review what they say."""
        home = str(self._files.path.parent if self._files.path else Path.home())
        names, _ = QFileDialog.getOpenFileNames(
            self._window, say("rating_dialog.merge_title"), home, say("file.filter_workbook")
        )
        if names:
            self.merge([Path(name) for name in names])

    def merge(self, paths: Sequence[Path]) -> None:
        """Read rating sheets and let the person choose among what they say."""
        map_id, n = self._bridge.map_id, len(paths)
        name = paths[0].name if n == 1 else say("rating_dialog.sheets", n=n)

        def done(payload: bytes) -> None:
            self._transfers.review(name, proposals.decode(payload), "ratings.merge")
            self._dock.show_part(self.panel)

        self._transfers.ask(
            say("progress.importing", name=name),
            lambda number: messages.AskRatings(number, tuple(map(str, paths)), map_id),
            done,
        )


def _count_opinions(document: Document, map_id: str) -> int:
    """In how many questions opinions differ."""
    from workbench.analysis import ratings

    found = ratings.opinions(document, map_id) if map_id else ()
    return sum(opinion.differs for opinion in found)
