#include "ui/desktop/desktop.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QVariantMap>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

constexpr double kStep = 0.01; // of the progress, the least that is told
const QString kColours = QStringLiteral("org.freedesktop.appearance");
const QString kScheme = QStringLiteral("color-scheme");
const QString kPortal = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPortalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kSettings = QStringLiteral("org.freedesktop.portal.Settings");

} // namespace

Desktop::Desktop(QObject *parent)
    : QObject(parent)
{
}

void Desktop::notify(const QString &title, const QString &text)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    auto call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    call << QStringLiteral("Melscope") << 0U << QStringLiteral("org.melscope.Melscope") << title << text.toHtmlEscaped()
         << QStringList()
         << QVariantMap { { QStringLiteral("desktop-entry"), QStringLiteral("org.melscope.Melscope") } } << -1;
    bus.asyncCall(call);
}

void Desktop::showProgress(double share)
{
    if (share == m_shown || (share >= 0 && m_shown >= 0 && std::fabs(share - m_shown) < kStep))
        return;
    m_shown = share;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    auto signal =
        QDBusMessage::createSignal(QStringLiteral("/org/melscope/Melscope"),
                                   QStringLiteral("com.canonical.Unity.LauncherEntry"), QStringLiteral("Update"));
    signal << QStringLiteral("application://org.melscope.Melscope.desktop")
           << QVariantMap { { QStringLiteral("progress"), std::max(0.0, share) },
                            { QStringLiteral("progress-visible"), share >= 0 } };
    bus.send(signal);
}

void Desktop::followColours()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kPortal, kPortalPath, kSettings, QStringLiteral("SettingChanged"), this,
                SLOT(takeSetting(QString, QString, QDBusVariant)));
    auto call = QDBusMessage::createMethodCall(kPortal, kPortalPath, kSettings, QStringLiteral("Read"));
    call << kColours << kScheme;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QVariant> reply = *watcher;
        if (!reply.isError())
            take(reply.value());
    });
}

void Desktop::takeSetting(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == kColours && key == kScheme)
        take(value.variant());
}

void Desktop::take(const QVariant &value)
{
    QVariant plain = value;
    while (plain.canConvert<QDBusVariant>() && plain.userType() == qMetaTypeId<QDBusVariant>())
        plain = plain.value<QDBusVariant>().variant();
    const uint scheme = plain.toUInt(); // 0: no preference, 1: dark, 2: light
    if (scheme != 0)
        Q_EMIT darkPreferred(scheme == 1);
}

} // namespace melscope
