#include "core/network/kernels.h"

#include <cstdlib>
#include <cstring>

namespace melscope {

#if defined(__x86_64__)
namespace kernels_avx512_bf16 {
extern const Kernels kernels;
}
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

int availableKernels(const Kernels *(&list)[4])
{
    int count = 0;
#if defined(__x86_64__)
    __builtin_cpu_init();
    const bool avx512 = __builtin_cpu_supports("x86-64-v4");
    if (avx512 && __builtin_cpu_supports("avx512bf16"))
        list[count++] = &kernels_avx512_bf16::kernels;
    if (avx512)
        list[count++] = &kernels_avx512::kernels;
    if (__builtin_cpu_supports("x86-64-v3"))
        list[count++] = &kernels_avx2::kernels;
#endif
    list[count++] = &kernels_baseline::kernels;
    return count;
}

const Kernels &bestKernels()
{
    const Kernels *list[4] {};
    const int count = availableKernels(list);
    if (const char *wanted = std::getenv("MELSCOPE_KERNELS")) {
        for (int i = 0; i < count; ++i) {
            if (std::strcmp(list[i]->name, wanted) == 0)
                return *list[i];
        }
    }
    return *list[0];
}

} // namespace melscope
