#pragma once

#include <QComboBox>

namespace melscope {

class RemoteTrainings;

/// Where the next training is computed: this computer, or one of the targets; the last entry opens their dialog.
class TargetBox : public QComboBox
{
    Q_OBJECT
public:
    explicit TargetBox(RemoteTrainings &remote, QWidget *parent = nullptr);

Q_SIGNALS:
    void targetsWanted();

private:
    void fill();
    void take(int index);

    RemoteTrainings &m_remote;
};

} // namespace melscope
