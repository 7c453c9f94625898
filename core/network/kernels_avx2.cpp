#define MELSCOPE_KERNEL_SET kernels_avx2
#define MELSCOPE_KERNEL_NAME "avx2"
#define MELSCOPE_VECTOR_BYTES 32
#define MELSCOPE_TILE_ROWS 5
#define MELSCOPE_GRADIENT_ROWS 5
#include "core/network/kernels.inl"
