// The end of a process at an instruction that nobody chose.
#pragma once

/// Lets the kernel send this process a SIGKILL after so many microseconds; 0 when it will.
int kill_self_after(long microseconds);
