#pragma once

#include "core/truth/recording_ids.h"

#include <QString>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace melscope {

// A ground truth is read in pieces of some megabytes that end where lines end, each parsed by whatever processor is
// free.

/// A problem of a piece, its line counted from the piece's first one (0).
struct PieceProblem
{
    uint32_t line;
    QString text;
};

/// One row of a piece; its ids point into the piece's text unless they are UUIDs.
struct PieceRow
{
    IdKey recording;
    IdKey releaseGroup;
    uint32_t labelsEnd; ///< in PieceRows::labels
    uint32_t line;
};

/// What one piece of the file holds, made ready by a worker for the thread that puts the pieces together.
struct PieceRows
{
    std::unique_ptr<const std::string> text; ///< stays where it is when the piece is moved
    std::vector<PieceRow> rows;
    std::vector<uint32_t> labels; ///< numbers into labelNames
    std::vector<std::string_view> labelNames; ///< in order of first appearance, trimmed
    std::vector<uint32_t> labelLines; ///< where they appear first
    bool hasQuotedIds = false;
    std::vector<PieceProblem> problems;
    uint32_t lines = 0;
    qint64 bytesConsumed = 0; ///< of the file, when the piece had been read
};

PieceRows pieceOf(std::string text, qint64 bytesConsumed = 0);

/// Parses the piece's text: rows, labels and problems, lines counted from 0. `columns` as in the header.
PieceRows parsePiece(PieceRows piece, size_t columns);

/// Takes the first line away from a text, without its end.
std::string_view takeLine(std::string_view &text);

} // namespace melscope
