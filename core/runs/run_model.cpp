#include "core/runs/run_model.h"

#include "core/network/model_file.h"

namespace melscope {

Result<Model> readRunModel(const Run &run)
{
    auto model = readModel(run.folder + QLatin1Char('/') + run_file::model);
    if (model && model->classes != run.space.classes())
        return fail(QStringLiteral("the model has other classes than the run"), run.folder,
                    QStringLiteral("Train anew."));
    return model;
}

} // namespace melscope
