#pragma once

#include <QDateTime>
#include <QImage>
#include <QString>

#include <vector>

namespace melscope {

/// The projects that were open lately, in the settings of the user. Of the GUI thread, but for what says otherwise.
namespace recent_projects {

struct Entry
{
    QString file;
    QDateTime used;
    QString picture; ///< a file that may not be there
};
/// What is on the disk of them.
struct Found
{
    Entry entry;
    bool isThere = false;
    QImage picture; ///< null where there is none
};

/// The last one first.
std::vector<Entry> list();
/// It is open now.
void remember(const QString &file);
void forget(const QString &file);
/// The run that was open in it last, and is again; empty: none is known.
QString openRun(const QString &file);
void setOpenRun(const QString &file, const QString &folder);
/// Takes a picture of it, to be recognised by.
void picture(const QString &file, const QImage &image);
/// Looks at the disk, for a worker: a path may be on a network that does not answer.
std::vector<Found> lookUp(const std::vector<Entry> &entries);

} // namespace recent_projects

} // namespace melscope
