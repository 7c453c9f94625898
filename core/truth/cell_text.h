#pragma once

#include <string>
#include <string_view>

namespace melscope {

// What hand-made tables do to names: white space about them, the quotes of a spreadsheet, letters of another Unicode
// form. Text is UTF-8 throughout.

/// White space taken off both ends: ASCII, no-break and other Unicode spaces, a byte-order mark.
std::string_view trimmedText(std::string_view text);

/// Whose the quotes about a cell are. Spreadsheets put a cell that holds a comma, a quote, a tab or a line end in
/// quotes and double the quotes in it; some put every cell in quotes. So
///  - None: the cell does not begin and end with a quote, or a quote within is not doubled: all its quotes are its own
///    (`rock "n" roll`, `"rock" and "roll"`, a single `"`).
///  - Certain: it holds what must be quoted, that is a comma or doubled quotes: `"folk, world, & country"`,
///    `"rock ""n"" roll"`.
///  - Possible: quotes that need not be (`"heroes"`). They are the spreadsheet's where the file bears its mark
///  elsewhere: a
///    cell that is certainly quoted, or a quoted header or id; else they are the label's own.
enum class CellQuotes { None, Possible, Certain };
CellQuotes quotesOf(std::string_view cell);
/// The text in a cell whose quotes are a spreadsheet's, trimmed. A cell without quotes stays as it is.
std::string unquotedCell(std::string_view cell);
/// The cell that reads back as this text, in whatever file: in quotes where it looks like one that is.
std::string cellOf(std::string_view text);
/// Whether an id stands in quotes; ids have none of their own, so these are always taken off.
inline bool isQuotedId(std::string_view cell)
{
    return cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
}
/// An id without white space and quotes about it.
std::string_view idOfCell(std::string_view cell);

/// What labels are compared by: trimmed and in Unicode's composed form (NFC), so that "ü" is one label however its
/// letters are put together.
std::string labelKey(std::string_view label);
/// The same for two labels that a reader of a page would hardly tell apart, or take for one: capitals, compatibility
/// forms and the amount of white space do not count. They are two labels all the same.
std::string lookAlikeKey(std::string_view label);

} // namespace melscope
