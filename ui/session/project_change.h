#pragma once

// Private to ui/session.

#include "ui/session/session.h"

#include <QUndoCommand>

namespace melscope {

/// One change of the project, before and after; small enough to be kept whole.
class ProjectChange : public QUndoCommand
{
public:
    ProjectChange(Session &session, Project before, Project after, const QString &what)
        : QUndoCommand(what)
        , m_session(session)
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
    }
    void undo() override { apply(m_before); }
    void redo() override { apply(m_after); }

private:
    void apply(Project project)
    {
        project.runFolder = m_session.m_project.runFolder; // a run that was made stays made
        m_session.applyProject(std::move(project));
    }
    Session &m_session;
    Project m_before;
    Project m_after;
};

} // namespace melscope
