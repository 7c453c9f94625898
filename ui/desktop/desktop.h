#pragma once

#include <QDBusVariant>
#include <QObject>
#include <QString>

namespace melscope {

/// What the desktop around the window is told, and what it tells; where it does not listen, nothing happens. By D-Bus,
/// as the freedesktop.org specifications have it.
class Desktop : public QObject
{
    Q_OBJECT
public:
    explicit Desktop(QObject *parent = nullptr);

    /// A message of the desktop's own, for somebody who looks at another window.
    void notify(const QString &title, const QString &text);
    /// On the window's entry in the task bar, 0 … 1; negative: none.
    void showProgress(double share);
    /// Asks whether the desktop prefers dark colours, and from now on tells when that changes.
    void followColours();

Q_SIGNALS:
    void darkPreferred(bool isDark);

private Q_SLOTS: // by name, as D-Bus wants it
    void takeSetting(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void take(const QVariant &value);

    double m_shown = -1;
};

} // namespace melscope
