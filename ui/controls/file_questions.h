#pragma once

#include <QStringList>

class QWidget;

namespace melscope {

/// Questions for files, which begin where the last one ended, or where the open project lies: never in whatever folder
/// the program was started from. Empty: none was chosen.
namespace file_questions {

/// Where to write; `name` is proposed, in the folder of files that were written last.
QString save(QWidget *parent, const QString &title, const QString &name, const QString &kinds);
QString open(QWidget *parent, const QString &title, const QString &folder, const QString &kinds);
QStringList openSeveral(QWidget *parent, const QString &title, const QString &folder, const QString &kinds);
QString folder(QWidget *parent, const QString &title, const QString &folder = {});

/// Another project is open: from now on questions begin in its folder.
void beginIn(const QString &folder);

} // namespace file_questions

} // namespace melscope
