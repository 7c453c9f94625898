#include "ui/pages/tracks/image_panel.h"

#include "core/base/number_text.h"
#include "core/runs/run_model.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/tracks/what_if_bar.h"
#include "ui/plots/mel_heatmap.h"
#include "ui/plots/occlusion_plot.h"
#include "ui/plots/profile_plot.h"
#include "ui/session/session.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QSplitter>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

namespace {

/// Of the mean over whatever the table shows; other names begin with "label".
const QString kShownName = QStringLiteral("shown");

/// Places of the switch between what is too wide to stand side by side.
enum { kImage, kReasons, kOcclusion };
constexpr int kLinesForBoth = 33; ///< line heights of width that both images need

QString unitOf(MelView view)
{
    switch (view) {
    case MelView::Input:
        return QObject::tr("input");
    case MelView::Scaled:
        return QObject::tr("share of max.");
    case MelView::Decibel:
        return QObject::tr("dB");
    case MelView::Raw:
        return QObject::tr("raw value");
    case MelView::Difference:
        return QObject::tr("dB to mean");
    }
    return {};
}

MelImage imageAt(const float *raw)
{
    MelImage image;
    std::copy_n(raw, kImageSize, image.begin());
    return image;
}

} // namespace

ImagePanel::ImagePanel(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_first(new ImageSide(QStringLiteral("firstImage"), false, this))
    , m_second(new ImageSide(QStringLiteral("secondImage"), true, this))
    , m_profile(new ProfilePlot(this))
    , m_occlusion(new OcclusionPlot(this))
    , m_whatIf(new WhatIfBar(session, this))
    , m_switch(new QTabBar(this))
    , m_view(new QComboBox(this))
    , m_reference(new QComboBox(this))
    , m_sameColours(new QCheckBox(tr("Same colours"), this))
    , m_channel(new QComboBox(this))
    , m_pin(new QToolButton(this))
    , m_shown(std::make_shared<const std::vector<uint32_t>>())
    , m_means(session.lane(Lane::Images))
    , m_explanations(session.lane(Lane::Images))
{
    setObjectName(QStringLiteral("imagePanel"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto *bar = new QWidget(this);
    buildBar(bar);
    layout->addWidget(bar);
    auto *choices = new QHBoxLayout;
    choices->addWidget(m_first, 1);
    choices->addWidget(m_second, 1);
    layout->addLayout(choices);
    layout->addWidget(m_whatIf);
    m_switch->setObjectName(QStringLiteral("whySwitch"));
    m_switch->setAccessibleName(tr("Image or reasons"));
    m_switch->setDrawBase(false);
    m_switch->setExpanding(false);
    for (const QString &text : { tr("Image"), tr("Why"), tr("Without a band or statistic") })
        m_switch->addTab(text);
    m_switch->setCurrentIndex(kReasons);
    layout->addWidget(m_switch);
    auto *images = new QHBoxLayout;
    images->addWidget(m_first->heatmap(), 1);
    images->addWidget(m_second->heatmap(), 1);
    layout->addLayout(images, 3);
    layout->addWidget(m_profile, 1);
    layout->addWidget(m_occlusion, 1);
    m_profile->setVisible(false);
    m_profile->setFileName(tr("profile"));
    for (ImageSide *side : { m_first, m_second })
        connect(side, &ImageSide::choiceChanged, this, [this] {
            m_means.forgetFailed();
            refresh();
        });
    connect(m_switch, &QTabBar::currentChanged, this, &ImagePanel::arrange);
    connect(m_first->heatmap(), &MelHeatmap::channelHovered, m_channel, [this](int channel) {
        if (m_profile->isVisible())
            m_channel->setCurrentIndex(channel + 1);
    });
    connect(m_first->heatmap(), &MelHeatmap::cellDragged, this, [this](int band, int channel, int pixels, bool isOver) {
        m_whatIf->drag(size_t(band), size_t(channel), pixels, isOver);
    });
    connect(m_first->heatmap(), &MelHeatmap::cellClicked, this,
            [this](int band, int channel) { m_whatIf->aim(size_t(band), size_t(channel)); });
    connect(m_whatIf, &WhatIfBar::imageChanged, this, [this] { refreshSide(m_first); });
    followNumberForm(this, [this] { refresh(); });
    connect(&session, &Session::analysisChanged, this, &ImagePanel::findInput);
    connect(&session, &Session::projectChanged, this, &ImagePanel::findInput);
    connect(&session, &Session::dataChanged, this, &ImagePanel::forgetData);
    connect(&m_means, &MeanImages::computed, this, &ImagePanel::refresh);
    connect(&m_explanations, &Explanations::computed, this, &ImagePanel::refresh);
    connect(&session, &Session::analysisChanged, this, &ImagePanel::refresh);
    findInput();
    clear(tr("Select a track to see its mel bands."));
}

void ImagePanel::buildBar(QWidget *bar)
{
    auto *rows = new QVBoxLayout(bar);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    auto *layout = new QHBoxLayout;
    auto *lower = new QHBoxLayout;
    rows->addLayout(layout);
    rows->addLayout(lower);
    m_view->setObjectName(QStringLiteral("heatmapView"));
    m_view->setAccessibleName(tr("What the heatmap shows"));
    m_view->addItem(tr("Network input"), int(MelView::Input));
    m_view->addItem(tr("Decibels"), int(MelView::Decibel));
    m_view->addItem(tr("Raw values"), int(MelView::Raw));
    m_view->addItem(tr("Against a label's mean"), int(MelView::Difference));
    m_view->addItem(tr("Share of maximum"), int(MelView::Scaled));
    m_view->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_view->setMinimumContentsLength(11);
    m_reference->setObjectName(QStringLiteral("referenceLabel"));
    m_reference->setAccessibleName(tr("Label whose mean is compared with"));
    m_reference->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_reference->setMinimumContentsLength(10);
    m_reference->setVisible(false);
    m_channel->setObjectName(QStringLiteral("profileChannel"));
    m_channel->setAccessibleName(tr("Statistic of the profile"));
    m_channel->addItem(tr("No profile"), -1);
    for (size_t channel = 0; channel < kChannels; ++channel)
        m_channel->addItem(tr("Profile: %1").arg(QLatin1String(kChannelNames[channel])), int(channel));
    m_channel->setToolTip(tr("One statistic over the bands as a curve"));
    m_channel->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_channel->setMinimumContentsLength(8);
    m_sameColours->setObjectName(QStringLiteral("sameColours"));
    m_sameColours->setToolTip(tr("One colour scale for both images"));
    m_sameColours->setChecked(true);
    m_pin->setText(tr("Pin"));
    m_pin->setObjectName(QStringLiteral("pinButton"));
    m_pin->setToolTip(tr("Keep this track beside those selected next (Ctrl+P)"));
    m_pin->setShortcut(QKeySequence(QStringLiteral("Ctrl+P")));
    auto *saveButton = new QToolButton(bar);
    saveButton->setText(tr("Save"));
    saveButton->setObjectName(QStringLiteral("saveImageButton"));
    saveButton->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(saveButton);
    auto add = [menu](const QString &text, PlotWidget *plot, auto action) {
        QAction *added = menu->addAction(text);
        connect(added, &QAction::triggered, plot, action);
        return added;
    };
    add(tr("Save the image …"), m_first->heatmap(), &PlotWidget::chooseFile);
    QAction *second = add(tr("Save the second image …"), m_second->heatmap(), &PlotWidget::chooseFile);
    QAction *profile = add(tr("Save the profile …"), m_profile, &PlotWidget::chooseFile);
    menu->addSeparator();
    QAction *values = add(tr("Copy the values"), m_first->heatmap(), &PlotWidget::copyData);
    connect(menu, &QMenu::aboutToShow, this, [this, second, profile, values] {
        values->setEnabled(m_first->heatmap()->hasImage());
        second->setEnabled(m_second->choice().kind != ImageChoice::Kind::Nothing && m_second->heatmap()->hasImage());
        profile->setEnabled(m_profile->isVisible());
    });
    saveButton->setMenu(menu);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_reference, 1);
    lower->addWidget(m_channel, 1);
    lower->addWidget(m_sameColours);
    lower->addWidget(m_whatIf->toggle());
    lower->addWidget(m_pin);
    lower->addWidget(saveButton);
    connect(m_view, &QComboBox::currentIndexChanged, this, &ImagePanel::refresh);
    connect(m_reference, &QComboBox::currentIndexChanged, this, &ImagePanel::refresh);
    connect(m_reference, &QComboBox::activated, this, [this] { m_referenceChosen = true; });
    connect(m_channel, &QComboBox::currentIndexChanged, this, &ImagePanel::refreshProfile);
    connect(m_sameColours, &QCheckBox::toggled, this, &ImagePanel::shareColours);
    connect(m_pin, &QToolButton::clicked, this, &ImagePanel::pinTrack);
}

/// What the open run's network sees; before there is one, what the project's recipe would make it see.
void ImagePanel::findInput()
{
    const auto analysis = m_session.analysis();
    const QString folder = analysis ? analysis->run->folder : QString();
    if (analysis && folder == m_inputRun)
        return;
    m_inputRun = folder;
    m_reading.cancel();
    if (!analysis) {
        const bool isScaled = m_session.project().recipe.input == InputKind::Scaled;
        setInput({},
                 isScaled ? tr("Network input: each statistic divided by its maximum over the bands")
                          : tr("Network input: standardised decibels, by what a run has found in its training "
                               "tracks. No run is open, so the share of the maximum stands here."));
        return;
    }
    m_reading.run(
        m_session.lane(Lane::Images), this, tr("Reading the network's input"),
        [run = analysis->run](const CancelToken &,
                              const ProgressCallback &) -> Result<std::shared_ptr<const InputTransform>> {
            const auto model = readRunModel(*run);
            if (!model)
                return passOn(model);
            return std::make_shared<const InputTransform>(model->input);
        },
        [this](const Result<std::shared_ptr<const InputTransform>> &input) {
            if (input)
                setInput(*input,
                         (*input)->kind == InputKind::Scaled
                             ? tr("Network input of the open run: each statistic divided by its maximum over the bands")
                             : tr("Network input of the open run: decibels, less the mean of the training tracks, "
                                  "in standard deviations"));
            else
                setInput({}, tr("The open run's network cannot be read: %1").arg(input.error().what));
        });
}

void ImagePanel::setInput(const std::shared_ptr<const InputTransform> &input, const QString &explanation)
{
    m_input = input;
    m_view->setToolTip(explanation);
    MelHeatmap::Transform transform;
    if (input)
        transform = [input](const MelImage &raw) {
            MelImage seen {};
            input->apply(raw, seen.data());
            return seen;
        };
    for (ImageSide *side : { m_first, m_second })
        side->heatmap()->setInput(transform, input && input->kind != InputKind::Scaled);
    shareColours();
    refreshProfile();
}

MelView ImagePanel::view() const
{
    return MelView(m_view->currentData().toInt());
}

void ImagePanel::forgetData()
{
    m_means.forgetAll();
    m_explanations.forget();
    m_track.reset();
    findPinned();
    m_shown = std::make_shared<const std::vector<uint32_t>>();
    QStringList labels;
    for (size_t i = 0; m_session.data() && i < m_session.data()->sources.size(); ++i) {
        for (const CollectedPart &part : m_session.data()->sources[i].parts) {
            for (const LabelStatistics::Label &label : part.statistics.labels)
                labels << QString::fromStdString(label.name);
        }
    }
    labels.sort();
    labels.removeDuplicates();
    m_first->setLabels(labels);
    m_second->setLabels(labels);
    refresh();
}

/// The pinned recording may have another number in newly loaded data, or none.
void ImagePanel::findPinned()
{
    const auto data = m_session.data();
    const auto recording = data && m_pinned ? data->recordings.find(m_pinnedId) : std::nullopt;
    m_pinned.reset();
    if (recording) {
        const auto found = std::find(data->recordingOf.begin(), data->recordingOf.end(), *recording);
        m_pinned = uint32_t(found - data->recordingOf.begin());
    }
    for (ImageSide *side : { m_first, m_second }) {
        side->setPinnedAvailable(m_pinned.has_value());
        if (!m_pinned && side->choice().kind == ImageChoice::Kind::Pinned)
            side->choose(side == m_second ? ImageChoice::Kind::Nothing : ImageChoice::Kind::Track);
    }
}

void ImagePanel::setShownTracks(Tracks tracks)
{
    m_shown = std::move(tracks);
    m_means.forget(kShownName);
    for (ImageSide *side : { m_first, m_second }) {
        const auto kind = side->choice().kind;
        if (kind == ImageChoice::Kind::MeanOfShown || kind == ImageChoice::Kind::DeviationOfShown)
            refreshSide(side);
    }
}

void ImagePanel::showTrack(uint32_t track)
{
    m_track = track;
    m_pin->setEnabled(true);
    // The labels that the track has come first: they are what one compares it with.
    const Collection &data = *m_session.data();
    const TrackRef ref = data.track(track);
    const QString chosen = m_reference->currentText();
    {
        const QSignalBlocker blocker(m_reference);
        m_reference->clear();
        if (const GroundTruth *truth = data.truthOf(ref)) {
            for (const uint32_t label : truth->labelsOf(ref.index))
                m_reference->addItem(QString::fromStdString(truth->labels()[label]));
            m_reference->insertSeparator(m_reference->count());
            for (const std::string &label : truth->labels())
                m_reference->addItem(QString::fromStdString(label));
        }
        // What the user chose stays as long as the source knows it.
        m_reference->setCurrentIndex(std::max(0, m_referenceChosen ? m_reference->findText(chosen) : 0));
    }
    refresh();
}

void ImagePanel::clear(const QString &reason)
{
    m_track.reset();
    m_emptyReason = reason;
    m_pin->setEnabled(false);
    refresh();
}

void ImagePanel::pinTrack()
{
    if (!m_track)
        return;
    m_pinned = m_track;
    m_pinnedId = m_session.data()->idOf(*m_track).text();
    m_first->setPinnedAvailable(true);
    m_second->setPinnedAvailable(true);
    m_second->choose(ImageChoice::Kind::Pinned);
    refresh();
}

void ImagePanel::refresh()
{
    m_reference->setVisible(view() == MelView::Difference);
    const auto beside = m_second->choice().kind;
    m_sameColours->setVisible(beside != ImageChoice::Kind::Nothing && beside != ImageChoice::Kind::WhyLabel);
    m_isExplained = false; // refreshWhy() says otherwise
    refreshReference();
    for (ImageSide *side : { m_first, m_second }) {
        side->heatmap()->setView(view());
        refreshSide(side);
    }
    arrange();
}

void ImagePanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ImagePanel::arrange()
{
    const auto beside = m_second->choice().kind;
    const bool isSwitched = beside == ImageChoice::Kind::WhyLabel && width() < kLinesForBoth * fontMetrics().height();
    const auto isShown = [&](int place) { return !isSwitched || m_switch->currentIndex() == place; };
    m_switch->setVisible(isSwitched);
    m_first->heatmap()->setVisible(isShown(kImage));
    m_second->heatmap()->setVisible(beside != ImageChoice::Kind::Nothing && isShown(kReasons));
    m_occlusion->setVisible(m_isExplained && isShown(kOcclusion));
}

void ImagePanel::refreshReference()
{
    std::optional<MelImage> reference;
    if (view() == MelView::Difference && m_track && !m_reference->currentText().isEmpty()) {
        if (const ImageStatistics *statistics =
                statisticsOf({ ImageChoice::Kind::MeanOfLabel, m_reference->currentText() });
            statistics != nullptr && statistics->count > 0)
            reference = statistics->mean;
    }
    m_first->heatmap()->setReference(reference);
    m_second->heatmap()->setReference(reference);
}

void ImagePanel::explain(const QString &label)
{
    m_second->choose(ImageChoice::Kind::WhyLabel, label);
}

void ImagePanel::refreshWhy(MelHeatmap *heatmap, const QString &label)
{
    const auto analysis = m_session.analysis();
    if (!analysis || !m_track) {
        heatmap->setTitle({});
        heatmap->clear(m_track ? tr("Open a run: its network is asked.") : m_emptyReason);
        return;
    }
    const Explanations::Explanation *found =
        m_explanations.find(analysis->run, m_session.trackContext(), *m_track, label);
    if (found == nullptr) {
        const QString problem = m_explanations.problem();
        heatmap->setTitle(tr("Why %1").arg(label));
        heatmap->clear(problem.isEmpty() ? tr("Computing …") : problem);
        return;
    }
    const Attribution &attribution = found->attribution;
    heatmap->setAttribution(attribution.cells);
    heatmap->setTitle(tr("Why %1").arg(label));
    m_occlusion->setFileName(tr("occlusion of %1").arg(label));
    m_occlusion->show(found->occlusion,
                      tr("Score %1, of the label's mean %2; the cells add up to %3, off by %4")
                          .arg(decimalText(attribution.score, 3), decimalText(attribution.baselineScore, 3),
                               decimalText(attribution.sum, 3), generalText(attribution.error(), 1)));
    m_isExplained = true;
}

QString ImagePanel::nameOf(const ImageSide *side) const
{
    const ImageChoice choice = side->choice();
    if (choice.kind == ImageChoice::Kind::WhyLabel)
        return tr("why %1").arg(choice.label);
    const auto &track = choice.kind == ImageChoice::Kind::Pinned ? m_pinned : m_track;
    if (!choice.isStatistics())
        return track && m_session.data() ? QString::fromStdString(m_session.data()->idOf(*track).text()) : QString();
    const QString figure = choice.isDeviation() ? tr("deviation") : tr("mean");
    if (!choice.isOfLabel())
        return tr("%1 of the shown").arg(figure);
    const QString source = labelSource();
    return source.isEmpty() ? tr("%1 of %2").arg(figure, choice.label)
                            : tr("%1 of %2 in %3").arg(figure, choice.label, source);
}

void ImagePanel::refreshSide(ImageSide *side)
{
    MelHeatmap *heatmap = side->heatmap();
    const ImageChoice choice = side->choice();
    const auto data = m_session.data();
    heatmap->setFileName(nameOf(side));
    if (choice.kind == ImageChoice::Kind::Nothing || !data) {
        heatmap->clear(m_emptyReason);
    } else if (choice.kind == ImageChoice::Kind::WhyLabel) {
        refreshWhy(heatmap, choice.label);
    } else if (choice.isStatistics()) {
        const ImageStatistics *statistics = statisticsOf(choice);
        heatmap->setTitle(nameOf(side));
        if (statistics == nullptr) {
            const QString problem = m_means.problem(nameOfMean(choice));
            heatmap->clear(problem.isEmpty() ? tr("Computing …") : problem);
        } else if (statistics->count == 0) {
            heatmap->clear(tr("None of these tracks has features."));
        } else if (choice.isDeviation() && view() == MelView::Input && m_input && m_input->kind != InputKind::Scaled) {
            heatmap->clear(tr("A deviation is no input; choose another view."));
        } else if (choice.isDeviation() && view() == MelView::Difference) {
            heatmap->clear(tr("A deviation has no difference to a mean; choose another view."));
        } else if (choice.isDeviation() && statistics->count < 2) {
            heatmap->clear(tr("One recording has no deviation."));
        } else {
            heatmap->setImage(choice.isDeviation() ? statistics->deviation : statistics->mean);
            heatmap->setTitle(tr("%1 (%2)").arg(nameOf(side), countText(qint64(statistics->count))));
        }
    } else {
        const auto &track = choice.kind == ImageChoice::Kind::Pinned ? m_pinned : m_track;
        const float *raw = track ? data->imageOf(data->track(*track)) : nullptr;
        // Both have a title or none, so that their bands stand side by side.
        heatmap->setTitle(m_second->choice().kind != ImageChoice::Kind::Nothing ? nameOf(side) : QString());
        const bool isChangeable = side == m_first && choice.kind == ImageChoice::Kind::Track;
        if (isChangeable) {
            m_whatIf->setImage(raw != nullptr ? std::optional(imageAt(raw)) : std::nullopt);
            heatmap->setCellsDraggable(m_whatIf->isActive());
        }
        if (raw != nullptr)
            heatmap->setImage(isChangeable ? *m_whatIf->image() : imageAt(raw));
        else
            heatmap->clear(track ? tr("No feature file holds this recording.") : m_emptyReason);
    }
    shareColours();
    refreshProfile();
}

void ImagePanel::shareColours()
{
    std::optional<std::pair<double, double>> shared;
    const auto beside = m_second->choice().kind;
    const bool both = beside != ImageChoice::Kind::Nothing && beside != ImageChoice::Kind::WhyLabel
        && m_first->heatmap()->hasImage() && m_second->heatmap()->hasImage();
    if (both && m_sameColours->isChecked()) {
        for (const MelHeatmap *heatmap : { m_first->heatmap(), m_second->heatmap() }) {
            const auto own = heatmap->ownRange();
            if (own)
                shared = shared ? std::pair(std::min(shared->first, own->first), std::max(shared->second, own->second))
                                : *own;
        }
    }
    m_first->heatmap()->setRange(shared);
    m_second->heatmap()->setRange(shared);
}

void ImagePanel::refreshProfile()
{
    const int channel = m_channel->currentData().toInt();
    m_profile->setVisible(channel >= 0);
    if (channel < 0)
        return;
    auto curve = [&](const ImageSide *side) -> ProfilePlot::Curve {
        const MelHeatmap *heatmap = side->heatmap();
        const auto kind = side->choice().kind;
        const bool isThere = heatmap->hasImage() && kind != ImageChoice::Kind::Nothing
            && kind != ImageChoice::Kind::WhyLabel; // which has another unit
        return { nameOf(side), isThere ? std::optional(heatmap->shown()) : std::nullopt };
    };
    m_profile->show(curve(m_first), curve(m_second), channel, unitOf(view()));
}

QString ImagePanel::nameOfMean(const ImageChoice &choice) const
{
    if (!choice.isOfLabel())
        return kShownName;
    return QStringLiteral("label\t") + labelSource() + QLatin1Char('\t') + choice.label;
}

/// A label means what the source of the selected track means by it.
QString ImagePanel::labelSource() const
{
    const auto data = m_session.data();
    return m_track && data ? data->sources[data->track(*m_track).source].name : QString();
}

const ImageStatistics *ImagePanel::statisticsOf(const ImageChoice &choice)
{
    QString filter;
    if (choice.isOfLabel()) {
        const QString source = labelSource();
        filter = QStringLiteral("label:") + filterValue(choice.label)
            + (source.isEmpty() ? QString() : QStringLiteral(" source:") + filterValue(source));
    }
    return m_means.find(nameOfMean(choice), m_session.trackContext(), filter, m_shown);
}

} // namespace melscope
