#include "ui/pages/data/data_page.h"

#include "ui/pages/data/imports_pane.h"
#include "ui/pages/data/labels_pane.h"
#include "ui/pages/data/relations_pane.h"
#include "ui/pages/data/sources_pane.h"
#include "ui/pages/shared/empty_state.h"
#include "ui/session/session.h"

#include <QPushButton>
#include <QStackedLayout>
#include <QTabWidget>

namespace melscope {

DataPage::DataPage(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedLayout(this))
    , m_tabs(new QTabWidget(this))
    , m_sources(new SourcesPane(session, m_tabs))
    , m_labels(new LabelsPane(session, m_tabs))
    , m_relations(new RelationsPane(session, m_tabs))
    , m_imports(new ImportsPane(session, m_tabs))
{
    setObjectName(QStringLiteral("dataPage"));
    auto *empty = new EmptyState(
        tr("No data yet"),
        tr("Drop ground truths (*.tsv, *.tsv.bz2) and folders or archives of AcousticBrainz documents on this window; "
           "their names tell which source and part they belong to. Sound files that are dropped are music to be "
           "predicted."),
        this);
    connect(empty->addButton(tr("Try the demo"), QStringLiteral("openDemoButton"), true), &QPushButton::clicked, this,
            &DataPage::demoWanted);
    connect(empty->addButton(tr("Add files …"), QStringLiteral("emptyAddFilesButton")), &QPushButton::clicked,
            m_sources, &SourcesPane::addFiles);
    connect(empty->addButton(tr("Open a project …"), QStringLiteral("openProjectButton")), &QPushButton::clicked, this,
            &DataPage::projectWanted);
    m_stack->addWidget(empty);
    m_tabs->setObjectName(QStringLiteral("dataTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_sources, tr("Files"));
    m_tabs->addTab(m_labels, tr("Labels"));
    m_tabs->addTab(m_relations, tr("Label relations"));
    m_tabs->addTab(m_imports, tr("Imports"));
    m_stack->addWidget(m_tabs);
    connect(m_labels, &LabelsPane::tracksWanted, this, &DataPage::tracksWanted);
    connect(m_relations, &RelationsPane::tracksWanted, this, &DataPage::tracksWanted);
    const auto refresh = [this] { m_stack->setCurrentIndex(m_session.isEmpty() ? 0 : 1); };
    connect(&session, &Session::projectChanged, this, refresh);
    connect(&session, &Session::dataChanged, this, refresh);
    refresh();
}

} // namespace melscope
