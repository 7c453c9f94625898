#include "ui/main_window/history_window.h"

#include <QLabel>
#include <QUndoStack>
#include <QUndoView>
#include <QVBoxLayout>

namespace melscope {

HistoryWindow::HistoryWindow(QUndoStack &stack, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("historyWindow"));
    setWindowTitle(tr("History"));
    auto *layout = new QVBoxLayout(this);
    auto *text = new QLabel(tr("What was done to the project, to thresholds and to files, the last at the end. A click "
                               "goes back to that point, or forward again."),
                            this);
    text->setWordWrap(true);
    layout->addWidget(text);
    auto *view = new QUndoView(&stack, this);
    view->setObjectName(QStringLiteral("historyView"));
    view->setAccessibleName(tr("History"));
    view->setEmptyLabel(tr("As it was opened"));
    layout->addWidget(view, 1);
    resize(380, 420);
}

} // namespace melscope
