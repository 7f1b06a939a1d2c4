// What the C worker can be asked to do, and what its commands share.
#ifndef COMMANDS_H
#define COMMANDS_H

#include <stddef.h>

enum { maximum_results = 4 };

/// A command: it fills in its figures, the seconds first, and returns how many. What it cannot do
/// it reports with `fail`.
typedef int command(char **arguments, double *results);

command attach, bounce, busy, create_attach, fill, headers, lease, refill, sum;

/// Seconds on a clock that only goes forward.
double now(void);

/// Gives up the current command: the worker answers with this text and the error's, and lives on.
_Noreturn void fail(const char *what);

/// The result of a system call, or the end of the command.
long check(long result, const char *what);

/// Maps a file from its beginning, or ends the command.
void *map(int descriptor, size_t bytes, int protection);

#endif
