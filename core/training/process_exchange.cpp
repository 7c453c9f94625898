#include "core/training/process_exchange.h"

#include "core/base/words.h"
#include "core/network/mel_network.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

namespace melscope {

void shareTensors(ProcessGroup &group, std::map<std::string, ModelTensor> &tensors,
                  const std::map<std::string, std::vector<int64_t>> &shapes)
{
    for (const auto &[name, shape] : shapes) {
        ModelTensor &tensor = tensors[name];
        size_t count = 1;
        for (const int64_t length : shape)
            count *= size_t(length);
        tensor.shape = shape;
        tensor.values.resize(count);
        group.broadcast(std::as_writable_bytes(std::span(tensor.values)));
    }
}

void shareState(ProcessGroup &group, NetworkState &state, const NetworkShape &shape)
{
    const auto shapes = tensorShapes(shape);
    shareTensors(group, state.tensors, shapes);
    shareValue(group, state.updates);
    bool hasMoments = !state.firstMoments.empty();
    shareValue(group, hasMoments);
    if (!hasMoments)
        return;
    auto parameters = shapes;
    std::erase_if(parameters, [](const auto &item) { return item.first.find(".running_") != std::string::npos; });
    shareTensors(group, state.firstMoments, parameters);
    shareTensors(group, state.secondMoments, parameters);
}

int whoDiffers(ProcessGroup &group, const QString &text)
{
    const QByteArray own = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
    std::array<char, 32> first {};
    std::copy_n(own.begin(), first.size(), first.begin());
    shareValue(group, first);
    std::vector<double> differs(size_t(group.size()), 0.0);
    differs[size_t(group.rank())] = std::equal(first.begin(), first.end(), own.begin()) ? 0.0 : 1.0;
    group.sum(differs);
    const auto found = std::find_if(differs.begin(), differs.end(), [](double one) { return one > 0; });
    return found != differs.end() ? int(found - differs.begin()) : -1;
}

Error processLost(const ProcessLost &lost)
{
    return Error::lost(QString::fromUtf8(lost.what()),
                       tr("Begin it again with --resume: it goes on after its last checkpoint."));
}

} // namespace melscope
