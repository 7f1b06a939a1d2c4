/* npyshare: shared numpy arrays that are plain .npy files, for C and for what calls C.
 *
 * Every call returns NPYSHARE_OK or says what kind of failure it was; npyshare_last_error() then has
 * the message and the kernel's number. Bad arguments (NULL, a handle of another kind, text that is
 * not UTF-8, negative extents) are failures, never a crash; a handle that was released already is
 * not a handle any more, and must not be given to any call.
 *
 * Handles are opaque and end with npyshare_release(). They may be used by several threads at a time.
 * Text that goes in is UTF-8 that ends with a zero. Text that comes out in a `const char *` stays as
 * long as the handle that it was asked of, unless a call says otherwise. Times are in seconds, sizes
 * in bytes. What a call stores through a pointer is stored only when it returns NPYSHARE_OK.
 *
 * A forked child may go on to use the arrays that its parent has attached, and the whole library. It
 * has none of its parent's leases, scopes and queues.
 */
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Changes whenever a caller would have to. */
#define NPYSHARE_ABI_VERSION 2
int32_t npyshare_abi_version(void);

/* ---- Failures ---------------------------------------------------------------------------------- */

enum {
  NPYSHARE_OK = 0,
  /* An argument that no call takes, or that does not fit the array; nothing was tried. */
  NPYSHARE_INVALID = 1,
  /* The name is taken. */
  NPYSHARE_EXISTS = 2,
  /* Nothing has that name, or its directory is not there. */
  NPYSHARE_NOT_FOUND = 3,
  /* There is no room. */
  NPYSHARE_NO_SPACE = 4,
  /* It has not happened in that time. */
  NPYSHARE_TIMED_OUT = 5,
  /* The file is another user's, or the kernel does not let this process. */
  NPYSHARE_NOT_PERMITTED = 6,
  /* The file is not what it should be: no header, damaged, too short, Python objects, a list's or a
   * queue's bytes altered. */
  NPYSHARE_DAMAGED = 7,
  /* Attached for reading, and asked to store. */
  NPYSHARE_NOT_WRITABLE = 8,
  /* Somebody uses it or owns it. */
  NPYSHARE_IN_USE = 9,
  /* The handle, the queue or the scope was closed, or belongs to the parent of this process. */
  NPYSHARE_CLOSED = 10,
  /* A queue was closed, and everything that was sent has been received. */
  NPYSHARE_ENDED = 11,
  /* The thread would wait for itself. */
  NPYSHARE_DEADLOCK = 12,
  /* No item of a list has that index, or no row of an array. */
  NPYSHARE_OUT_OF_RANGE = 13,
  /* The name leads to something else by now. */
  NPYSHARE_REPLACED = 14,
  /* The kernel refused: its number says why. */
  NPYSHARE_SYSTEM = 15
};

typedef struct npyshare_error {
  int32_t kind;
  /* The kernel's number (errno), or 0. */
  int32_t number;
  /* One line of UTF-8: the thing, the numbers, the remedy. Stays until this thread's next failure. */
  const char *message;
} npyshare_error;

/* The last failure of the calling thread; its kind is NPYSHARE_OK when there was none. */
int32_t npyshare_last_error(npyshare_error *error);

/* Lets go of a handle of any kind. NULL is nothing to let go of. */
int32_t npyshare_release(void *handle);

/* ---- Arrays ------------------------------------------------------------------------------------ */

typedef struct npyshare_array npyshare_array;
typedef struct npyshare_scope npyshare_scope;

enum { NPYSHARE_READ_ONLY = 0, NPYSHARE_READ_WRITE = 1, NPYSHARE_PRIVATE_COPY = 2 };
enum { NPYSHARE_PERSISTENT = 0, NPYSHARE_SCOPED = 1, NPYSHARE_LAST_USER = 2 };
enum { NPYSHARE_MAX_AXES = 64 };

/* Where an array's elements are and what they are. */
typedef struct npyshare_facts {
  /* The first element; it stays there as long as the handle. */
  void *data;
  int64_t data_bytes;
  /* Of the first element in the file. */
  int64_t data_offset;
  int64_t item_size;
  /* What numpy writes after 'descr': a type string in quotes, or a list of fields. It stays as long
   * as the handle. */
  const char *descr;
  int32_t access;
  /* Whether the first index runs fastest. */
  int32_t is_fortran;
  /* Whether there is no header. */
  int32_t is_raw;
  int32_t axis_count;
  int64_t shape[NPYSHARE_MAX_AXES];
} npyshare_facts;

