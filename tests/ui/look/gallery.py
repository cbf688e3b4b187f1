"""Every kind of widget that the style sheet dresses, in one window: for looking at and for measuring."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSlider,
    QSpinBox,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QToolBar,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.ui.theme import Theme, dress, redress

_BUTTONS = (
    ("Edged", {}), ("Primary", {"primary": True}), ("Quiet", {"quiet": True}), ("Row of a list", {"row": True}),
    ("Leads elsewhere", {"link": True}),
)  # fmt: skip


class Gallery(QMainWindow):
    """``buttons``, ``ticks`` and ``fields`` are what tests measure."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("Gallery")
        self.buttons: list[QPushButton] = []
        self._fill_bars(theme)
        split = QSplitter()
        left = QWidget(split)
        left.setObjectName("pane")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._fill_left(QVBoxLayout(left))
        area = QScrollArea(split)
        area.setWidgetResizable(True)
        body = QWidget(area)
        body.setObjectName("surface")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        area.setWidget(body)
        self._fill_right(QVBoxLayout(body))
        self.setCentralWidget(split)
        redress(self, theme)

    def _fill_bars(self, theme: Theme) -> None:
        for words in ("&File", "&Edit", "&View"):
            menu = self.menuBar().addMenu(words)
            for one in ("&Import papers…", "&Undo"):
                action = menu.addAction(one)
                action.setShortcut("Ctrl+I")
            ticked = menu.addAction("Ticked")
            ticked.setCheckable(True)
            ticked.setChecked(True)
            menu.addSeparator()
            menu.addMenu("More").addAction("One")
            menu.addAction("Cannot be had").setEnabled(False)
        bar = QToolBar(self)
        self.tools = []
        for icon, words, checked in (("search", "Find", False), ("table", "Table", True)):
            tool = QToolButton(bar)
            tool.setText(words)
            tool.setCheckable(checked)
            tool.setChecked(checked)
            tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            dress(tool, icon)
            bar.addWidget(tool)
            self.tools.append(tool)
        self.addToolBar(bar)
        self.statusBar().addWidget(QLabel("Saved 19:04:13"))

    def _fill_left(self, column: QVBoxLayout) -> None:
        tree = QTreeWidget()
        tree.setHeaderLabels(["Agenda", "Pages"])
        for number in range(3):
            item = QTreeWidgetItem(tree, [f"{number + 1} Minutes and matters", "5-14"])
            QTreeWidgetItem(item, ["Appendix", "9"])
            item.setExpanded(number == 0)
            if number == 2:
                item.setCheckState(0, Qt.CheckState.Checked)
        tree.setCurrentItem(tree.topLevelItem(1))
        tree.resizeColumnToContents(0)
        self.tree = tree
        rows = QListWidget()
        rows.addItems(["Home", "Papers", "Meeting", "Recommendations"])
        rows.setCurrentRow(1)
        self.rows = rows
        column.addWidget(tree)
        column.addWidget(rows)
        column.addWidget(QProgressBar(value=40, textVisible=False))
        slider = QSlider(Qt.Orientation.Horizontal, value=30)
        column.addWidget(slider)

    def _fill_right(self, column: QVBoxLayout) -> None:
        for kind, words in (("title", "Recommendations"), ("heading", "A heading"), ("", "Words of the interface")):
            label = QLabel(words)
            label.setProperty("type", kind)
            column.addWidget(label)
        tones = QHBoxLayout()
        for tone in ("second", "quiet", "danger", "ok", "warn", "accent"):
            label = QLabel(f"Words: {tone}")
            label.setProperty("tone", tone)
            tones.addWidget(label)
        key = QLabel("Ctrl+K")
        key.setProperty("type", "key")
        tones.addWidget(key)
        tones.addStretch(1)
        column.addLayout(tones)
        column.addLayout(self._button_grid())
        column.addLayout(self._chip_row())
        column.addLayout(self._tick_grid())
        column.addLayout(self._field_grid())
        column.addWidget(self._tabs())

    def _button_grid(self) -> QGridLayout:
        grid = QGridLayout()
        for at, (words, properties) in enumerate(_BUTTONS):
            for row, enabled in enumerate((True, False)):
                button = QPushButton(words if enabled else f"{words}, off")
                for name, value in properties.items():
                    button.setProperty(name, value)
                button.setEnabled(enabled)
                grid.addWidget(button, row, at)
                self.buttons.append(button)
        return grid

    def _chip_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.chips = []
        for words, checked in (("All 11", True), ("Overdue 7", False), ("Slipped 1", False)):
            chip = QPushButton(words, checkable=True, checked=checked)
            chip.setProperty("chip", True)
            row.addWidget(chip)
            self.chips.append(chip)
        row.addStretch(1)
        return row

    def _tick_grid(self) -> QGridLayout:
        grid = QGridLayout()
        self.ticks: list[QCheckBox | QRadioButton] = []
        for at, kind in enumerate((QCheckBox, QRadioButton)):
            for row, (words, checked, enabled) in enumerate(
                (("Chosen", True, True), ("Not chosen", False, True), ("Chosen, off", True, False))
            ):
                tick = kind(words)
                tick.setAutoExclusive(False)
                tick.setChecked(checked)
                tick.setEnabled(enabled)
                grid.addWidget(tick, at, row)
                self.ticks.append(tick)
        return grid

    def _field_grid(self) -> QGridLayout:
        grid = QGridLayout()
        line, empty, off = QLineEdit("A line of text"), QLineEdit(placeholderText="Find in this list"), QLineEdit("Off")
        off.setEnabled(False)
        choice = QComboBox()
        choice.addItems(["As the system", "Light", "Dark"])
        number = QSpinBox(minimum=100, maximum=200, value=125, suffix=" %")
        words = QPlainTextEdit("Several lines\nof text")
        words.setMaximumHeight(80)
        refused = QLineEdit("31 February")
        refused.setProperty("refused", True)
        self.fields = [line, empty, off, choice, number, words, refused]
        for at, field in enumerate(self.fields):
            grid.addWidget(field, at // 3, at % 3)
        return grid

    def _tabs(self) -> QTabWidget:
        tabs = QTabWidget()
        table = QTableWidget(4, 3)
        table.setHorizontalHeaderLabels(["No.", "Recommendation", "Due"])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        for row in range(4):
            for at, words in enumerate((str(row + 1), "That officers explain the block", "22 Aug 2021")):
                table.setItem(row, at, QTableWidgetItem(words))
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.selectRow(1)
        table.setSortingEnabled(True)
        table.setMinimumHeight(160)
        tabs.addTab(table, "Recommendations")
        tabs.addTab(QWidget(), "Response table, 20 April")
        self.tabs = tabs
        return tabs
