#include "ui/pages/track_details.h"

#include "ui/models/score_bar_delegate.h"
#include "ui/models/table_model.h"
#include "ui/pages/row_table.h"
#include "ui/plots/mel_heatmap.h"
#include "ui/session/session.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace melscope {

namespace {
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}
} // namespace

TrackDetails::TrackDetails(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_title(new QLabel(this))
    , m_view(new QComboBox(this))
    , m_heatmap(new MelHeatmap(this))
    , m_labelTitle(new QLabel(this))
    , m_labels(nullptr)
    , m_labelModel(new TableModel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *top = new QHBoxLayout;
    m_title->setObjectName(QStringLiteral("trackTitle"));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    top->addWidget(m_title, 1);
    m_view->setObjectName(QStringLiteral("heatmapView"));
    m_view->setAccessibleName(tr("What the heatmap shows"));
    m_view->addItem(tr("Network input"), int(MelHeatmap::View::Scaled));
    m_view->addItem(tr("Decibels"), int(MelHeatmap::View::Decibel));
    m_view->addItem(tr("Raw values"), int(MelHeatmap::View::Raw));
    m_view->setToolTip(tr("Network input: each statistic divided by its maximum over the bands"));
    connect(m_view, &QComboBox::currentIndexChanged, this, [this] { m_heatmap->setView(MelHeatmap::View(m_view->currentData().toInt())); });
    top->addWidget(m_view);
    layout->addLayout(top);

    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_heatmap);
    auto *lower = new QWidget(splitter);
    auto *lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 2, 0, 0);
    m_labels = makeRowTable(m_labelModel, QStringLiteral("trackLabelsTable"), tr("Labels of the selected track"), lower);
    lowerLayout->addWidget(m_labelTitle);
    lowerLayout->addWidget(m_labels, 1);
    splitter->addWidget(lower);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    layout->addWidget(splitter, 1);

    auto row = [this](size_t i) -> const LabelRow & { return m_rows[i]; };
    auto bold = [this, row](size_t i) -> QVariant {
        QFont strong = font();
        strong.setBold(true);
        return row(i).isTrue ? QVariant(strong) : QVariant();
    };
    m_labelModel->setColumns({
        { tr("Label"), tr("True labels are bold"), false, [=](size_t i) -> QVariant { return row(i).label; }, {}, bold },
        { tr("True"), tr("Whether the ground truth has the label"), false, [=](size_t i) -> QVariant { return row(i).isTrue ? QStringLiteral("✓") : QString(); }, {}, {} },
        { tr("Pred."), tr("Whether the run predicts the label"), false, [=](size_t i) -> QVariant { return row(i).isPredicted ? QStringLiteral("✓") : QString(); }, {}, {} },
        { tr("Score"), tr("The bar is the score, the tick the threshold"), false,
          [=](size_t i) -> QVariant { return std::isnan(row(i).score) ? QString() : QString::number(row(i).score, 'f', 4); },
          [=](size_t i) { return row(i).score; }, {} },
        { tr("Threshold"), {}, true, [=](size_t i) -> QVariant { return std::isnan(row(i).threshold) ? tr("—") : QString::number(row(i).threshold, 'f', 4); },
          [=](size_t i) { return row(i).threshold; }, {} },
    });
    m_labels->setItemDelegateForColumn(3, new ScoreBarDelegate([this](const QModelIndex &index) {
        return m_rows[m_labelModel->row(index.row())].threshold;
    }, this));
    m_labels->sortByColumn(3, Qt::DescendingOrder);
    m_labels->horizontalHeader()->setStretchLastSection(false);
    // Names and bars share what the other columns leave.
    m_labels->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_labels->horizontalHeader()->setSectionResizeMode(3, QHeaderView::Stretch);
    m_labels->setColumnWidth(1, 42);
    m_labels->setColumnWidth(2, 46);
    m_labels->setColumnWidth(4, 78);
    // Room for the label, the marks, a bar worth the name, the threshold and the scroll bar.
    setMinimumWidth(140 + 42 + 46 + 130 + 78 + 24);
    m_labels->horizontalHeader()->setMinimumSectionSize(40);
    clear();
}

void TrackDetails::clear()
{
    m_title->setText(tr("No track selected"));
    m_heatmap->clear(tr("Select a track to see its mel bands."));
    m_rows.clear();
    m_labelModel->setRows(0);
    m_labelTitle->clear();
}

void TrackDetails::showTrack(const TrackRef &track)
{
    const DataSnapshot &data = *m_session.data();
    const QString id = text(data.idOf(track));
    m_title->setText(QStringLiteral("<b>%1</b>").arg(id.toHtmlEscaped()));
    m_title->setToolTip(id);
    if (const float *raw = data.imageOf(track)) {
        MelImage image;
        std::copy_n(raw, kImageSize, image.begin());
        m_heatmap->setImage(image);
    } else {
        m_heatmap->clear(tr("No feature file holds this recording."));
    }
    fillLabels(track);
}

void TrackDetails::fillLabels(const TrackRef &track)
{
    const DataSnapshot &data = *m_session.data();
    const std::string_view id = data.idOf(track);
    std::set<std::string_view> truth;
    if (const GroundTruth *known = data.truthOf(track)) {
        for (const uint32_t label : known->labelsOf(track.index))
            truth.insert(known->labels()[label]);
    }
    m_rows.clear();
    const auto analysis = m_session.analysis();
    const SourceAnalysis *source = analysis ? analysis->find(data.sources[track.source].name) : nullptr;
    const PartAnalysis *part = source == nullptr ? nullptr : track.part == Part::Validation ? &source->validation : track.part == Part::Test ? &source->test : nullptr;
    const auto row = part != nullptr && part->scores ? part->scores->ids().find(id) : std::nullopt;
    if (row) {
        const LabelSpace &space = analysis->run->space;
        const Thresholds &thresholds = analysis->run->sources[source->spaceIndex].thresholds;
        const auto scores = part->scores->row(*row);
        const auto &predicted = part->predicted[*row];
        for (uint32_t i = 0; i < space.size(); ++i) {
            const auto name = space.spelling(source->spaceIndex, i);
            if (!name)
                continue;
            m_rows.push_back({ text(*name), truth.contains(*name), std::binary_search(predicted.begin(), predicted.end(), i), double(scores[i]),
                               thresholds.values[i] });
            truth.erase(*name);
        }
        m_labelTitle->setText(tr("Labels, scores and thresholds of the run"));
    } else {
        m_labelTitle->setText(m_session.analysis() && track.part == Part::Train ? tr("True labels (training tracks are not scored)") : tr("True labels"));
    }
    for (const std::string_view name : truth)
        m_rows.push_back({ text(name), true, false, kNone, kNone });
    m_labels->setColumnHidden(2, !row);
    m_labels->setColumnHidden(3, !row);
    m_labels->setColumnHidden(4, !row);
    m_labelModel->setRows(m_rows.size());
    m_labels->scrollToTop();
}

} // namespace melscope
