#define _GNU_SOURCE
#include "CShims.h"

#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <linux/magic.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

const int shim_O_TMPFILE = O_TMPFILE;
const int shim_AT_EMPTY_PATH = AT_EMPTY_PATH;
const unsigned int shim_RENAME_NOREPLACE = RENAME_NOREPLACE;
const uint32_t shim_IN_CREATE = IN_CREATE;
const uint32_t shim_IN_MOVED_TO = IN_MOVED_TO;
const long shim_TMPFS_MAGIC = TMPFS_MAGIC;
const int shim_FALLOC_FL_PUNCH_HOLE = FALLOC_FL_PUNCH_HOLE;
const int shim_FALLOC_FL_KEEP_SIZE = FALLOC_FL_KEEP_SIZE;
const int shim_SEEK_DATA = SEEK_DATA;

int shim_fallocate(int descriptor, int mode, int64_t offset, int64_t length) {
  return fallocate(descriptor, mode, offset, length);
}

int shim_renameat2(
  int oldDirectory, const char *oldPath, int newDirectory, const char *newPath,
  unsigned int flags) {
  return renameat2(oldDirectory, oldPath, newDirectory, newPath, flags);
}

int64_t shim_sendfile(int destination, int source, int64_t offset, int64_t count) {
  off_t start = offset;
  return sendfile(destination, source, &start, (size_t)count);
}

int shim_fcntl_OFD_SETLK(int descriptor, short type, int64_t start, int64_t length) {
  struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = length};
  return fcntl(descriptor, F_OFD_SETLK, &lock);
}

int shim_fcntl_OFD_SETLKW(int descriptor, short type, int64_t start, int64_t length) {
  struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = length};
  return fcntl(descriptor, F_OFD_SETLKW, &lock);
}

long shim_statfs_type(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (long)status.f_type : -1;
}

int shim_inotify_init1(void) {
  return inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
}

int shim_inotify_add_watch(int descriptor, const char *path, uint32_t mask) {
  return inotify_add_watch(descriptor, path, mask);
}

int shim_sched_getaffinity(size_t size, uint8_t *mask) {
  return (int)syscall(SYS_sched_getaffinity, 0, size, mask);
}

int shim_sched_setaffinity(size_t size, const uint8_t *mask) {
  return (int)syscall(SYS_sched_setaffinity, 0, size, mask);
}

int shim_sched_getcpu(void) { return sched_getcpu(); }

const int shim_O_PATH = O_PATH;

int shim_dup3(int oldDescriptor, int newDescriptor, int flags) {
  return dup3(oldDescriptor, newDescriptor, flags);
}

int shim_fcntl_OFD_GETLK(int descriptor, short type, int64_t start, int64_t length) {
  struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = length};
  return fcntl(descriptor, F_OFD_GETLK, &lock) == 0 ? lock.l_type : -1;
}

int shim_name_to_handle_at(int descriptor, uint8_t *bytes, uint32_t *count, int *type) {
  struct {
    struct file_handle handle;
    uint8_t room[MAX_HANDLE_SZ];
  } file = {.handle = {.handle_bytes = *count < MAX_HANDLE_SZ ? *count : MAX_HANDLE_SZ}};
  int mount;
  int result = name_to_handle_at(descriptor, "", &file.handle, &mount, AT_EMPTY_PATH);
  if (result == 0) {
    *count = file.handle.handle_bytes;
    *type = file.handle.handle_type;
    memcpy(bytes, file.handle.f_handle, file.handle.handle_bytes);
  }
  return result;
}

int shim_fstatfs_fsid(int descriptor, uint64_t *identity) {
  struct statfs status;
  int result = fstatfs(descriptor, &status);
  if (result == 0) memcpy(identity, &status.f_fsid, sizeof *identity);
  return result;
}

int shim_futex_wait(void *word, uint32_t key, int64_t nanoseconds) {
  struct timespec time = {
    .tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
  return (int)syscall(SYS_futex, word, FUTEX_WAIT, key, &time, NULL, 0);
}

int shim_futex_wake(void *word) {
  return (int)syscall(SYS_futex, word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}
