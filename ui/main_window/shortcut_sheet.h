#pragma once

#include <QDialog>

class QMenuBar;

namespace melscope {

/// All shortcuts, by menu, and what mouse and keys do in plots and tables.
class ShortcutSheet : public QDialog
{
    Q_OBJECT
public:
    ShortcutSheet(const QMenuBar &menuBar, QWidget *parent);
};

} // namespace melscope
