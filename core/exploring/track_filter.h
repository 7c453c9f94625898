#pragma once

#include "core/exploring/track_results.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace melscope {

/// What a filter looks at.
struct FilterContext
{
    std::shared_ptr<const Collection> data;
    std::shared_ptr<const TrackResults> results; ///< null before a run
    std::shared_ptr<const std::vector<TrackNote>> notes; ///< may be null
    std::shared_ptr<const std::vector<uint32_t>> picked; ///< tracks, ascending; null: nothing was picked on a map
};

/// A filter of tracks as people type it. Terms stand beside each other (and), with `and`, `or`, `not` or `-`, and
/// parentheses; a value with spaces stands in double quotes:
///
///     54551aad           id begins so, or a label, title, artist, album or genre tag contains it
///     id:54551 group:0a  recording or release group begins so
///     label:rock         has the label; label:rock---* with a wildcard; -label:pop has not
///     source:discogs part:validation features:no
///     predicted:rock  wrong:rock  missed:rock  right:rock   what the run predicts, and whether it is true
///     labels>3  f<0.2  score>=0.9      number of labels, F1 of the prediction, greatest score
///     artist:"miles davis" title: album: genre: codec:   what documents say contains it; year>=1990 length<60 (s)
///     discogs:rock       the recording has this label in the source discogs, wherever the row stands
///     marked:yes note:wrong            bookmarks and notes
///     picked:yes         what was last enclosed on the map
///
/// Upper and lower case are the same.
class TrackFilter
{
public:
    /// An empty text matches all. Errors: not understood; `line` is then the 1-based column of the place.
    static Result<TrackFilter> parse(const QString &text);

    bool matchesAll() const { return !m_root; }
    /// The matching tracks, ascending. Errors: a source or part that is not there, a figure where no run is open,
    /// cancelled.
    Result<std::vector<uint32_t>> apply(const FilterContext &context, const CancelToken &cancel = {}) const;

    struct Node;

private:
    std::shared_ptr<const Node> m_root;
};

/// A way to go on typing a filter.
struct FilterCompletion
{
    QString text; ///< what replaces the word at the cursor
    QString shown; ///< what it is, with a count where there is one
};

/// The word before the cursor and how it may go on; at most `most`.
struct FilterCompletions
{
    int begin = 0; ///< of the word that a completion replaces
    int length = 0;
    std::vector<FilterCompletion> choices;
};

FilterCompletions completeFilter(const QString &text, int cursor, const Collection &data, size_t most = 30);

/// A label as a term's value: quoted where it must be.
QString filterValue(const QString &label);

} // namespace melscope
