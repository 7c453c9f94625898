#include "ui/pages/thresholds_page.h"

#include "core/base/number_text.h"
#include "core/truth/label.h"
#include "ui/models/table_model.h"
#include "ui/pages/empty_state.h"
#include "ui/pages/row_table.h"
#include "ui/plots/threshold_plot.h"
#include "ui/session/session.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace melscope {

ThresholdsPage::ThresholdsPage(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedLayout(this))
    , m_model(new TableModel(this))
{
    setObjectName(QStringLiteral("thresholdsPage"));
    m_stack->addWidget(new EmptyState(tr("No thresholds yet"), tr("Train a network on the Train page; the threshold of each label is searched on the validation part."), this));
    buildTable();
    connect(&session, &Session::analysisChanged, this, &ThresholdsPage::refresh);
    refresh();
}

void ThresholdsPage::buildTable()
{
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    auto *top = new QHBoxLayout;
    m_source = new QComboBox(content);
    m_source->setObjectName(QStringLiteral("thresholdSource"));
    m_source->setAccessibleName(tr("Source"));
    m_filter = new QLineEdit(content);
    m_filter->setObjectName(QStringLiteral("labelFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter labels"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(260);
    m_summary = new QLabel(content);
    m_summary->setObjectName(QStringLiteral("thresholdSummary"));
    top->addWidget(m_source);
    top->addWidget(m_filter, 1);
    top->addWidget(m_summary, 2);
    layout->addLayout(top);

    auto *splitter = new QSplitter(Qt::Horizontal, content);
    splitter->setChildrenCollapsible(false);
    auto figure = [this](auto member) {
        return [this, member](size_t row) -> QVariant {
            return label(row).figures.support == 0 ? QStringLiteral("—") : QString::number(label(row).figures.*member, 'f', 4);
        };
    };
    auto key = [this](auto member) {
        return [this, member](size_t row) { return label(row).figures.support == 0 ? -1.0 : double(label(row).figures.*member); };
    };
    auto boldGenre = [this](size_t row) -> QVariant {
        QFont strong = font();
        strong.setBold(true);
        return isGenre(labelName(row).toStdString()) ? QVariant(strong) : QVariant();
    };
    m_model->setColumns({
        { tr("Label"), tr("Genres are bold"), false, [this](size_t row) -> QVariant { return labelName(row); }, {}, boldGenre },
        { tr("Support"), tr("Validation tracks that bear the label"), true,
          [this](size_t row) -> QVariant { return countText(qint64(label(row).figures.support)); }, [this](size_t row) { return double(label(row).figures.support); }, {} },
        { tr("AP"), tr("Average precision"), true, figure(&LabelThreshold::averagePrecision), key(&LabelThreshold::averagePrecision), {} },
        { tr("F1"), tr("Greatest F1, reached at the threshold"), true, figure(&LabelThreshold::f1), key(&LabelThreshold::f1), {} },
        { tr("Threshold"), tr("The label is predicted where its score is at least this"), true,
          [this](size_t row) -> QVariant {
              const double value = label(row).figures.threshold;
              return std::isnan(value) ? tr("never") : QString::number(value, 'f', 4);
          },
          key(&LabelThreshold::threshold), {} },
        { tr("P"), tr("Precision at the threshold"), true, figure(&LabelThreshold::precision), key(&LabelThreshold::precision), {} },
        { tr("R"), tr("Recall at the threshold"), true, figure(&LabelThreshold::recall), key(&LabelThreshold::recall), {} },
    });
    m_table = makeRowTable(m_model, QStringLiteral("thresholdsTable"), tr("Labels and their thresholds"), splitter);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    int figures = 0;
    for (int column = 1; column < m_model->columnCount(); ++column) {
        // A header wants room for its sort arrow, a figure for four decimals.
        const QString header = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int width = std::max(m_table->fontMetrics().horizontalAdvance(QStringLiteral("0.0000")) + 14,
                                   m_table->fontMetrics().horizontalAdvance(header) + 22);
        m_table->setColumnWidth(column, width);
        figures += width;
    }
    m_table->horizontalHeader()->setMinimumSectionSize(40);
    m_table->setMinimumWidth(figures + m_table->fontMetrics().averageCharWidth() * 22 + 24);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ThresholdsPage::showSelected);

    auto *right = new QWidget(splitter);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    m_title = new QLabel(right);
    m_title->setObjectName(QStringLiteral("thresholdTitle"));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_plot = new ThresholdPlot(right);
    m_figures = new QLabel(right);
    m_figures->setObjectName(QStringLiteral("thresholdFigures"));
    m_figures->setWordWrap(true);
    m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
    rightLayout->addWidget(m_title);
    rightLayout->addWidget(m_plot, 1);
    rightLayout->addWidget(m_figures);
    splitter->addWidget(m_table);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({ 520, 480 });
    layout->addWidget(splitter, 1);
    m_stack->addWidget(content);
    connect(m_source, &QComboBox::currentIndexChanged, this, &ThresholdsPage::showSource);
    connect(m_filter, &QLineEdit::textChanged, this, &ThresholdsPage::applyFilter);
}

void ThresholdsPage::applyFilter()
{
    const SourceAnalysis *shown = source();
    m_model->setRows(shown == nullptr ? 0 : shown->labels.size(), [this, needle = m_filter->text()](size_t row) {
        return needle.isEmpty() || labelName(row).contains(needle, Qt::CaseInsensitive);
    });
    if (m_model->rowCount() > 0)
        m_table->selectRow(0);
    showSelected();
}

const SourceAnalysis *ThresholdsPage::source() const
{
    return m_session.analysis() ? m_session.analysis()->find(m_source->currentText()) : nullptr;
}

const LabelAnalysis &ThresholdsPage::label(size_t row) const
{
    return source()->labels[row];
}

QString ThresholdsPage::labelName(size_t row) const
{
    const auto name = m_session.analysis()->run->space.spelling(source()->spaceIndex, label(row).classIndex);
    return QString::fromUtf8(name->data(), qsizetype(name->size()));
}

void ThresholdsPage::refresh()
{
    const auto analysis = m_session.analysis();
    m_stack->setCurrentIndex(analysis ? 1 : 0);
    m_model->setRows(0);
    const QString chosen = m_source->currentText();
    {
        const QSignalBlocker blocker(m_source);
        m_source->clear();
        if (analysis) {
            for (const SourceAnalysis &source : analysis->sources)
                m_source->addItem(source.name);
        }
        m_source->setCurrentIndex(std::max(0, m_source->findText(chosen)));
    }
    showSource();
}

void ThresholdsPage::showSource()
{
    const SourceAnalysis *shown = source();
    if (shown == nullptr) {
        m_plot->clear();
        return;
    }
    const RunSource &figures = m_session.analysis()->run->sources[shown->spaceIndex];
    m_summary->setText(tr("macro F1 %1 (genres %2) · mAP %3 (genres %4)")
                           .arg(figures.all.f1, 0, 'f', 4)
                           .arg(figures.genres.f1, 0, 'f', 4)
                           .arg(figures.all.map, 0, 'f', 4)
                           .arg(figures.genres.map, 0, 'f', 4));
    m_summary->setToolTip(tr("On %1 validation tracks; %2 of %3 labels occur there, the others count as 0")
                              .arg(countText(figures.validationTracks))
                              .arg(figures.all.supported)
                              .arg(figures.all.labels));
    applyFilter();
}

void ThresholdsPage::showSelected()
{
    const SourceAnalysis *shown = source();
    const QModelIndex current = m_table->currentIndex();
    if (shown == nullptr || !current.isValid() || current.row() >= m_model->rowCount()) {
        m_title->setText(tr("No label selected"));
        m_figures->clear();
        m_plot->clear();
        return;
    }
    const size_t row = m_model->row(current.row());
    const LabelThreshold &figures = label(row).figures;
    m_title->setText(QStringLiteral("<b>%1</b>").arg(labelName(row).toHtmlEscaped()));
    if (figures.support == 0) {
        m_figures->setText(tr("No validation track bears this label, so there is no threshold and the label is never predicted."));
        m_plot->clear();
        return;
    }
    m_plot->setCurve(thresholdCurve(*shown, label(row).classIndex), figures.threshold);
    const auto right = size_t(std::llround(figures.recall * double(figures.support)));
    m_figures->setText(tr("At threshold %1: F1 %2, precision %3, recall %4. Predicted for %5 of %6 tracks, %7 of them rightly; %8 tracks bear the label.")
                           .arg(QString::fromStdString(shortestText(figures.threshold)))
                           .arg(figures.f1, 0, 'f', 4)
                           .arg(figures.precision, 0, 'f', 4)
                           .arg(figures.recall, 0, 'f', 4)
                           .arg(countText(qint64(figures.predicted)), countText(qint64(shown->columns.rowCount())), countText(qint64(right)),
                                countText(qint64(figures.support))));
}

} // namespace melscope
