#include "core/training/log_kinds.h"

#include "core/base/words.h"

#include <array>

namespace melscope {

namespace {

struct LogKind
{
    const char *name;
    bool LogKinds::*kind;
};
constexpr std::array<LogKind, 2> kKinds { { { "tensorboard", &LogKinds::tensorBoard },
                                            { "mlflow", &LogKinds::mlflow } } };

} // namespace

LogKinds LogKinds::with(const LogKinds &others) const
{
    LogKinds united = *this;
    for (const LogKind &kind : kKinds)
        united.*kind.kind = united.*kind.kind || others.*kind.kind;
    return united;
}

QStringList LogKinds::names() const
{
    QStringList names;
    for (const LogKind &kind : kKinds) {
        if (this->*kind.kind)
            names << QLatin1String(kind.name);
    }
    return names;
}

QStringList LogKinds::allNames()
{
    QStringList names;
    for (const LogKind &kind : kKinds)
        names << QLatin1String(kind.name);
    return names;
}

Result<LogKinds> LogKinds::ofNames(const QStringList &names)
{
    LogKinds kinds;
    for (const QString &name : names) {
        const auto *known = std::ranges::find_if(
            kKinds, [&name](const LogKind &kind) { return name.trimmed() == QLatin1String(kind.name); });
        if (known == kKinds.end())
            return fail(tr("there is no log called \"%1\"").arg(name.trimmed()), {},
                        tr("Logs are %1.").arg(allNames().join(tr(" and "))));
        kinds.*known->kind = true;
    }
    return kinds;
}

} // namespace melscope
