"""The window that shows what will be printed or written, while one chooses how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressDialog,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.drawing.poster import LEAST_TEXT, POINTS_PER_MM
from workbench.model.problems import JourneyError
from workbench.store.settings_file import SettingsStore
from workbench.ui.printing.choices import Choices
from workbench.ui.printing.options import Options, keep, kept
from workbench.ui.printing.painting import SUFFIXES, job_of
from workbench.ui.printing.preview import MOST_SHOWN, Preview
from workbench.ui.printing.subjects import Source, Subject, pages_of, picture_of
from workbench.ui.printing.writing import write
from workbench.ui.render.pages import Pages
from workbench.ui.render.picture_files import page_layout, paint_pages
from workbench.ui.theme import Theme, set_role
from workbench.words.problem_sentences import sentence
from workbench.words.say import number, say

_SIZE = (1080, 760)
_DELAY_MS, _PATIENCE_MS = 120, 700


class PrintWindow(QDialog):
    """Choices at the left, the pages at the right; prints them or writes them to a file.

    `ask_save` lets the person choose a file, given title, kinds and suffix.
    """

    def __init__(
        self,
        theme: Theme,
        settings: SettingsStore,
        source: Source,
        subject: Subject,
        ask_save: Callable[[str, str, str], Path | None],
        parent: QWidget | None = None,
        *,
        form: str = "",
    ) -> None:
        super().__init__(parent)
        self._settings, self._source, self._ask_save = settings, source, ask_save
        self.written: Path | None = None
        """The file that was written, once the window closed on that."""
        options = kept(settings)
        if form:
            options = msgspec.structs.replace(options, form=form)
        self.setWindowTitle(say("print.title"))
        set_role(self, "panel")
        self.resize(*_SIZE)
        self.choices = Choices(source, subject, options)
        self.preview = Preview(theme)
        self._told = QLabel()
        self._told.setWordWrap(True)
        set_role(self._told, "small")
        self._print = _button(say("print.print"), self._print_pages)
        self._save = _button(say("print.save.pages"), self._write)
        set_role(self._save, "primary")
        self._save.setDefault(True)
        self._build()
        # several changes of one moment are shown at once
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self.refresh)
        self.choices.changed.connect(self._timer.start)
        self.refresh()

    @property
    def pages(self) -> Pages:
        """What is shown now."""
        return self._pages

    @property
    def told(self) -> str:
        """What is said of the pages, or of what went wrong."""
        return self._told.text()

    def refresh(self) -> None:
        """Show the pages under what is chosen."""
        self._timer.stop()
        options, subject = self.choices.options(), self.choices.subject()
        with _waiting():
            if options.form == "pages":
                self._pages, self._per_point = pages_of(self._source, subject, options), 1.0
            else:
                self._pages, self._per_point = picture_of(self._source, subject, options)
            self.preview.show_pages(self._pages)
        self._print.setVisible(options.form == "pages")
        # a page as large as a map fits no printer
        is_paper = subject.kind != "map" or options.spread != "one"
        self._print.setEnabled(is_paper)
        self._print.setToolTip("" if is_paper else say("print.print.large"))
        self._save.setText(say(f"print.save.{options.form}"))
        self._tell(options, subject)

    def done(self, result: int) -> None:
        keep(self._settings, self.choices.options())
        super().done(result)

    def _build(self) -> None:
        close = _button(say("print.close"), self.reject)
        left = QVBoxLayout()
        left.setContentsMargins(24, 20, 20, 20)
        left.setSpacing(12)
        left.addWidget(self.choices)
        left.addStretch(1)
        left.addWidget(self._told)
        left.addWidget(self._save)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._print, 1)
        row.addWidget(close, 1)
        left.addLayout(row)
        side = QWidget()
        side.setFixedWidth(self.fontMetrics().averageCharWidth() * 46)
        side.setLayout(left)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(side)
        layout.addWidget(self.preview, 1)

    def _tell(self, options: Options, subject: Subject) -> None:
        """How much there is, and a warning where it cannot be read."""
        pages, first = self._pages, self._pages.pages[0]
        if options.form == "png":
            scale = options.png_scale * self._per_point
            width, height = round(first.width * scale), round(first.height * scale)
            told = say("print.told.pixels", width=width, height=height)
        elif subject.kind == "map" and options.form == "pages" and options.spread == "poster":
            told = say(
                "print.told.sheets",
                n=len(pages.pages),
                paper=options.paper,
                rows=pages.rows,
                columns=pages.columns,
            )
        else:
            width, height = (round(side / POINTS_PER_MM) for side in (first.width, first.height))
            told = say("print.told.pages", n=len(pages.pages), width=width, height=height)
        if len(pages.pages) > MOST_SHOWN:
            told = f"{told}\n{say('print.told.shown', n=MOST_SHOWN)}"
        is_small = options.form == "pages" and pages.smallest_text < LEAST_TEXT
        if is_small:
            size = number(pages.smallest_text)
            small = say("print.small_text", size=size, least=number(LEAST_TEXT))
            told = f"{told}\n{small} {say('print.small_text.todo')}"
        elif subject.kind == "map" and options.form == "pages":
            told = f"{told}\n{say('print.told.text', size=number(pages.smallest_text))}"
        self._show(told, "warn" if is_small else "small")

    def _show(self, words: str, role: str) -> None:
        set_role(self._told, role)
        self._told.setText(words)

    def _write(self) -> None:
        """Ask for a file and write what is shown; the window closes on success."""
        self.refresh()
        options = self.choices.options()
        suffix = SUFFIXES[options.form]
        path = self._ask_save(
            say(f"print.save.{options.form}"), say(f"print.filter.{options.form}"), suffix
        )
        if path is None:
            return
        subject = self.choices.subject()
        try:
            with _waiting():
                job = job_of(self._source, subject, options, path)
            is_done = write(job, len(self._pages.pages), self)
        except JourneyError as error:
            self._show(sentence(error.problem), "bad")
            return
        if is_done:
            self.written = path
            self.accept()

    def _progress(self) -> Callable[[int], bool]:
        """Shows how far the pages are, once they take long, with a Cancel between pages."""
        count = len(self._pages.pages)
        progress = QProgressDialog(say("print.progress"), say("progress.cancel"), 0, count, self)
        progress.setWindowModality(Qt.WindowModality.WindowModal)
        progress.setMinimumDuration(_PATIENCE_MS)

        def may_go_on(index: int) -> bool:
            progress.setValue(index)
            QCoreApplication.processEvents()
            stopped = progress.wasCanceled()
            if stopped or index == count - 1:
                progress.close()
                progress.deleteLater()
            return not stopped

        return may_go_on

    def _print_pages(self) -> None:
        self.refresh()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._pages.title)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(say("print.title"))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            printer.setPageLayout(page_layout(self._pages))
            paint_pages(printer, self._pages, self._progress())
            self.accept()
        dialog.deleteLater()


@contextmanager
def _waiting() -> Iterator[None]:
    """The pointer says that large maps take a while."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


def _button(words: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda: act())
    return button