/* How a new array is made. All zeros are the defaults: C order, a header as numpy writes it, its room
 * reserved, mode 0600, a taken name refused, until it is removed. */
typedef struct npyshare_creation {
  int32_t is_fortran;
  /* No header: for blocks of CPython's SharedMemory. */
  int32_t is_raw;
  /* The header takes 4096 bytes, so that the elements begin with a page. */
  int32_t is_page_padded;
  /* No room is reserved. Storing when the file system is full then ends the process with SIGBUS. */
  int32_t is_sparse;
  /* A taken name is replaced; who has the old array attached keeps it. */
  int32_t replaces;
  /* Return only when the bytes and the name are on the disk. */
  int32_t is_durable;
  int32_t lifetime;
  /* The mode of the file; 0 for 0600. */
  uint32_t permissions;
  /* Who owns an array that goes by itself; NULL for the process's own scope. */
  npyshare_scope *scope;
} npyshare_creation;

/* Creates an array of zeros. NULL as the location is a new name in the scope, or under the root.
 * `descr` is as in the facts, or what numpy.dtype() takes; `options` may be NULL. */
int32_t npyshare_create(
  const char *location, const char *descr, int32_t axis_count, const int64_t *shape,
  const npyshare_creation *options, npyshare_array **array, npyshare_facts *facts);

/* Begins an array that nobody sees before npyshare_publish(), and that is gone when it is released
 * before. The elements begin as zeros. */
int32_t npyshare_begin(
  const char *location, const char *descr, int32_t axis_count, const int64_t *shape,
  const npyshare_creation *options, npyshare_array **array, npyshare_facts *facts);

/* Gives an array that was begun its name. The handle and its facts stay what they are. */
int32_t npyshare_publish(npyshare_array *array);

/* Copies a .npy file into a new array, which is then attached for reading and storing. */
int32_t npyshare_import(
  const char *path, const char *location, const npyshare_creation *options,
  npyshare_array **array, npyshare_facts *facts);

/* Attaches an array. `is_any_owner` allows other users' arrays; `timeout` is how long to wait for one
 * that is not there yet, below 0 without end. */
int32_t npyshare_attach(
  const char *location, int32_t access, int32_t is_any_owner, double timeout,
  npyshare_array **array, npyshare_facts *facts);

/* Attaches elements without a header. A single extent of -1 stands for as many as the file has; who
 * waits then waits for bytes in it, too. */
int32_t npyshare_attach_raw(
  const char *location, const char *descr, int32_t axis_count, const int64_t *shape,
  int32_t is_fortran, int32_t access, int32_t is_any_owner, double timeout,
  npyshare_array **array, npyshare_facts *facts);

int32_t npyshare_array_facts(npyshare_array *array, npyshare_facts *facts);

/* The location that finds it, a name only under the standard root, and the path. */
int32_t npyshare_array_names(npyshare_array *array, const char **location, const char **path);

/* Whether the name still leads to this array, and its header says what the facts say. */
int32_t npyshare_is_current(npyshare_array *array, int32_t *is_current);

/* What tells the array's file from every other one that there was or will be: bytes that are the same
 * for all who have it attached. `count` says how many there is room for (152 are enough), and then how
 * many there are; 0 where the file system has none. */
int32_t npyshare_array_identity(npyshare_array *array, uint8_t *bytes, int32_t *count);

/* Waits until what was stored is on the disk. */
int32_t npyshare_flush(npyshare_array *array);

/* Removes a name. Who has the array attached keeps it, whole. `is_raw` removes any regular file;
 * `is_only_if_unused` refuses an array that somebody has attached. */
int32_t npyshare_remove(const char *location, int32_t is_raw, int32_t is_only_if_unused);

/* Removes an array's name if it still leads to this array; says whether it did. */
int32_t npyshare_array_remove(npyshare_array *array, int32_t *is_removed);

/* ---- Ownership --------------------------------------------------------------------------------- */

/* Begins a scope: what owns arrays that must not outlive it. `root` NULL is the standard one. */
int32_t npyshare_scope_begin(const char *root, npyshare_scope **scope);

/* What it is called, and the directory of its arrays. */
int32_t npyshare_scope_names(npyshare_scope *scope, const char **identifier, const char **root);

int32_t npyshare_scope_is_open(npyshare_scope *scope, int32_t *is_open);

/* Ends a scope: its arrays' names go. Closing it again, or in a forked child, does nothing. */
int32_t npyshare_scope_close(npyshare_scope *scope);

/* How long an array stays, as far as this handle owns it; -1 when it does not. */
int32_t npyshare_array_lifetime(npyshare_array *array, int32_t *lifetime);

