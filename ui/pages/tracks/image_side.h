#pragma once

#include "core/features/image_statistics.h"
#include "core/features/mel_view.h"

#include <QWidget>

#include <optional>

class QComboBox;

namespace melscope {

class MelHeatmap;

/// What one heatmap is to show.
struct ImageChoice
{
    enum class Kind { Nothing, Track, Pinned, WhyLabel, MeanOfShown, DeviationOfShown, MeanOfLabel, DeviationOfLabel };
    Kind kind = Kind::Track;
    QString label; ///< of those that are of a label

    bool isDeviation() const { return kind == Kind::DeviationOfShown || kind == Kind::DeviationOfLabel; }
    bool isOfLabel() const
    {
        return kind == Kind::WhyLabel || kind == Kind::MeanOfLabel || kind == Kind::DeviationOfLabel;
    }
    bool isStatistics() const { return kind >= Kind::MeanOfShown; }
};

/// The choice of what a heatmap shows, and the heatmap, which stands elsewhere in the same parent.
class ImageSide : public QWidget
{
    Q_OBJECT
public:
    /// `isSecond`: may show nothing, and does so at first.
    ImageSide(const QString &name, bool isSecond, QWidget *parent = nullptr);

    ImageChoice choice() const;
    void choose(ImageChoice::Kind kind, const QString &label = {});
    void setLabels(const QStringList &labels);
    void setPinnedAvailable(bool available);
    MelHeatmap *heatmap() const { return m_heatmap; } ///< to be laid out by the parent

Q_SIGNALS:
    void choiceChanged();

private:
    void update();

    bool m_isSecond;
    QComboBox *m_kind;
    QComboBox *m_label;
    MelHeatmap *m_heatmap;
};

} // namespace melscope
