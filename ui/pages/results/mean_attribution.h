#pragma once

#include <QWidget>

#include <cstdint>
#include <optional>

class QLabel;

namespace melscope {

class LabelReasons;
class MelHeatmap;

/// Which cells of the image speak for a label, and which against it, on average over its validation tracks. Computed
/// when it is seen.
class MeanAttribution : public QWidget
{
    Q_OBJECT
public:
    explicit MeanAttribution(LabelReasons &reasons, QWidget *parent = nullptr);

    /// Of a class that is called so; of none nothing.
    void show(const QString &label, std::optional<uint32_t> classIndex);
    MelHeatmap *heatmap() const { return m_heatmap; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refresh();
    void say(const QString &text);

    LabelReasons &m_reasons;
    QString m_label;
    std::optional<uint32_t> m_class;
    MelHeatmap *m_heatmap;
    QLabel *m_text;
};

} // namespace melscope
