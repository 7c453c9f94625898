#pragma once

#include "core/training/epoch_figures.h"

namespace melscope {

/// Hears of a training's epochs, in its thread and in order. What it does with them must not end the training.
class EpochObserver
{
public:
    virtual ~EpochObserver() = default;

    /// Before the first step; `history` are the epochs that an interrupted training made before.
    virtual void trainingBegins(const std::vector<EpochFigures> &history) = 0;
    virtual void epochEnded(const EpochFigures &figures) = 0;
};

} // namespace melscope
