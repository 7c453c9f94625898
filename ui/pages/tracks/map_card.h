#pragma once

#include "core/exploring/track_filter.h"

#include <QFrame>

class QLabel;

namespace melscope {

/// What is known of a track, beside the pointer: name, labels and a small picture of its mel bands.
class MapCard : public QFrame
{
    Q_OBJECT
public:
    /// What it shows; made by a worker, since the figures may have to be read.
    struct Content
    {
        QString title;
        QString text;
        QImage image; ///< null without features
    };
    explicit MapCard(QWidget *parent);

    /// Errors: none; what is not known is left out.
    static Content contentOf(const FilterContext &context, std::span<const uint32_t> tracks, const QPalette &palette);
    /// Beside a global place, within the parent.
    void showAt(const QPoint &place, const Content &content);

private:
    QLabel *m_title;
    QLabel *m_text;
    QLabel *m_image;
};

} // namespace melscope
