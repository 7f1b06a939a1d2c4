// The calls and constants of glibc that Swift's Glibc module does not import. No logic: each
// function is the call of the same name with fixed argument types.
#pragma once

#include <stdint.h>
#include <sys/types.h>

extern const int shim_O_TMPFILE;
extern const int shim_AT_EMPTY_PATH;
extern const unsigned int shim_RENAME_NOREPLACE;
extern const uint32_t shim_IN_CREATE;
extern const uint32_t shim_IN_MOVED_TO;
extern const long shim_TMPFS_MAGIC;
extern const int shim_FALLOC_FL_PUNCH_HOLE;
extern const int shim_FALLOC_FL_KEEP_SIZE;

int shim_fallocate(int descriptor, int mode, int64_t offset, int64_t length);
int shim_renameat2(
  int oldDirectory, const char *oldPath, int newDirectory, const char *newPath, unsigned int flags);

/// sendfile, with the offset in the source by value; the destination's own offset moves.
int64_t shim_sendfile(int destination, int source, int64_t offset, int64_t count);

/// fcntl(F_OFD_SETLK) with a whole-file-relative range; `type` is F_RDLCK, F_WRLCK or F_UNLCK.
int shim_fcntl_OFD_SETLK(int descriptor, short type, int64_t start, int64_t length);

/// The same with F_OFD_SETLKW, which waits.
int shim_fcntl_OFD_SETLKW(int descriptor, short type, int64_t start, int64_t length);

/// The field f_type that statfs fills in; -1 when it fails.
long shim_statfs_type(const char *path);

/// sched_getaffinity of this thread; the number of bytes that the kernel filled in, or -1.
int shim_sched_getaffinity(size_t size, uint8_t *mask);

int shim_inotify_init1(void);
int shim_inotify_add_watch(int descriptor, const char *path, uint32_t mask);
