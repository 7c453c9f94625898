#include "ui/main_window/shortcut_sheet.h"

#include "ui/main_window/menu_commands.h"
#include "ui/models/table_model.h"
#include "ui/pages/shared/row_table.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableView>
#include <QVBoxLayout>

namespace melscope {

ShortcutSheet::ShortcutSheet(const QMenuBar &menuBar, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("shortcutSheet"));
    setWindowTitle(tr("Keyboard and mouse"));
    setAttribute(Qt::WA_DeleteOnClose);
    struct Line
    {
        QString keys;
        QString what;
        QString where;
    };
    std::vector<Line> lines;
    for (const PlacedAction &placed : actionsOf(menuBar)) {
        if (const QString keys = shortcutText(*placed.action); !keys.isEmpty())
            lines.push_back({ keys, plainText(*placed.action), placed.path.join(QStringLiteral(" › ")) });
    }
    const QString plots = tr("Plots");
    const QString tables = tr("Tables");
    const QString curve = tr("Threshold curve");
    for (const Line &line :
         { Line { tr("Wheel"), tr("Zoom"), plots }, Line { tr("Drag"), tr("Move"), plots },
           Line { tr("Double click"), tr("Show all"), plots }, Line { tr("Right click"), tr("Copy, save"), plots },
           Line { tr("+, −, arrows, Home"), tr("Zoom, move, show all"), plots },
           Line { tr("Enter"), tr("Open what the row speaks of"), tables },
           Line { tr("Menu key, right click"), tr("What can be done with the row"), tables },
           Line { tr("Right click on the titles"), tr("Choose columns; what a figure means"), tables },
           Line { tr("Left, Right"), tr("The threshold from score to score (Shift: by ten)"), curve },
           Line { tr("Up, Down"), tr("The label above, below"), curve } })
        lines.push_back(line);
    auto *layout = new QVBoxLayout(this);
    auto *filter = new QLineEdit(this);
    filter->setObjectName(QStringLiteral("shortcutFilter"));
    filter->setAccessibleName(tr("Filter"));
    filter->setPlaceholderText(tr("Filter"));
    filter->setClearButtonEnabled(true);
    layout->addWidget(filter);
    auto *model = new TableModel(this);
    model->setColumns({
        textColumn(
            "keys", tr("Keys"), {}, [lines](size_t row) { return lines[row].keys; }, 170),
        textColumn(
            "what", tr("What they do"), {}, [lines](size_t row) { return lines[row].what; }, TableColumn::kStretched),
        textColumn(
            "where", tr("Menu, or place"), {}, [lines](size_t row) { return lines[row].where; }, 150),
    });
    model->setRows(lines.size());
    auto *table = makeRowTable(model, QStringLiteral("shortcutTable"), tr("Shortcuts"), this);
    layout->addWidget(table, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    connect(filter, &QLineEdit::textChanged, model, [model, lines](const QString &typed) {
        model->setFilter([lines, typed](size_t row) {
            const Line &line = lines[row];
            return line.keys.contains(typed, Qt::CaseInsensitive) || line.what.contains(typed, Qt::CaseInsensitive)
                || line.where.contains(typed, Qt::CaseInsensitive);
        });
    });
    resize(640, 560);
}

} // namespace melscope
