#include "ui/pages/data/labels_pane.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/truth/label.h"
#include "ui/models/track_model.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/shared/label_tree.h"
#include "ui/plots/cardinality_plot.h"
#include "ui/plots/label_histogram_plot.h"
#include "ui/session/session.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

LabelsPane::LabelsPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_source(new QComboBox(this))
    , m_part(new QComboBox(this))
    , m_summary(new QLabel(this))
    , m_tree(new LabelTree(QStringLiteral("labelTree"), LabelTree::Counts::Recordings, this))
    , m_histogram(new LabelHistogramPlot(this))
    , m_cardinality(new CardinalityPlot(this))
{
    setObjectName(QStringLiteral("labelsPane"));
    auto *layout = new QVBoxLayout(this);
    auto *bar = new QHBoxLayout;
    m_source->setObjectName(QStringLiteral("labelsSource"));
    m_source->setAccessibleName(tr("Source"));
    m_part->setObjectName(QStringLiteral("labelsPart"));
    m_part->setAccessibleName(tr("Part"));
    for (const Part part : kParts)
        m_part->addItem(partName(part), int(part));
    m_summary->setObjectName(QStringLiteral("labelsSummary"));
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    bar->addWidget(m_source);
    bar->addWidget(m_part);
    bar->addWidget(m_summary, 1);
    layout->addLayout(bar);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->setObjectName(QStringLiteral("labelsSplitter"));
    splitter->addWidget(m_tree);
    auto *plots = new QWidget(splitter);
    auto *plotLayout = new QVBoxLayout(plots);
    plotLayout->setContentsMargins(0, 0, 0, 0);
    auto *logarithmic = new QCheckBox(tr("Logarithmic"), plots);
    logarithmic->setObjectName(QStringLiteral("logHistogram"));
    logarithmic->setToolTip(tr("Logarithmic axis of the recordings"));
    plotLayout->addWidget(m_histogram, 3);
    plotLayout->addWidget(logarithmic);
    plotLayout->addWidget(m_cardinality, 2);
    splitter->addWidget(plots);
    connect(logarithmic, &QCheckBox::toggled, m_histogram, &LabelHistogramPlot::setLogarithmic);
    connect(m_histogram, &LabelHistogramPlot::labelClicked, this, &LabelsPane::offer);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({ 560, 380 });
    layout->addWidget(splitter, 1);
    connect(m_source, &QComboBox::currentIndexChanged, this, &LabelsPane::refresh);
    connect(m_part, &QComboBox::currentIndexChanged, this, &LabelsPane::refresh);
    connect(m_tree, &LabelTree::labelClicked, this, [this](const QString &label, bool) { offer(label); });
    connect(m_summary, &QLabel::linkActivated, this, [this] {
        const int part = m_part->currentData().toInt();
        Q_EMIT tracksWanted(QStringLiteral("label:%1 source:%2 part:%3")
                                .arg(filterValue(m_summary->property("label").toString()),
                                     filterValue(m_source->currentText()),
                                     part == 0       ? QStringLiteral("train")
                                         : part == 1 ? QStringLiteral("validation")
                                                     : QStringLiteral("test")));
    });
    followNumberForm(this, [this] { refresh(); });
    connect(&session, &Session::dataChanged, this, &LabelsPane::refreshSources);
    refreshSources();
}

void LabelsPane::offer(const QString &label)
{
    m_summary->setText(tr("<a href=\"#\">Show the tracks with %1</a>").arg(label.toHtmlEscaped()));
    m_summary->setProperty("label", label);
}

void LabelsPane::showSource(const QString &name)
{
    m_source->setCurrentText(name);
}

void LabelsPane::refreshSources()
{
    const auto data = m_session.data();
    const QString chosen = m_source->currentText();
    {
        const QSignalBlocker blocker(m_source);
        m_source->clear();
        for (size_t i = 0; data && i < data->sources.size(); ++i)
            m_source->addItem(data->sources[i].name);
        m_source->setCurrentIndex(std::max(m_source->count() > 0 ? 0 : -1, m_source->findText(chosen)));
    }
    refresh();
}

void LabelsPane::refresh()
{
    const auto data = m_session.data();
    const int source = m_source->currentIndex();
    if (!data || source < 0 || size_t(source) >= data->sources.size()) {
        m_tree->setLabels({}, 0);
        m_histogram->setItems({});
        m_cardinality->setCounts({});
        m_summary->setText(tr("Add a ground truth: Data → Add files."));
        return;
    }
    const CollectedPart &part = data->sources[size_t(source)].part(Part(m_part->currentData().toInt()));
    m_tree->setLabels(part.statistics.labels, part.statistics.recordings);
    std::vector<LabelHistogramPlot::Item> items;
    for (const LabelStatistics::Label &label : part.statistics.labels)
        items.push_back({ textOf(label.name), isGenre(label.name), double(label.recordings) });
    m_histogram->setItems(std::move(items));
    m_cardinality->setCounts(part.statistics.recordingsWith);
    m_summary->setText(
        part.truth
            ? tr("%1 recordings in %2 release groups, %3 genres and %4 subgenres, %5 labels per recording")
                  .arg(countText(qint64(part.statistics.recordings)), countText(qint64(part.statistics.releaseGroups)),
                       countText(qint64(part.statistics.genres)), countText(qint64(part.statistics.subgenres)),
                       decimalText(part.statistics.cardinality, 2))
            : tr("There is no ground truth for this part."));
}

} // namespace melscope
