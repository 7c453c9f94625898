#pragma once

// Private to ui/session.

#include "ui/session/threshold_editor.h"

#include <QUndoCommand>

namespace melscope {

/// One choice and the one before.
class ThresholdChange : public QUndoCommand
{
public:
    ThresholdChange(ThresholdEditor &editor, QString run, QString source, ThresholdChoice before, ThresholdChoice after,
                    const QString &what, int mergeId)
        : QUndoCommand(what)
        , m_editor(editor)
        , m_run(std::move(run))
        , m_source(std::move(source))
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_mergeId(mergeId)
    {
    }
    void undo() override { m_editor.setChoice(m_run, m_source, m_before); }
    void redo() override { m_editor.setChoice(m_run, m_source, m_after); }
    const QString &source() const { return m_source; }
    int id() const override { return m_mergeId; }
    bool mergeWith(const QUndoCommand *other) override
    {
        const auto *next = static_cast<const ThresholdChange *>(other);
        if (next->m_run != m_run || next->m_source != m_source)
            return false;
        m_after = next->m_after;
        return true;
    }

private:
    ThresholdEditor &m_editor;
    QString m_run; ///< its folder
    QString m_source;
    ThresholdChoice m_before;
    ThresholdChoice m_after;
    int m_mergeId;
};

} // namespace melscope
