#include "ui/pages/tracks/sound_panel.h"

#include "core/base/file_path.h"
#include "core/base/text.h"
#include "ui/playing/playback.h"
#include "ui/plots/sound_plots.h"
#include "ui/session/session.h"

#include <QBuffer>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QImageReader>
#include <QLabel>
#include <QResizeEvent>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace melscope {

namespace {

constexpr int kRestMilliseconds = 120; // going through the table with the arrow keys listens to nothing
constexpr int kCoverPixels = 150;
constexpr size_t kCurves = 6;
constexpr size_t kFewCurves = 3; // whose names stand side by side in a narrow window
constexpr int kNarrow = 1000; // pixels
constexpr int kLow = 235; // below it there is no room for the waveform

QImage coverOf(const SoundView &sound)
{
    QBuffer buffer;
    buffer.setData(sound.cover);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    const QImage picture = sound.cover.isEmpty() ? QImage() : reader.read();
    return picture.isNull()
        ? picture
        : picture.scaled(2 * kCoverPixels, 2 * kCoverPixels, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

} // namespace

SoundPanel::SoundPanel(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_play(new QToolButton(this))
    , m_time(new QLabel(this))
    , m_note(new QLabel(this))
    , m_vocabulary(new QComboBox(this))
    , m_cover(new QLabel(this))
    , m_spectrogram(new SpectrogramPlot(this))
    , m_scores(new ScoresPlot(this))
    , m_waveform(new WaveformPlot(this))
{
    setObjectName(QStringLiteral("soundPanel"));
    setFocusPolicy(Qt::ClickFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 0);
    layout->setSpacing(2);
    auto *bar = new QWidget(this);
    buildBar(bar);
    layout->addWidget(bar);
    auto *lower = new QHBoxLayout;
    m_cover->setObjectName(QStringLiteral("coverArt"));
    m_cover->setAccessibleName(tr("Cover art"));
    m_cover->setAlignment(Qt::AlignCenter);
    m_cover->setFixedWidth(kCoverPixels);
    lower->addWidget(m_cover);
    auto *charts = new QVBoxLayout;
    charts->setSpacing(0);
    charts->addWidget(m_spectrogram, 4);
    charts->addWidget(m_scores, 5);
    charts->addWidget(m_waveform, 3);
    lower->addLayout(charts, 1);
    layout->addLayout(lower, 1);
    for (TimePlot *plot : plots()) {
        connect(plot, &TimePlot::sought, this, [this](double seconds) {
            setFocus(Qt::MouseFocusReason); // space is for the sound from now on
            m_session.playback().seek(seconds);
        });
        connect(plot, &TimePlot::timeRangeChanged, this, [this, plot](double lower, double upper) {
            for (TimePlot *other : plots()) {
                if (other != plot)
                    other->setTimeRange(lower, upper);
            }
        });
    }
    m_wait.setSingleShot(true);
    m_wait.setInterval(kRestMilliseconds);
    m_wait.callOnTimeout(this, &SoundPanel::listen);
    connect(&session.playback(), &Playback::moved, this, &SoundPanel::showPosition);
    connect(&session.playback(), &Playback::stateChanged, this, &SoundPanel::showState);
    connect(&session.playback(), &Playback::noteChanged, this, &SoundPanel::showNote);
    connect(&session, &Session::analysisChanged, this, &SoundPanel::score);
    setVisible(false);
    showState();
}

void SoundPanel::buildBar(QWidget *bar)
{
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    m_play->setObjectName(QStringLiteral("playButton"));
    m_play->setAutoRaise(true);
    m_time->setObjectName(QStringLiteral("playTime"));
    m_time->setMinimumWidth(m_time->fontMetrics().horizontalAdvance(QStringLiteral("000:00.0 / 000:00.0")));
    m_note->setObjectName(QStringLiteral("soundNote"));
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_vocabulary->setObjectName(QStringLiteral("soundVocabulary"));
    m_vocabulary->setAccessibleName(tr("Vocabulary of the scores"));
    m_vocabulary->setToolTip(tr("Whose labels are shown over time"));
    layout->addWidget(m_play);
    layout->addWidget(m_time);
    layout->addWidget(m_note, 1);
    layout->addWidget(m_vocabulary);
    connect(m_play, &QToolButton::clicked, this, &SoundPanel::togglePlaying);
    connect(m_vocabulary, &QComboBox::currentIndexChanged, this, &SoundPanel::showCurves);
}

std::array<TimePlot *, 3> SoundPanel::plots() const
{
    return { m_spectrogram, m_scores, m_waveform };
}

void SoundPanel::setWanted(bool isWanted)
{
    m_isWanted = isWanted;
    setVisible(m_isWanted && hasSound());
    if (!isWanted)
        m_session.playback().pause();
    else if (hasSound() && !m_sound && !isBusy())
        m_wait.start();
}

void SoundPanel::showTrack(std::optional<uint32_t> track)
{
    const auto data = m_session.data();
    const bool known = track && data && *track < data->trackCount();
    const TrackRef ref = known ? data->track(*track) : TrackRef();
    const TrackTags tags = known ? data->tagsOf(ref) : TrackTags();
    const QString file = pathFromBytes(tags.file);
    m_source = known ? data->sources[ref.source].name : QString();
    const std::pair mark(tags.fileSize, tags.fileTime);
    if (file == m_file && mark == m_mark) {
        setVisible(m_isWanted && hasSound());
        return;
    }
    m_file = file;
    m_mark = mark;
    m_listening.cancel();
    m_scoring.cancel();
    m_problem.clear();
    takeSound(nullptr);
    setVisible(m_isWanted && hasSound());
    if (m_isWanted && hasSound())
        m_wait.start();
    showNote();
}

void SoundPanel::listen()
{
    if (m_file.isEmpty())
        return;
    struct Heard
    {
        std::shared_ptr<const SoundView> sound;
        QImage cover;
    };
    m_listening.run(
        m_session.lane(Lane::Sounds), this, tr("Listening to %1").arg(shownPath(m_file)),
        [file = m_file](const CancelToken &cancel, const ProgressCallback &progress) -> Result<Heard> {
            AudioOptions options;
            options.mixesSurround = true; // whoever imported it wanted so; refused files never come here
            auto sound = viewSound(file, options, cancel, progress);
            if (!sound)
                return passOn(sound);
            QImage cover = coverOf(**sound);
            return Heard { std::move(*sound), std::move(cover) };
        },
        [this](const Result<Heard> &heard) {
            if (!heard) {
                m_problem = heard.error().isCancelled() ? tr("Cancelled") : heard.error().text();
                showNote();
                Q_EMIT shown();
                return;
            }
            takeSound(heard->sound);
            m_cover->setVisible(!heard->cover.isNull());
            if (!heard->cover.isNull()) {
                QPixmap pixmap = QPixmap::fromImage(heard->cover);
                pixmap.setDevicePixelRatio(2);
                m_cover->setPixmap(pixmap);
            }
            showNote();
            score();
        });
    showNote();
}

void SoundPanel::takeSound(const std::shared_ptr<const SoundView> &sound)
{
    m_sound = sound;
    m_curves.reset();
    fillVocabularies();
    m_spectrogram->setSound(sound);
    m_waveform->setSound(sound);
    m_cover->setVisible(false);
    m_session.playback().load(sound ? m_file : QString(), sound ? sound->seconds : 0);
    showCurves();
    showPosition(0);
}

void SoundPanel::score()
{
    const auto analysis = m_session.analysis();
    m_scoring.cancel();
    if (!m_sound)
        return;
    if (!analysis) {
        m_curves.reset();
        showCurves();
        Q_EMIT shown();
        return;
    }
    const bool isSame = m_curves && m_curves->run->folder == analysis->run->folder
        && m_curves->run->finished == analysis->run->finished;
    if (isSame) { // thresholds alone have changed
        showCurves();
        return;
    }
    m_scoring.run(
        m_session.lane(Lane::Sounds), this, tr("Scoring the sound"),
        [run = analysis->run, sound = m_sound](const CancelToken &cancel, const ProgressCallback &) {
            return scoresOverTime(run, sound, cancel);
        },
        [this](Result<std::shared_ptr<const ScoresOverTime>> scores) {
            m_curves.reset();
            m_problem.clear();
            if (scores)
                m_curves = std::move(*scores);
            else if (!scores.error().isCancelled())
                m_problem = scores.error().text();
            fillVocabularies();
            showCurves();
            showNote();
            Q_EMIT shown();
        });
}

void SoundPanel::fillVocabularies()
{
    const QSignalBlocker blocker(m_vocabulary);
    const QString chosen = m_vocabulary->currentText();
    m_vocabulary->clear();
    if (m_curves) {
        for (const RunSource &source : m_curves->run->sources)
            m_vocabulary->addItem(source.name);
    }
    // What the track is judged by, where it is of the run; else what was looked at before.
    const int own = m_vocabulary->findText(m_source);
    m_vocabulary->setCurrentIndex(own >= 0 ? own : std::max(0, m_vocabulary->findText(chosen)));
    m_vocabulary->setVisible(m_vocabulary->count() > 1);
}

void SoundPanel::showCurves()
{
    const auto analysis = m_session.analysis();
    const bool fits = m_curves && analysis && analysis->run->folder == m_curves->run->folder;
    m_scores->setVisible(fits);
    fit();
    std::vector<ScoresPlot::Curve> curves;
    if (fits) {
        const auto vocabulary = size_t(std::max(0, m_vocabulary->currentIndex()));
        const LabelSpace &space = analysis->run->space;
        const Thresholds &thresholds = analysis->run->sources[vocabulary].thresholds;
        const auto strongest = m_curves->strongest(width() < kNarrow ? kFewCurves : kCurves,
                                                   [&](uint32_t label) { return space.contains(vocabulary, label); });
        for (const uint32_t label : strongest)
            curves.push_back(
                { label, textOf(*space.spelling(vocabulary, label)),
                  label < thresholds.size() ? thresholds.values[label] : std::numeric_limits<double>::quiet_NaN() });
    }
    m_scores->setScores(fits ? m_curves : nullptr, std::move(curves));
}

/// What there is room for.
void SoundPanel::fit()
{
    m_waveform->setVisible(height() >= kLow);
    const bool isLow = m_waveform->isHidden();
    m_waveform->showTimes(true);
    m_scores->showTimes(isLow);
    m_spectrogram->showTimes(isLow && m_scores->isHidden());
    m_cover->setFixedWidth(std::clamp(height() - 40, 60, kCoverPixels));
}

void SoundPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool wasNarrow = event->oldSize().width() < kNarrow;
    fit();
    if (wasNarrow != (width() < kNarrow))
        showCurves();
}

void SoundPanel::togglePlaying()
{
    if (m_sound)
        m_session.playback().toggle();
}

void SoundPanel::showState()
{
    const bool isPlaying = m_session.playback().isPlaying();
    m_play->setEnabled(m_sound != nullptr);
    m_play->setIcon(style()->standardIcon(isPlaying ? QStyle::SP_MediaPause : QStyle::SP_MediaPlay));
    m_play->setAccessibleName(isPlaying ? tr("Pause") : tr("Play"));
    m_play->setToolTip(isPlaying ? tr("Pause (space)") : tr("Play (space); a click in the charts goes there"));
}

void SoundPanel::showPosition(double seconds)
{
    for (TimePlot *plot : plots())
        plot->showCursor(m_sound ? seconds : std::numeric_limits<double>::quiet_NaN());
    m_time->setText(m_sound ? tr("%1 / %2").arg(timeText(seconds), timeText(m_sound->seconds)) : QString());
}

void SoundPanel::showNote()
{
    const QString note = !m_problem.isEmpty() ? m_problem
        : !m_sound && hasSound()              ? tr("Listening …")
                                              : m_session.playback().note();
    m_note->setText(note);
    m_note->setToolTip(note);
    showState();
}

void SoundPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        showState();
}

} // namespace melscope
