#include "core/runs/run_model.h"

#include "core/base/words.h"
#include "core/network/model_file.h"

namespace melscope {

Result<Model> readRunModel(const Run &run)
{
    auto model = readModel(run.folder + QLatin1Char('/') + run_file::model);
    if (model && model->classes != run.space.classes())
        return fail(tr("the model has other classes than the run"), run.folder, tr("Train anew."));
    return model;
}

} // namespace melscope
