#include "extension.h"

/* The objects of arrays that are attached already, as long as they live, by location, mode and
 * whether there is no header: chains that begin in a table, which becomes longer with them. What
 * follows takes its turn by the interpreter's lock. */
static Memory **chains;
static size_t chain_count, listed_count;

static Memory **chain_of(Py_hash_t hash) { return &chains[(size_t)hash & (chain_count - 1)]; }

void unlist(Memory *memory) {
  Memory **place = chain_of(memory->hash);
  while (*place != memory) place = &(*place)->next;
  *place = memory->next;
  memory->is_listed = 0;
  listed_count--;
}

static void list_in(Memory *memory) {
  Memory **chain = chain_of(memory->hash);
  memory->next = *chain;
  *chain = memory;
}

/* Makes the table as long as there are arrays, or longer. */
static int make_room(void) {
  if (listed_count < chain_count) return 0;
  size_t count = chain_count == 0 ? 64 : 2 * chain_count;
  Memory **longer = PyMem_Calloc(count, sizeof *longer);
  if (longer == NULL) {
    PyErr_NoMemory();
    return -1;
  }
  Memory **old = chains;
  size_t old_count = chain_count;
  chains = longer;
  chain_count = count;
  for (size_t index = 0; index < old_count; index++) {
    for (Memory *memory = old[index], *next; memory != NULL; memory = next) {
      next = memory->next;
      list_in(memory);
    }
  }
  PyMem_Free(old);
  return 0;
}

static Memory *listed(PyObject *location, Py_hash_t hash, int32_t access, int is_raw) {
  if (chain_count == 0) return NULL;
  for (Memory *memory = *chain_of(hash); memory != NULL; memory = memory->next) {
    if (memory->hash == hash && memory->mode == modes[access] && memory->is_raw == is_raw
        && (memory->location == location || PyUnicode_Compare(memory->location, location) == 0))
      return memory;
  }
  return NULL;
}

PyObject *present(
  PyObject *location, Py_hash_t hash, int32_t access, int is_raw, int checks
) {
  Memory *memory = listed(location, hash, access, is_raw);
  if (memory == NULL) return NULL;
  PyObject *array = (PyObject *)memory;
  Py_INCREF(array);
  int32_t is_current = !checks;
  /* A system call of less than a microsecond: not worth to give the lock back. */
  if (checks && npyshare_is_current(memory->owned.pointer, &is_current)) failure();
  if (!is_current) Py_CLEAR(array);
  return array;
}

PyObject *registered(PyObject *array, int is_instead) {
  Memory *memory = (Memory *)array;
  if (memory->mode == modes[PRIVATE_COPY] || memory->is_listed) return array;
  memory->hash = PyObject_Hash(memory->location);
  int32_t access = memory->mode == modes[0] ? 0 : 1;
  PyObject *other = NULL;
  if (memory->hash == -1 || make_room() < 0) {
    Py_CLEAR(array);
  } else if (!is_instead) {
    other = present(memory->location, memory->hash, access, memory->is_raw, 1);
    /* One that may be another user's is only for who has said that it may be. */
    if (other != NULL && ((Memory *)other)->is_any_owner && !memory->is_any_owner)
      Py_CLEAR(other);
    if (other != NULL || PyErr_Occurred()) Py_CLEAR(array);
  }
  if (array == NULL) return other;
  /* One that is listed still is another array's, or is found instead from now on. */
  Memory *former = listed(memory->location, memory->hash, access, memory->is_raw);
  if (former != NULL) unlist(former);
  list_in(memory);
  memory->is_listed = 1;
  listed_count++;
  return array;
}
