#pragma once

#include <QVariant>

namespace melscope {

/// A widget that says itself how it is looked at, and takes that back; for what is no tab, choice or line of text.
class RememberedView
{
public:
    virtual ~RememberedView() = default;
    virtual QVariant viewState() const = 0;
    /// May come before what it speaks of is loaded.
    virtual void setViewState(const QVariant &state) = 0;
};

} // namespace melscope
