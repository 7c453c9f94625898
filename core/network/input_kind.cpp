#include "core/network/input_transform.h"

namespace melscope {

QString inputKindName(InputKind kind)
{
    return kind == InputKind::Scaled ? QStringLiteral("scaled") : QStringLiteral("decibels");
}

std::optional<InputKind> inputKindOf(const QString &name)
{
    for (const InputKind kind : { InputKind::Scaled, InputKind::Decibels }) {
        if (inputKindName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

} // namespace melscope
