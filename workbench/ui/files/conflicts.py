"""When somebody else saved the open file: keep mine, take theirs, or merge both."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from workbench.model import proposal as proposals
from workbench.model.document import diff
from workbench.model.patch import Label, Patch
from workbench.model.problems import JourneyError, Problem
from workbench.model.three_way import their_changes
from workbench.store import workspace_file
from workbench.store.workspace_file import OpenedWorkspace
from workbench.ui.bridge import Bridge
from workbench.ui.files.files import Files
from workbench.ui.theme import Theme
from workbench.words.file_names import shown
from workbench.words.say import say


class FileConflicts(QObject):
    """Brings the version on the disk and the open one together; each way can be undone."""

    def __init__(self, bridge: Bridge, files: Files, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._files, self._theme, self._window = bridge, files, theme, window
        files.merge_wanted.connect(self._merge_and_save)

    def take_theirs(self) -> None:
        """Show the file as they saved it, as one step that undo takes back."""
        self._bridge.settle()
        theirs = self._theirs()
        if theirs is None:
            return
        changes = diff(self._bridge.document, theirs.document).changes
        # the pictures of theirs must be there before anything shows them
        self._files.pictures.add_all(theirs.assets)
        self._bridge.do(Patch(Label.of("file.theirs"), changes))
        self._files.stand_on(theirs)
        self._files.told.emit(say("notice.theirs_taken", name=self._name))

    def keep_mine(self) -> None:
        """Go on with the open version; saving replaces theirs, which stays as .bak."""
        theirs = self._theirs()
        if theirs is not None:
            self._files.stand_on(theirs)
            self._files.told.emit(say("notice.mine_kept", name=self._name))

    def merge(self) -> bool:
        """Let the person review their changes; whether both versions are one now."""
        from workbench.ui.import_review.review import ImportReview

        self._bridge.settle()
        theirs = self._theirs()
        if theirs is None:
            return False
        mine = self._bridge.document
        if theirs.document.workspace.id != mine.workspace.id:
            self._files.failed.emit(Problem.of("file.other_workspace", name=self._name))
            return False
        proposal = their_changes(self._files.standing.base, mine, theirs.document)
        if not proposal.suggestions:
            self._files.stand_on(theirs)
            self._files.told.emit(say("notice.nothing_to_merge", name=self._name))
            return True
        review = ImportReview(
            self._theme,
            mine,
            proposal,
            self._name,
            self._window,
            map_id=self._bridge.map_id,
            side="theirs",
        )
        is_accepted = review.exec() == ImportReview.DialogCode.Accepted
        accepted = review.accepted()
        review.deleteLater()
        if not is_accepted:
            return False
        label = Label.of("file.merge", n=len(accepted))
        try:
            patch = proposals.select(self._bridge.document, proposal, accepted, label)
        except JourneyError as error:
            self._files.failed.emit(error.problem)
            return False
        self._files.pictures.add_all(theirs.assets)
        self._bridge.do(patch)
        self._files.stand_on(theirs)
        self._files.told.emit(say("notice.merged", n=len(accepted)))
        return True

    @property
    def _name(self) -> str:
        path = self._files.path
        return shown(path.name) if path is not None else ""

    def _merge_and_save(self) -> None:
        if self.merge():
            self._files.save()

    def _theirs(self) -> OpenedWorkspace | None:
        """The workspace as they wrote it; None where it cannot be had, which is told."""
        path = self._files.path
        assert path is not None, "only what has a file can be changed by others"
        try:
            found = self._files.disks.ask(
                lambda: workspace_file.read(path), path, otherwise="file.not_seen"
            )
        except JourneyError as error:
            self._files.failed.emit(error.problem)
            return None
        if found is not None and found.read_only:
            self._files.failed.emit(Problem.of("store.keeps_newer", name=self._name))
            return None
        return found