/* Makes an array stay until it is removed. */
int32_t npyshare_array_persist(npyshare_array *array);

/* Gives an array to a scope, or to the process's own one for NULL. */
int32_t npyshare_array_adopt(npyshare_array *array, int32_t lifetime, npyshare_scope *scope);

/* ---- Leases ------------------------------------------------------------------------------------ */

typedef struct npyshare_lease npyshare_lease;

/* Takes a lease on the rows `first` to before `end` of the outermost axis, or on the whole array when
 * `end` is below 0. `timeout` below 0 waits without end; 0 only tries. */
int32_t npyshare_lease_take(
  npyshare_array *array, int32_t is_exclusive, int64_t first, int64_t end, double timeout,
  npyshare_lease **lease);

/* Ends a lease, in any thread; the handle is still to be released. Ending it again does nothing. */
int32_t npyshare_lease_end(npyshare_lease *lease);

/* ---- Reports ----------------------------------------------------------------------------------- */

/* Text that a call has made: JSON as the command of the same name prints it with --json. */
typedef struct npyshare_text npyshare_text;

int32_t npyshare_text_bytes(npyshare_text *text, const char **bytes, int64_t *count);

/* What is in the root, NULL for the standard one. `with_processes` looks for who maps it, too. */
int32_t npyshare_list(const char *root, int32_t with_processes, npyshare_text **text);

/* Removes what dead owners have left, or says what would be removed. */
int32_t npyshare_collect(const char *root, int32_t is_dry_run, npyshare_text **text);

/* What a file is: an array, an archive, a snapshot. `target` is a location or a path. */
int32_t npyshare_inspect(const char *target, npyshare_text **text);

/* ---- Snapshots --------------------------------------------------------------------------------- */

enum { NPYSHARE_STABLE = 0, NPYSHARE_LEASED = 1, NPYSHARE_FUZZY = 2 };

/* How a snapshot is taken. All zeros are the defaults: stable, zstd level 1, frames of 256 KiB, all
 * processors, on the disk unless the file system is in memory, a taken name refused, mode 0600. */
typedef struct npyshare_snapshot_options {
  int32_t consistency;
  /* A leased snapshot copies first, and lets go of the lease. */
  int32_t is_spooled;
  /* 1 to 22; 0 for 1, below 0 for no compression: a plain .npy. */
  int32_t level;
  /* At most so many threads; 0 for as many as there are processors. */
  int32_t threads;
  /* The most passes of a stable one; 0 for 8. */
  int32_t passes;
  int32_t replaces;
  /* 0 for nothing; see above for the default. */
  uint32_t permissions;
  /* 0 for the default. */
  int64_t frame_bytes;
} npyshare_snapshot_options;

/* Takes a snapshot of an array; the report says what has become of it. */
int32_t npyshare_snapshot(
  npyshare_array *array, const char *path, const npyshare_snapshot_options *options,
  npyshare_text **text);

/* Makes an array of a snapshot, or of its rows `first` to before `end`; of all when `end` is below 0.
 * It is attached for reading and storing. */
int32_t npyshare_restore(
  const char *path, const char *location, int64_t first, int64_t end, int32_t threads,
  const npyshare_creation *options, npyshare_array **array, npyshare_facts *facts);

/* Stores a snapshot's elements into an array that is there already, under an exclusive lease. */
int32_t npyshare_restore_into(const char *path, npyshare_array *array, int32_t threads);

typedef struct npyshare_snapshot_reader npyshare_snapshot_reader;

/* Opens a snapshot to read from it. The facts have no data. */
int32_t npyshare_snapshot_open(
  const char *path, npyshare_snapshot_reader **reader, npyshare_facts *facts);

/* Decompresses rows `first` to before `end` into memory for exactly their bytes. */
int32_t npyshare_snapshot_read(
  npyshare_snapshot_reader *reader, int64_t first, int64_t end, void *bytes, int64_t count);

/* ---- Queues ------------------------------------------------------------------------------------ */

typedef struct npyshare_queue npyshare_queue;
typedef struct npyshare_message npyshare_message;

typedef struct npyshare_queue_facts {
  int64_t payload_count;
  int64_t payload_bytes;
  /* Sent and not received. */
  int64_t depth;
  /* Lost with receivers that were killed. */
  int64_t lost;
  int32_t has_one_producer;
  int32_t has_one_consumer;
  int32_t acknowledges;
  int32_t is_closed;
} npyshare_queue_facts;

/* Creates a queue, with room for so many messages of so many bytes of elements each. Its lifetime is
 * one of those of arrays; -1 for NPYSHARE_LAST_USER under the root and NPYSHARE_PERSISTENT elsewhere. */
