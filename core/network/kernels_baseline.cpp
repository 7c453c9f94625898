#define MELSCOPE_KERNEL_SET kernels_baseline
#define MELSCOPE_KERNEL_NAME "baseline"
#define MELSCOPE_VECTOR_BYTES 16
#define MELSCOPE_TILE_ROWS 5
#define MELSCOPE_GRADIENT_ROWS 5
#include "core/network/kernels.inl"
