#pragma once

#include <QString>

#include <vector>

namespace melscope::soak {

/// What the process holds at one moment.
struct Sample
{
    double seconds = 0; ///< since the first one
    double allocated = 0; ///< MB
    double resident = 0; ///< MB; 0 under a sanitizer
    int handles = 0; ///< open files
    int threads = 0;
};

/// Of this process, with freed memory given back first.
Sample takeSample(double seconds);

/// What is not flat over the second half of the samples, or an empty text: the straight line through what is allocated
/// may rise by a twentieth of the mean or by 16 MB, whichever is more, that through what is resident by a fifth or by
/// 64 MB; the number of open files may end at most two higher.
QString unsteadiness(const std::vector<Sample> &samples);

} // namespace melscope::soak
