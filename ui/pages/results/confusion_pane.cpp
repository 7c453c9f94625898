#include "ui/pages/results/confusion_pane.h"

#include "core/base/number_text.h"
#include "core/exploring/track_filter.h"
#include "core/truth/label.h"
#include "ui/plots/matrix_plot.h"
#include "ui/session/session.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace melscope {

ConfusionPane::ConfusionPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_level(new QComboBox(this))
    , m_offer(new QLabel(this))
    , m_plot(new MatrixPlot(this))
{
    setObjectName(QStringLiteral("confusionPane"));
    m_plot->setAccessibleName(tr("Confusion matrix"));
    m_plot->setFileName(tr("confusion"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    auto *top = new QHBoxLayout;
    m_level->setObjectName(QStringLiteral("confusionLevel"));
    m_level->setAccessibleName(tr("Labels"));
    m_level->addItems({ tr("All labels"), tr("Genres"), tr("Subgenres") });
    m_offer->setObjectName(QStringLiteral("confusionOffer"));
    m_offer->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *save = new QPushButton(tr("Save …"), this);
    save->setObjectName(QStringLiteral("saveConfusion"));
    top->addWidget(m_level);
    top->addWidget(m_offer, 1);
    top->addWidget(save);
    layout->addLayout(top);
    layout->addWidget(m_plot, 1);
    connect(m_level, &QComboBox::currentIndexChanged, this, &ConfusionPane::fill);
    connect(m_plot, &MatrixPlot::cellClicked, this, &ConfusionPane::offer);
    connect(m_offer, &QLabel::linkActivated, this, &ConfusionPane::tracksWanted);
    connect(save, &QPushButton::clicked, m_plot, &PlotWidget::chooseFile);
}

void ConfusionPane::show(const SourceAnalysis *source, const PartAnalysis *part)
{
    m_analysis = m_session.analysis();
    m_source = source;
    m_part = part != nullptr && part->evaluation ? part : nullptr;
    m_isFilled = false;
    if (isVisible())
        fill();
}

void ConfusionPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_isFilled)
        fill();
}

void ConfusionPane::fill()
{
    m_isFilled = true;
    m_offer->clear();
    auto content = std::make_shared<MatrixContent>();
    content->rowTitle = tr("true");
    content->columnTitle = tr("predicted");
    content->valueTitle = tr("share of the row");
    content->help = m_part == nullptr
        ? tr("The truth of this part is not known.")
        : tr("Point at a cell; the wheel zooms, a click offers the tracks. Each missed label is shared out among what "
             "was wrongly predicted instead; one that was merely not predicted stands in no cell. Bars: tracks with "
             "the label, and those it is predicted for.");
    if (m_part == nullptr) {
        content->readout = [](size_t, size_t) { return QString(); };
        m_plot->setContent(content);
        return;
    }
    const Evaluation &evaluation = *m_part->evaluation;
    auto isShown = [level = m_level->currentIndex()](const std::string &label) {
        return level == 0 || isGenre(label) == (level == 1);
    };
    std::vector<int> rowOf;
    std::vector<int> columnOf;
    for (const Evaluation::Label &label : evaluation.perLabel) {
        rowOf.push_back(isShown(label.name) ? int(content->rows.size()) : -1);
        if (rowOf.back() < 0)
            continue;
        content->rows.push_back(label.name);
        content->rowTotals.push_back(double(label.support));
    }
    // Labels too that the truth of this part does not have: they are predicted all the same.
    for (size_t column = 0; column < evaluation.columns.size(); ++column) {
        const std::string &label = evaluation.columns[column];
        columnOf.push_back(isShown(label) ? int(content->columns.size()) : -1);
        if (columnOf.back() < 0)
            continue;
        content->columns.push_back(label);
        content->columnTotals.push_back(double(evaluation.predicted[column]));
    }
    content->values.assign(content->rows.size() * content->columns.size(), std::nanf(""));
    auto weights = std::make_shared<std::vector<float>>(content->values.size(), 0.0F);
    for (const Evaluation::Confusion &confusion : evaluation.confusions) {
        const int row = rowOf[confusion.row];
        const int column = columnOf[confusion.column];
        if (row < 0 || column < 0)
            continue;
        const size_t cell = size_t(row) * content->columns.size() + size_t(column);
        (*weights)[cell] = float(confusion.weight);
        content->values[cell] = float(confusion.weight / std::max(1.0, content->rowTotals[size_t(row)]));
    }
    content->readout = [rows = content->rows, columns = content->columns, totals = content->rowTotals,
                        weights](size_t row, size_t column) {
        const double weight = double((*weights)[row * columns.size() + column]);
        const QString name = QString::fromStdString(rows[row]).toHtmlEscaped();
        const QString what = rows[row] == columns[column]
            ? tr("<b>%1</b> found").arg(name)
            : tr("<b>%1</b> missed and <b>%2</b> predicted")
                  .arg(name, QString::fromStdString(columns[column]).toHtmlEscaped());
        return tr("%1: %2 of %3 tracks (%4 %)")
            .arg(what, generalText(weight, 4), decimalText(totals[row], 0),
                 decimalText(100 * weight / std::max(1.0, totals[row]), 1));
    };
    m_plot->setContent(content);
}

void ConfusionPane::offer(size_t row, size_t column)
{
    const auto &content = *m_plot->content();
    const QString trueLabel = QString::fromStdString(content.rows[row]);
    const QString predicted = QString::fromStdString(content.columns[column]);
    const QString part = m_part == &m_source->test ? QStringLiteral("test") : QStringLiteral("validation");
    QString filter = QStringLiteral("source:%1 part:%2 ").arg(filterValue(m_source->name), part);
    filter += trueLabel == predicted
        ? QStringLiteral("right:%1").arg(filterValue(trueLabel))
        : QStringLiteral("missed:%1 wrong:%2").arg(filterValue(trueLabel), filterValue(predicted));
    m_offer->setText(
        QStringLiteral("<a href=\"%1\">%2</a>")
            .arg(filter.toHtmlEscaped(),
                 (trueLabel == predicted ? tr("Tracks with %1, found").arg(trueLabel)
                                         : tr("Tracks with %1 missed, %2 predicted").arg(trueLabel, predicted))
                     .toHtmlEscaped()));
}

} // namespace melscope