int32_t npyshare_queue_create(
  const char *location, int64_t payload_count, int64_t payload_bytes, int32_t has_one_producer,
  int32_t has_one_consumer, int32_t acknowledges, int32_t lifetime, npyshare_queue **queue);

int32_t npyshare_queue_attach(const char *location, npyshare_queue **queue);

int32_t npyshare_queue_facts_of(npyshare_queue *queue, npyshare_queue_facts *facts);

/* Sends a copy of `count` bytes of elements, which lie as the shape and the order say. `timeout` is
 * how long to wait for a payload: below 0 without end, 0 only tries. */
int32_t npyshare_queue_send(
  npyshare_queue *queue, const char *descr, int32_t axis_count, const int64_t *shape,
  int32_t is_fortran, const void *bytes, int64_t count, double timeout);

/* Fills the elements' bytes, which begin as an earlier message left them; 0, or else nothing is sent. */
typedef int32_t (*npyshare_fill)(void *context, void *bytes, int64_t count);

/* Sends a message that is filled in place, during the call and in its thread. What `fill` returns, if
 * not 0, is returned. */
int32_t npyshare_queue_fill(
  npyshare_queue *queue, const char *descr, int32_t axis_count, const int64_t *shape,
  int32_t is_fortran, npyshare_fill fill, void *context, double timeout);

/* Hands a whole array over, without copying it, to whoever receives it: one with a header, in the
 * queue's root, that this process owns or nobody does. Handles stay attached, and own it no more. */
int32_t npyshare_queue_put(npyshare_queue *queue, npyshare_array *array, double timeout);

/* Receives a message: elements that were sent, or an array that was put. They stay where they are until
 * it is released; in a queue that acknowledges it is then delivered again unless it was acknowledged
 * before. */
int32_t npyshare_queue_receive(
  npyshare_queue *queue, double timeout, npyshare_message **message, npyshare_facts *facts);

int32_t npyshare_message_is_redelivered(npyshare_message *message, int32_t *is_redelivered);

/* Whether it is an array that was put. */
int32_t npyshare_message_is_array(npyshare_message *message, int32_t *is_array);

/* Keeps an array that was put: it is attached for reading and storing, belongs to this process with
 * the lifetime that it had, and the message need not be delivered again. */
int32_t npyshare_message_adopt(
  npyshare_message *message, npyshare_array **array, npyshare_facts *facts);

/* Lets go of a message and says that it need not be delivered again. The handle is still to be
 * released; until then its elements stay mapped, but they may be a later message's. An array that was
 * put and that nobody has adopted is removed, unless it is persistent. */
int32_t npyshare_message_acknowledge(npyshare_message *message);

/* The same without saying so: in a queue that acknowledges it is delivered again. */
int32_t npyshare_message_give_back(npyshare_message *message);

/* Says that nothing more will be sent. */
int32_t npyshare_queue_close(npyshare_queue *queue);

/* Closes a queue and removes its name. */
int32_t npyshare_queue_remove(const char *location);

/* ---- Lists ------------------------------------------------------------------------------------- */

typedef struct npyshare_list_handle npyshare_list_handle;

enum {
  NPYSHARE_NONE = 0, NPYSHARE_INT = 1, NPYSHARE_DOUBLE = 2, NPYSHARE_BOOL = 3, NPYSHARE_STRING = 4,
  NPYSHARE_BYTES = 5
};

/* An item of a list of CPython's. */
typedef struct npyshare_item {
  int32_t type;
  /* An int, or 0 or 1 for a bool. */
  int64_t integer;
  double number;
  /* A string in UTF-8, or bytes, and how many. */
  const void *bytes;
  int64_t count;
} npyshare_item;

int32_t npyshare_list_create(
  const char *location, const npyshare_item *items, int64_t count, npyshare_list_handle **list);

int32_t npyshare_list_attach(
  const char *location, int32_t is_writable, npyshare_list_handle **list, int64_t *count);

/* Reads an item. Of a string or bytes `text` keeps the bytes, and is to be released; for others it is
 * NULL. */
int32_t npyshare_list_get(
  npyshare_list_handle *list, int64_t index, npyshare_item *item, npyshare_text **text);
int32_t npyshare_list_set(npyshare_list_handle *list, int64_t index, const npyshare_item *item);

/* How an item is stored, as Python's struct spells it. */
int32_t npyshare_list_format(npyshare_list_handle *list, int64_t index, npyshare_text **text);

#ifdef __cplusplus
}
#endif
