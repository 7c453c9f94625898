#include "ui/pages/tracks/image_side.h"

#include "ui/plots/mel_heatmap.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStandardItemModel>

namespace melscope {

ImageSide::ImageSide(const QString &name, bool isSecond, QWidget *parent)
    : QWidget(parent)
    , m_isSecond(isSecond)
    , m_kind(new QComboBox(this))
    , m_label(new QComboBox(this))
    , m_heatmap(new MelHeatmap(parent))
{
    using Kind = ImageChoice::Kind;
    setObjectName(name);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_kind, 1);
    row->addWidget(m_label, 1);
    m_heatmap->setObjectName(isSecond ? QStringLiteral("secondHeatmap") : QStringLiteral("melHeatmap"));
    m_kind->setObjectName(name + QStringLiteral("Kind"));
    m_kind->setAccessibleName(isSecond ? tr("What stands beside it") : tr("What is shown"));
    if (isSecond)
        m_kind->addItem(tr("Nothing beside it"), int(Kind::Nothing));
    if (isSecond)
        m_kind->addItem(tr("Why a label"), int(Kind::WhyLabel));
    m_kind->addItem(tr("Selected track"), int(Kind::Track));
    m_kind->addItem(tr("Pinned track"), int(Kind::Pinned));
    m_kind->addItem(tr("Mean of the shown tracks"), int(Kind::MeanOfShown));
    m_kind->addItem(tr("Deviation of the shown tracks"), int(Kind::DeviationOfShown));
    m_kind->addItem(tr("Mean of a label"), int(Kind::MeanOfLabel));
    m_kind->addItem(tr("Deviation of a label"), int(Kind::DeviationOfLabel));
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_kind->setMinimumContentsLength(10);
    m_label->setObjectName(name + QStringLiteral("Label"));
    m_label->setAccessibleName(tr("Label"));
    m_label->setEditable(true);
    m_label->lineEdit()->setAccessibleName(tr("Label of the image"));
    m_label->setInsertPolicy(QComboBox::NoInsert);
    m_label->completer()->setFilterMode(Qt::MatchContains);
    m_label->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_label->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_label->setMinimumContentsLength(10);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ImageSide::update);
    connect(m_label, &QComboBox::currentIndexChanged, this, &ImageSide::update);
    setPinnedAvailable(false);
    update();
}

ImageChoice ImageSide::choice() const
{
    return { ImageChoice::Kind(m_kind->currentData().toInt()), m_label->currentText() };
}

void ImageSide::choose(ImageChoice::Kind kind, const QString &label)
{
    if (!label.isEmpty())
        m_label->setCurrentIndex(std::max(0, m_label->findText(label)));
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(int(kind))));
}

void ImageSide::setLabels(const QStringList &labels)
{
    const QString chosen = m_label->currentText();
    const QSignalBlocker blocker(m_label);
    m_label->clear();
    m_label->addItems(labels);
    m_label->setCurrentIndex(std::max(0, m_label->findText(chosen)));
}

void ImageSide::setPinnedAvailable(bool available)
{
    auto *items = qobject_cast<QStandardItemModel *>(m_kind->model());
    QStandardItem *item = items->item(m_kind->findData(int(ImageChoice::Kind::Pinned)));
    item->setEnabled(available);
    item->setToolTip(available ? QString() : tr("Pin a track first (Ctrl+P)"));
}

void ImageSide::update()
{
    m_label->setVisible(choice().isOfLabel());
    m_heatmap->setVisible(!m_isSecond || choice().kind != ImageChoice::Kind::Nothing);
    Q_EMIT choiceChanged();
}

} // namespace melscope
