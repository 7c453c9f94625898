#include "ui/pages/tracks/filter_edit.h"

#include "core/exploring/track_filter.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QStandardItemModel>

namespace melscope {

namespace {
constexpr int kReplacementRole = Qt::UserRole;
}

FilterEdit::FilterEdit(QWidget *parent)
    : QLineEdit(parent)
    , m_completer(new QCompleter(this))
    , m_choices(new QStandardItemModel(this))
    , m_help(tr(
          "<p>Ids begin with a bare word, or labels and names contain it. Or:</p><table>"
          "<tr><td><b>label:rock</b>&nbsp;</td><td>has the label; <b>label:rock---*</b> any of its subgenres</td></tr>"
          "<tr><td><b>-label:pop</b></td><td>has it not</td></tr>"
          "<tr><td><b>source:discogs part:validation</b>&nbsp;</td><td>of that source and part</td></tr>"
          "<tr><td><b>discogs:rock</b></td><td>discogs gives the recording that label</td></tr>"
          "<tr><td><b>features:no labels&gt;3</b></td><td>without features, with more than three labels</td></tr>"
          "<tr><td><b>f&lt;0.2 score&gt;0.9</b></td><td>by the run's figures</td></tr>"
          "<tr><td><b>id:54 group:0a</b></td><td>recording or release group begins so</td></tr>"
          "<tr><td><b>artist:\"miles davis\" title:blue</b>&nbsp;</td><td>what the documents tell; also album:, "
          "genre:, codec:, lossless:</td></tr>"
          "<tr><td><b>year&gt;=1990 length&lt;60</b></td><td>by year, and length in seconds</td></tr>"
          "<tr><td><b>marked:yes note:wrong</b></td><td>by bookmarks and notes</td></tr></table>"
          "<p>Combined with spaces (and), <b>or</b>, <b>not</b> and parentheses. Ctrl+Space proposes.</p>"))
{
    setPlaceholderText(tr("Filter: 54551a  label:rock  -label:pop  part:validation  artist:davis …"));
    setClearButtonEnabled(true);
    setToolTip(m_help);
    m_completer->setModel(m_choices);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(12);
    m_completer->setWidget(this); // not setCompleter(), which would put whole lines in
    m_completer->popup()->setObjectName(QStringLiteral("filterProposals"));
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) { take(index.data(kReplacementRole).toString()); });
    connect(this, &QLineEdit::textEdited, this, &FilterEdit::propose);
    auto *propose = new QAction(this);
    propose->setShortcut(QKeySequence(QStringLiteral("Ctrl+Space")));
    propose->setShortcutContext(Qt::WidgetShortcut);
    addAction(propose);
    connect(propose, &QAction::triggered, this, &FilterEdit::propose);
}

void FilterEdit::propose()
{
    m_choices->clear();
    if (!m_data)
        return;
    const FilterCompletions completions = completeFilter(text(), cursorPosition(), *m_data);
    m_wordBegin = completions.begin;
    m_wordLength = completions.length;
    const QString word = text().mid(m_wordBegin, m_wordLength);
    for (const FilterCompletion &choice : completions.choices) {
        if (choice.text == word)
            continue;
        auto *item = new QStandardItem(choice.shown);
        item->setData(choice.text, kReplacementRole);
        m_choices->appendRow(item);
    }
    // A lone word that matches nothing but itself needs no window over the table.
    if (m_choices->rowCount() == 0 || word.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    QRect place = cursorRect();
    place.setWidth(std::min(width(), 420));
    m_completer->complete(place);
}

void FilterEdit::take(const QString &choice)
{
    QString whole = text();
    whole.replace(m_wordBegin, m_wordLength, choice);
    setText(whole);
    setCursorPosition(m_wordBegin + int(choice.size()));
    // A field is followed by its value at once.
    if (choice.endsWith(QLatin1Char(':')))
        QMetaObject::invokeMethod(this, &FilterEdit::propose, Qt::QueuedConnection);
}

void FilterEdit::setProblem(const QString &reason)
{
    QPalette colours;
    if (!reason.isEmpty())
        colours.setColor(QPalette::Text,
                         palette().color(QPalette::Base).lightness() < 128 ? QColor(0xff, 0x8a, 0x80)
                                                                           : QColor(0xb0, 0x1c, 0x1c));
    setPalette(colours);
    setToolTip(reason.isEmpty() ? m_help : QStringLiteral("<p>%1</p>").arg(reason.toHtmlEscaped()) + m_help);
}

bool FilterEdit::closeProposals()
{
    const bool shown = m_completer->popup()->isVisible();
    m_completer->popup()->hide();
    return shown;
}

QStringList FilterEdit::proposals() const
{
    QStringList shown;
    for (int row = 0; row < m_choices->rowCount(); ++row)
        shown << m_choices->item(row)->text();
    return shown;
}

} // namespace melscope
