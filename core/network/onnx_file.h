#pragma once

#include "core/base/result.h"
#include "core/network/mel_network.h"

#include <map>
#include <string>

namespace melscope {

/// What is written into a model beside its network, by name.
using OnnxMetadata = std::map<std::string, std::string>;

/// A network as an ONNX model: `melbands` float [batch, 40, 9], raw as in the documents, in; `scores` float
/// [batch, classes] out. What the network is fed is made of the input within. The classes stand in the metadata
/// "classes", a JSON array. Errors: more than the 2 GiB that the format holds. [core/README.md, ONNX]
Result<std::string> onnxModel(const Model &model, const OnnxMetadata &metadata = {});

} // namespace melscope
