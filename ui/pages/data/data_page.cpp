#include "ui/pages/data/data_page.h"

#include "ui/pages/data/imports_pane.h"
#include "ui/pages/data/labels_pane.h"
#include "ui/pages/data/relations_pane.h"
#include "ui/pages/data/source_cards.h"
#include "ui/pages/data/sources_pane.h"
#include "ui/pages/data/split_dialog.h"
#include "ui/pages/data/start_pane.h"
#include "ui/session/session.h"

#include <QAction>
#include <QStackedLayout>
#include <QTabWidget>

namespace melscope {

DataPage::DataPage(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedLayout(this))
    , m_start(new StartPane(session, this))
    , m_tabs(new QTabWidget(this))
    , m_cards(new SourceCards(session, m_tabs))
    , m_sources(new SourcesPane(session, m_tabs))
    , m_labels(new LabelsPane(session, m_tabs))
    , m_relations(new RelationsPane(session, m_tabs))
    , m_imports(new ImportsPane(session, m_tabs))
{
    setObjectName(QStringLiteral("dataPage"));
    m_stack->addWidget(m_start);
    m_tabs->setObjectName(QStringLiteral("dataTabs"));
    m_tabs->setAccessibleName(tr("Views of the data"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_cards, tr("Overview"));
    m_tabs->addTab(m_labels, tr("Labels"));
    m_tabs->addTab(m_relations, tr("Label relations"));
    m_tabs->addTab(m_imports, tr("Imports"));
    m_tabs->addTab(m_sources, tr("Files and notes"));
    m_stack->addWidget(m_tabs);
    addActions(m_sources->actions());
    connect(m_start, &StartPane::demoWanted, this, &DataPage::demoWanted);
    connect(m_start, &StartPane::projectWanted, this, &DataPage::projectWanted);
    connect(m_start, &StartPane::recentWanted, this, &DataPage::recentWanted);
    connect(m_start, &StartPane::filesWanted, m_sources, &SourcesPane::addFiles);
    connect(m_start, &StartPane::folderWanted, m_sources, &SourcesPane::addFolder);
    connect(m_cards, &SourceCards::filesWanted, m_sources, &SourcesPane::addFiles);
    connect(m_cards, &SourceCards::splitWanted, this,
            [this](size_t source) { SplitDialog::ask(m_session, source, true, this); });
    connect(m_cards, &SourceCards::problemsWanted, this, [this] { m_tabs->setCurrentWidget(m_sources); });
    connect(m_cards, &SourceCards::labelsWanted, this, [this](const QString &source) {
        m_labels->showSource(source);
        m_tabs->setCurrentWidget(m_labels);
    });
    connect(m_cards, &SourceCards::tracksWanted, this, &DataPage::tracksWanted);
    connect(m_labels, &LabelsPane::tracksWanted, this, &DataPage::tracksWanted);
    connect(m_relations, &RelationsPane::tracksWanted, this, &DataPage::tracksWanted);
    const auto refresh = [this] { m_stack->setCurrentIndex(m_session.isEmpty() ? 0 : 1); };
    connect(&session, &Session::projectChanged, this, refresh);
    connect(&session, &Session::dataChanged, this, refresh);
    refresh();
}

} // namespace melscope
