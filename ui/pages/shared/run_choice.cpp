#include "ui/pages/shared/run_choice.h"

#include "core/base/number_text.h"
#include "ui/session/session.h"

#include <algorithm>

namespace melscope {

RunChoice::RunChoice(Session &session, const QString &objectName, QWidget *parent)
    : QComboBox(parent)
    , m_session(session)
{
    setObjectName(objectName);
    setAccessibleName(tr("Run"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(24);
    setToolTip(tr("The run that all pages show"));
    connect(&session.runs(), &RunCatalogue::changed, this, &RunChoice::refresh);
    connect(&session, &Session::analysisChanged, this, &RunChoice::refresh);
    // As the user does; what the program shows is shown.
    connect(this, &QComboBox::activated, this, [this](int index) {
        const QString folder = itemData(index).toString();
        if (!m_session.analysis() || folder != m_session.analysis()->run->folder)
            m_session.openRun(folder);
    });
    refresh();
}

void RunChoice::refresh()
{
    const QSignalBlocker blocker(this);
    clear();
    const auto analysis = m_session.analysis();
    const QString open = analysis ? analysis->run->folder : QString();
    const auto &runs = m_session.runs().runs();
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) { // newest first
        if ((run->unfinished || run->hidden) && run->folder != open)
            continue;
        addItem(tr("Run %1").arg(run->title), run->folder);
        setItemData(count() - 1,
                    tr("%1 epochs, validation loss %2")
                        .arg(countText(qint64(run->history.size())), decimalText(run->bestValidationLoss, 5)),
                    Qt::ToolTipRole);
    }
    if (!open.isEmpty() && findData(open) < 0)
        insertItem(0, tr("Run %1").arg(m_session.openRunTitle()), open);
    setCurrentIndex(findData(open));
    setEnabled(count() > (open.isEmpty() ? 0 : 1));
}

} // namespace melscope
