// `fork`, which Swift does not import.
#pragma once

#include <sys/types.h>

/// The C function `fork`, with all that programs have asked to be called around it.
pid_t plain_fork(void);

/// The C function `waitpid`, until that child has ended; its status.
int plain_wait(pid_t process);
