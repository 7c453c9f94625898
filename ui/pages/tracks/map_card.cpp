#include "ui/pages/tracks/map_card.h"

#include "core/base/number_text.h"
#include "core/features/mel_view.h"
#include "ui/models/track_model.h"
#include "ui/models/track_text.h"
#include "ui/plots/mel_thumbnail.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {
constexpr int kAway = 14; ///< pixels from the pointer
constexpr QSize kImage { 63, 120 };
constexpr int kMostScores = 3;
}

MapCard::MapCard(QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_image(new QLabel(this))
{
    setObjectName(QStringLiteral("mapCard"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_image, 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setTextFormat(Qt::PlainText);
    m_text->setTextFormat(Qt::PlainText);
    for (QLabel *label : { m_title, m_text }) {
        label->setForegroundRole(QPalette::ToolTipText);
        label->setWordWrap(true);
        label->setMaximumWidth(300);
        texts->addWidget(label);
    }
    texts->addStretch(1);
    layout->addLayout(texts);
    hide();
}

MapCard::Content MapCard::contentOf(const FilterContext &context, std::span<const uint32_t> tracks,
                                    const QPalette &palette)
{
    Content content;
    if (tracks.empty())
        return content;
    const Collection &data = *context.data;
    const QString id = QString::fromStdString(data.idOf(tracks.front()).text());
    const QString name = trackName(data.tagsOf(data.track(tracks.front())));
    content.title = name.isEmpty() ? id : name;
    QStringList lines;
    if (!name.isEmpty())
        lines << id;
    for (const uint32_t track : tracks) {
        const TrackRef ref = data.track(track);
        QStringList labels;
        if (const GroundTruth *truth = data.truthOf(ref)) {
            for (const uint32_t label : truth->labelsOf(ref.index))
                labels << QString::fromStdString(truth->spelling(label));
        }
        lines << data.sources[ref.source].name + QStringLiteral(", ") + partName(ref.part)
                + (labels.isEmpty() ? QString() : QStringLiteral(": ") + labels.join(QStringLiteral(" · ")));
        if (context.results) {
            QStringList scores;
            for (const auto &scored : context.results->topScores(data, track, kMostScores))
                scores << QString::fromUtf8(scored.label.data(), qsizetype(scored.label.size())) + QLatin1Char(' ')
                        + decimalText(double(scored.score), 2);
            if (!scores.isEmpty())
                lines << tr("Highest scores: %1").arg(scores.join(QStringLiteral(" · ")));
            if (const double f1 = double(context.results->f1[track]); !std::isnan(f1))
                lines << tr("F1 of the prediction: %1").arg(decimalText(f1, 3));
        }
    }
    content.text = lines.join(QLatin1Char('\n'));
    if (const float *raw = data.imageOf(data.track(tracks.front()))) {
        MelImage image {};
        std::copy_n(raw, image.size(), image.begin());
        content.image = melThumbnail(viewed(image, MelView::Decibel), palette);
    }
    return content;
}

void MapCard::showAt(const QPoint &place, const Content &content)
{
    m_title->setText(content.title);
    m_text->setText(content.text);
    m_image->setVisible(!content.image.isNull());
    if (!content.image.isNull())
        m_image->setPixmap(QPixmap::fromImage(content.image.scaled(kImage)));
    adjustSize();
    QPoint corner = parentWidget()->mapFromGlobal(place) + QPoint(kAway, kAway);
    if (corner.x() + width() > parentWidget()->width())
        corner.setX(std::max(0, corner.x() - width() - 2 * kAway));
    if (corner.y() + height() > parentWidget()->height())
        corner.setY(std::max(0, corner.y() - height() - 2 * kAway));
    move(corner);
    raise();
    show();
}

} // namespace melscope
