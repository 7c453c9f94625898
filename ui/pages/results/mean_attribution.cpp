#include "ui/pages/results/mean_attribution.h"

#include "core/base/number_text.h"
#include "ui/pages/results/label_reasons.h"
#include "ui/plots/mel_heatmap.h"

#include <QLabel>
#include <QVBoxLayout>

namespace melscope {

MeanAttribution::MeanAttribution(LabelReasons &reasons, QWidget *parent)
    : QWidget(parent)
    , m_reasons(reasons)
    , m_heatmap(new MelHeatmap(this))
    , m_text(new QLabel(this))
{
    setObjectName(QStringLiteral("meanAttributionView"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 0);
    m_heatmap->setObjectName(QStringLiteral("meanAttribution"));
    m_heatmap->setAccessibleName(tr("Mean attribution of the chosen label"));
    m_text->setObjectName(QStringLiteral("attributionText"));
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout->addWidget(m_heatmap, 1);
    layout->addWidget(m_text);
    refresh();
}

void MeanAttribution::show(const QString &label, std::optional<uint32_t> classIndex)
{
    m_label = label;
    m_class = classIndex;
    refresh();
}

void MeanAttribution::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void MeanAttribution::say(const QString &text)
{
    m_heatmap->clear({});
    m_heatmap->setVisible(false);
    m_text->setText(text);
}

void MeanAttribution::refresh()
{
    const Importance *importance = m_reasons.importance();
    if (!m_class || importance == nullptr)
        return say(tr("Choose a label: which cells speak for it and which against it, on average over its validation "
                      "tracks."));
    if (!isVisible())
        return; // nobody looks; see showEvent()
    if (importance->supportOf(m_class) == 0)
        return say(tr("No validation track bears the label."));
    const LabelAttribution *found = m_reasons.attribution(*m_class);
    if (found == nullptr) {
        const QString problem = m_reasons.attributionProblem(*m_class);
        if (!problem.isEmpty())
            return say(problem);
        m_heatmap->clear({}); // what was there is another label's
        return m_text->setText(tr("Computing …"));
    }
    m_heatmap->setVisible(true);
    m_heatmap->setFileName(tr("attribution of %1").arg(m_label));
    m_heatmap->setAttribution(found->mean.cells);
    const QString tracks = found->tracks < found->bearers
        ? tr("Mean over %1 of %2 tracks").arg(countText(qint64(found->tracks)), countText(qint64(found->bearers)))
        : tr("Mean over %n track(s)", nullptr, int(found->tracks));
    m_text->setText(tr("%1: score %2, of the mean track %3; the cells add up to %4, off by %5")
                        .arg(tracks, decimalText(found->mean.score, 3), decimalText(found->mean.baselineScore, 3),
                             decimalText(found->mean.sum, 3), generalText(found->mean.error(), 1)));
}

} // namespace melscope
