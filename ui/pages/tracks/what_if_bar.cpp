#include "ui/pages/tracks/what_if_bar.h"

#include "core/base/number_text.h"
#include "core/exploring/attribution.h"
#include "core/runs/run_model.h"
#include "ui/session/session.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

namespace melscope {

namespace {
constexpr double kDecibelsOfPixel = 0.2;
constexpr double kMost = 60; ///< dB
}

struct WhatIfBar::Network
{
    std::shared_ptr<const Run> run;
    std::unique_ptr<Explainer> explainer; ///< made by the first job

    Result<Scores> scoresOf(const MelImage &before, const MelImage &after)
    {
        if (!explainer) {
            const auto model = readRunModel(*run);
            if (!model)
                return passOn(model);
            auto made = Explainer::of(*model, 1);
            if (!made)
                return passOn(made);
            explainer = std::move(*made);
        }
        return Scores { explainer->scoresOf(explainer->inputOf(before.data())),
                        explainer->scoresOf(explainer->inputOf(after.data())) };
    }
};

WhatIfBar::WhatIfBar(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_toggle(new QToolButton(parent))
    , m_extent(new QComboBox(this))
    , m_level(new QDoubleSpinBox(this))
    , m_aim(new QLabel(this))
    , m_undo(new QToolButton(this))
    , m_reset(new QToolButton(this))
{
    setObjectName(QStringLiteral("whatIfBar"));
    m_toggle->setText(tr("What if"));
    m_toggle->setObjectName(QStringLiteral("whatIfButton"));
    m_toggle->setCheckable(true);
    m_toggle->setToolTip(tr("Drag bands of the image louder or softer, and see what the open run's network would say"));
    m_extent->setObjectName(QStringLiteral("whatIfExtent"));
    m_extent->setAccessibleName(tr("What is dragged"));
    m_extent->addItem(tr("Band"), int(ImageChange::Extent::Band));
    m_extent->addItem(tr("Cell"), int(ImageChange::Extent::Cell));
    m_extent->addItem(tr("Statistic"), int(ImageChange::Extent::Statistic));
    m_extent->setToolTip(
        tr("What dragging makes louder or softer: a whole band (its variances by the square), one cell, "
           "or one statistic of all bands"));
    m_level->setObjectName(QStringLiteral("whatIfLevel"));
    m_level->setAccessibleName(tr("Change of level"));
    m_level->setRange(-kMost, kMost);
    m_level->setDecimals(1);
    m_level->setSingleStep(1);
    m_level->setSuffix(tr(" dB"));
    m_aim->setObjectName(QStringLiteral("whatIfAim"));
    m_aim->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_undo->setText(tr("Undo"));
    m_undo->setObjectName(QStringLiteral("whatIfUndo"));
    m_undo->setToolTip(tr("Take the last change back"));
    m_reset->setText(tr("Reset"));
    m_reset->setObjectName(QStringLiteral("whatIfReset"));
    m_reset->setToolTip(tr("The track as it is"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_extent);
    layout->addWidget(m_level);
    layout->addWidget(m_aim, 1);
    layout->addWidget(m_undo);
    layout->addWidget(m_reset);
    setVisible(false);
    connect(m_toggle, &QToolButton::toggled, this, [this](bool on) {
        setVisible(on);
        reset();
        tell();
        Q_EMIT imageChanged();
        Q_EMIT scoresChanged();
    });
    connect(m_extent, &QComboBox::activated, this, [this] {
        m_isTyping = false;
        tell();
    });
    connect(m_level, &QDoubleSpinBox::valueChanged, this, &WhatIfBar::typed);
    connect(m_undo, &QToolButton::clicked, this, &WhatIfBar::undo);
    connect(m_reset, &QToolButton::clicked, this, &WhatIfBar::reset);
    connect(&session, &Session::analysisChanged, this, [this] {
        m_scores.reset();
        const auto analysis = m_session.analysis();
        if (m_network && (!analysis || analysis->run != m_network->run))
            m_network.reset();
        tell();
        ask();
    });
    tell();
}

WhatIfBar::~WhatIfBar() = default;

bool WhatIfBar::isActive() const
{
    return m_toggle->isChecked();
}

ImageChange WhatIfBar::aimed() const
{
    return { ImageChange::Extent(m_extent->currentData().toInt()), m_band, m_channel, 0 };
}

void WhatIfBar::setImage(const std::optional<MelImage> &raw)
{
    if (m_raw == raw)
        return;
    m_raw = raw;
    m_changes.clear();
    m_isDragging = m_isTyping = false;
    m_scores.reset();
    m_job.cancel();
    m_changed = raw;
    tell();
    Q_EMIT scoresChanged();
}

void WhatIfBar::drag(size_t band, size_t channel, int pixels, bool isOver)
{
    if (!isActive() || !m_raw)
        return;
    if (!m_isDragging) {
        m_band = band;
        m_channel = channel;
        m_changes.push_back(aimed());
        m_isDragging = true;
        m_isTyping = false;
    }
    m_changes.back().decibels = std::clamp(pixels * kDecibelsOfPixel, -kMost, kMost);
    m_isDragging = !isOver;
    apply();
}

void WhatIfBar::aim(size_t band, size_t channel)
{
    m_band = band;
    m_channel = channel;
    m_isTyping = false;
    tell();
}

void WhatIfBar::typed(double decibels)
{
    if (!m_raw)
        return;
    // As long as one thing is aimed at, its figure is one change; after a drag it corrects that.
    const bool isOfLast = !m_changes.empty() && m_changes.back().extent == aimed().extent
        && m_changes.back().band == m_band && m_changes.back().channel == m_channel;
    if (!m_isTyping && !isOfLast) {
        m_changes.push_back(aimed());
    }
    m_isTyping = true;
    m_changes.back().decibels = decibels;
    apply();
}

void WhatIfBar::undo()
{
    if (m_changes.empty())
        return;
    m_changes.pop_back();
    m_isTyping = false;
    apply();
}

void WhatIfBar::reset()
{
    if (m_changes.empty())
        return;
    m_changes.clear();
    m_isTyping = false;
    apply();
}

void WhatIfBar::apply()
{
    m_changed = m_raw;
    for (const ImageChange &change : m_changes)
        m_changed = changed(*m_changed, change);
    tell();
    Q_EMIT imageChanged();
    ask();
}

void WhatIfBar::ask()
{
    m_job.cancel();
    const auto analysis = m_session.analysis();
    if (!isActive() || !analysis || !m_raw || m_changes.empty()) {
        Q_EMIT scoresChanged();
        return;
    }
    if (!m_network) {
        m_network = std::make_shared<Network>();
        m_network->run = analysis->run;
    }
    m_job.run(
        m_session.lane(Lane::Images), this, tr("Scoring the changed track"),
        [network = m_network, before = *m_raw, after = *m_changed](const CancelToken &, const ProgressCallback &) {
            return network->scoresOf(before, after);
        },
        [this](const Result<Scores> &scores) {
            if (scores)
                m_scores = *scores;
            else if (!scores.error().isCancelled())
                m_aim->setText(scores.error().what);
            Q_EMIT scoresChanged();
        });
}

void WhatIfBar::tell()
{
    const QString band = tr("band %1 (%2 Hz)").arg(QString::number(m_band), countText(qRound64(bandCentreHz(m_band))));
    const QString statistic = QLatin1String(kChannelNames[m_channel]);
    const auto extent = aimed().extent;
    const QString what = extent == ImageChange::Extent::Band ? band
        : extent == ImageChange::Extent::Cell                ? tr("%1, %2").arg(band, statistic)
                                                             : statistic;
    m_aim->setText(!m_session.analysis()   ? tr("Open a run: its network is asked.")
                       : m_changes.empty() ? tr("Drag upwards in the image: louder")
                                           : what);
    m_aim->setToolTip(m_aim->text());
    m_undo->setEnabled(!m_changes.empty());
    m_reset->setEnabled(!m_changes.empty());
    m_level->setEnabled(m_raw.has_value());
    const QSignalBlocker blocker(m_level);
    // The last change's, as long as nothing else is aimed at.
    const bool isOfLast = !m_changes.empty() && m_changes.back().extent == extent && m_changes.back().band == m_band
        && m_changes.back().channel == m_channel;
    m_level->setValue(isOfLast ? m_changes.back().decibels : 0);
}

} // namespace melscope
