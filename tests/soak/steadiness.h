#pragma once

#include <QString>

#include <vector>

namespace melscope::soak {

/// What the process holds at one moment.
struct Sample
{
    double seconds = 0; ///< since the first one
    double megabytes = 0; ///< resident; under a sanitizer what is allocated
    int handles = 0; ///< open files
    int threads = 0;
};

/// Of this process, with freed memory given back first.
Sample takeSample(double seconds);

/// What is not flat over the second half of the samples, or an empty text: the straight line through them may rise by a
/// twentieth of the mean or by 24 MB, whichever is more; the number of open files may end at most two higher.
QString unsteadiness(const std::vector<Sample> &samples);

} // namespace melscope::soak
