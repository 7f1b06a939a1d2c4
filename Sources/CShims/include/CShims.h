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
extern const int shim_SEEK_DATA;

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
/// sched_setaffinity of this thread.
int shim_sched_setaffinity(size_t size, const uint8_t *mask);
/// The number of the processor that this thread runs on, or -1.
int shim_sched_getcpu(void);

int shim_inotify_init1(void);
int shim_inotify_add_watch(int descriptor, const char *path, uint32_t mask);

extern const int shim_O_PATH;

int shim_dup3(int oldDescriptor, int newDescriptor, int flags);

/// fcntl(F_OFD_GETLK): the type of a lock that keeps one of this type from being taken on the range,
/// F_UNLCK when none does, or -1.
int shim_fcntl_OFD_GETLK(int descriptor, short type, int64_t start, int64_t length);

/// name_to_handle_at(AT_EMPTY_PATH); `count` says how many bytes there is room for, and then how
/// many the handle has. `type` is the kernel's.
int shim_name_to_handle_at(int descriptor, uint8_t *bytes, uint32_t *count, int *type);

/// futex(FUTEX_WAIT) of a word that processes share, for at most so many nanoseconds.
int shim_futex_wait(void *word, uint32_t key, int64_t nanoseconds);

/// futex(FUTEX_WAKE) of all who wait.
int shim_futex_wake(void *word);

/// Tells the processor that this is a loop that waits.
static inline void shim_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb" ::: "memory");
#endif
}

/// Tells the processor that a cache line will soon be read.
static inline void shim_prefetch(const void *address) {
  __builtin_prefetch(address, 0, 3);
}

/// Tells the processor that a cache line will soon be stored to.
static inline void shim_prefetch_to_store(const void *address) {
#if defined(__x86_64__)
  // The compiler would take it for a read, for the sake of processors that take this for nothing.
  __asm__ volatile("prefetchw %0" : : "m"(*(const char *)address));
#else
  __builtin_prefetch(address, 1, 3);
#endif
}

/// The field f_fsid that fstatfs fills in.
int shim_fstatfs_fsid(int descriptor, uint64_t *identity);
