#pragma once

namespace melscope {

/// Keeps freed tensors in the process: glibc otherwise hands them back to the system at every training step,
/// which costs 3–8 % of it. Call once, first thing in main().
void tuneAllocatorForTensors();

/// Lets the calling thread, and the threads that it starts, yield to the rest of the program, so that a window
/// stays smooth while all cores compute. Call before the first tensor operation of the thread.
void yieldToInteractiveThreads();

} // namespace melscope
