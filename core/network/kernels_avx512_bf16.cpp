#define MELSCOPE_KERNEL_SET kernels_avx512_bf16
#define MELSCOPE_KERNEL_NAME "avx512_bf16"
#define MELSCOPE_VECTOR_BYTES 64
#define MELSCOPE_TILE_ROWS 10
#define MELSCOPE_GRADIENT_ROWS 12
#include "core/network/kernels.inl"
