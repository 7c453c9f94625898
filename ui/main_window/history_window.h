#pragma once

#include <QDialog>

class QUndoStack;

namespace melscope {

/// What was done, to go back to any point of.
class HistoryWindow : public QDialog
{
    Q_OBJECT
public:
    explicit HistoryWindow(QUndoStack &stack, QWidget *parent = nullptr);
};

} // namespace melscope
