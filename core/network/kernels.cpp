#include "core/network/kernels.h"

#include "core/base/words.h"

#include <QStringList>

#include <cstdlib>
#include <cstring>

namespace melscope {

#if defined(__x86_64__)
namespace kernels_avx512 {
extern const Kernels kernels;
}
namespace kernels_avx2 {
extern const Kernels kernels;
}
#endif
namespace kernels_baseline {
extern const Kernels kernels;
}

int availableKernels(const Kernels *(&list)[kKernelSets])
{
    int count = 0;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v4"))
        list[count++] = &kernels_avx512::kernels;
    if (__builtin_cpu_supports("x86-64-v3"))
        list[count++] = &kernels_avx2::kernels;
#endif
    list[count++] = &kernels_baseline::kernels;
    return count;
}

Result<const Kernels *> chosenKernels()
{
    const Kernels *list[kKernelSets] {};
    const int count = availableKernels(list);
    const char *wanted = std::getenv("MELSCOPE_KERNELS");
    if (wanted == nullptr || *wanted == '\0')
        return list[0];
    QStringList names;
    for (int i = 0; i < count; ++i) {
        if (std::strcmp(list[i]->name, wanted) == 0)
            return list[i];
        names << QLatin1String(list[i]->name);
    }
    return fail(tr("the environment's MELSCOPE_KERNELS must be %1 on this processor, not \"%2\"")
                    .arg(names.join(QStringLiteral(" or ")), QString::fromLocal8Bit(wanted)),
                {}, tr("Mend the variable, or unset it for the fastest."));
}

const Kernels &bestKernels()
{
    static const Kernels &best = *chosenKernels().value_or(&kernels_baseline::kernels);
    return best;
}

} // namespace melscope
