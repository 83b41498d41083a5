"""The real window, offscreen, with its own settings and worker process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers.canvas import small_map
from tests.helpers.qt import let_look
from workbench.model.document import Document
from workbench.model.entities import Workspace
from workbench.settings import SETTINGS
from workbench.store.settings_file import SettingsStore
from workbench.ui.application import make_window
from workbench.ui.bridge import Bridge
from workbench.ui.files.files import Files
from workbench.ui.main_window import MainWindow
from workbench.ui.theme import Theme


@pytest.fixture
def window(qapp, qtbot) -> Iterator[MainWindow]:
    """The main window, shown, with its worker running; nothing is asked when it closes."""
    made = make_window(qapp)
    # on a small screen it would be maximized
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.resize(1600, 1000)
    made.show()
    qtbot.waitExposed(made)
    made.start_background_work()
    yield made
    # its threads must not come to the home of the next test
    let_look(made)
    made.files.wait_for_save()
    made.bridge.undo_stack.setClean()
    # nobody waits for what it still computes; test_main_window lets one end by itself
    made.worker.stop(at_once=True)
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    font, sheet, palette = qapp.font(), qapp.styleSheet(), qapp.palette()
    qapp.setFont(QFont("Inter", 10))
    yield Theme(qapp, "light")
    qapp.setFont(font)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)


@pytest.fixture
def bridge() -> Bridge:
    """The small map made by hand."""
    return Bridge(small_map())


@pytest.fixture(scope="module")
def one_window(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """One window for all tests of a file, without a worker: making one takes a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        made = make_window(qapp)
    made.resize(1600, 1000)
    made.show()
    yield made
    made.bridge.undo_stack.setClean()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")


@pytest.fixture
def reused_window(one_window: MainWindow) -> Iterator[MainWindow]:
    """The window of the file, without a workspace and with default saving after each test."""
    yield one_window
    one_window.files.wait_for_save()
    one_window.bridge.undo_stack.setClean()
    one_window.files.close()
    one_window.notices.hide()
    one_window.keeper.wait()
    let_look(one_window)
    one_window.versions.wait(20)
    for key in ("timed_saving", "keep_versions"):
        one_window.settings.set(key, SETTINGS[key].default)


@pytest.fixture
def files(qtbot) -> Files:
    """What opens and saves, without the rest of the window; nothing is open."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return Files(Bridge(Document.of([Workspace(id="wk1")])), SettingsStore(), window)
