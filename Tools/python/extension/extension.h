/* npyshare's calls for Python: arguments out of Python's objects, arrays out of the core's facts.
 *
 * What a call does is npyshare.h's, what Python sees is the package's; only which arrays are
 * attached already is known here. Every call that may take long gives the interpreter's lock back
 * meanwhile.
 */
#pragma once

/* Any CPython from 3.9 on, and any numpy from 1.23 on, whichever this is built with. */
#define Py_LIMITED_API 0x03090000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#define NPY_NO_DEPRECATED_API NPY_1_7_API_VERSION
#define NPY_TARGET_VERSION NPY_1_23_API_VERSION
#define PY_ARRAY_UNIQUE_SYMBOL npyshare_numpy
#ifndef HAS_NUMPY_TABLE
#define NO_IMPORT_ARRAY
#endif
#include <numpy/arrayobject.h>

#include <npyshare.h>

/* ---- Objects --------------------------------------------------------------------------------- */

/* A handle of the core's, which is released with the object. */
typedef struct {
  PyObject_HEAD
  void *pointer;
} Owned;

/* One that has elements: arrays over them end in it, so that it stays as long as they do. */
typedef struct Memory {
  Owned owned;
  PyObject *weak_references;
  /* Of an array: where it was found and how, a str each; the mode is one of `modes`. */
  PyObject *location, *mode;
  /* Of an array that can be found again: the next one of its chain; the hash of its location. */
  struct Memory *next;
  Py_hash_t hash;
  int is_listed;
  /* What tells its file from others: bytes, once they were asked for. */
  PyObject *identity;
  /* Of a message: whether it was let go of. */
  int is_released;
  void *data;
  int64_t nbytes;
  int32_t is_writable, is_fortran, is_raw, axis_count;
  /* Of an array: whether it may be another user's. */
  int32_t is_any_owner;
  npy_intp *shape;
  PyArray_Descr *dtype;
} Memory;

extern PyTypeObject *owned_type, *memory_type;
int make_types(PyObject *module);

/* Takes an array that is about to go out of those that are found again. */
void unlist(Memory *memory);

/* Puts an object, with a reference of its own, where another one was, or none. */
void put(PyObject **place, PyObject *object);

/* Keeps a handle in an object that has none: another thread may be in a call of one that it has. */
PyObject *keep(PyObject *object, void *pointer);

/* A new object of a type, which is Memory's or inherits from it. The handle is the object's, or
 * released when there is none. `dtype` NULL is the one that the facts tell. */
PyObject *new_memory(
  PyTypeObject *type, void *pointer, const npyshare_facts *facts, PyArray_Descr *dtype);

/* An array of all elements of some memory, which keeps it. */
PyObject *elements_of(PyObject *memory);
/* The same, and takes the reference to the memory; NULL for NULL. */
PyObject *elements_alone(PyObject *memory);

/* An array over some memory, which keeps `owner`. Takes the reference to `dtype`. */
PyObject *array_over(
  PyObject *owner, PyArray_Descr *dtype, int axis_count, const npy_intp *shape, void *data,
  int is_fortran, int is_writable);

/* ---- Arrays ---------------------------------------------------------------------------------- */

/* The type of the objects of arrays, which inherits from Memory. */
extern PyTypeObject *array_type;
/* How arrays are attached: the modes of the package, as they are numbered. */
enum { MODE_COUNT = 3, PRIVATE_COPY = 2 };
extern PyObject *modes[MODE_COUNT];
/* The number of a mode; 0 with an exception for what is none. */
int mode_in(PyObject *object, int32_t *access);
/* What takes a dtype and a shape as numpy's own functions take them. */
extern PyObject *to_elements;

/* Says that an array is about to be made; 0 with an exception. */
int begin_arrays(void);

/* A location that means the same in every working directory, and its text: a new reference. */
PyObject *located(PyObject *location, const char **text);
/* The same for a new array: NULL without an exception for None, of which the core makes a name. */
PyObject *located_unless_none(PyObject *location, const char **text);

/* A new array's object, which knows how it was found; a location of the core's for NULL, and where
 * the scope of a new array may have another root. */
PyObject *new_array(
  int32_t status, npyshare_array *array, const npyshare_facts *facts, PyArray_Descr *dtype,
  PyObject *location);

/* The object of an array that is attached, if its name still leads to it, or, without checks,
 * whatever that leads to; a new reference. NULL without an exception when there is none. */
PyObject *present(
  PyObject *location, Py_hash_t hash, int32_t access, int is_raw, int checks);
/* An array, to be found again; or, unless it is to be found instead of others, as one that this
 * process may own is, the one that another thread has made of it meanwhile, if that may be had as
 * well. Takes the reference. */
PyObject *registered(PyObject *array, int is_instead);

/* ---- Arguments, for PyArg_ParseTuple's O& ---------------------------------------------------- */

/* The handle of an object; NULL for None. */
int handle_in(PyObject *object, void *pointer);
/* The handle of a message that was not released. */
int message_in(PyObject *object, void *pointer);
/* Text without zeros in it; NULL for None. It stays as long as the object. */
int text_in(PyObject *object, void *text);
/* Seconds to wait; below 0 for None, which is without end. */
int seconds_in(PyObject *object, void *seconds);

/* A shape as the core takes it. */
typedef struct {
  int32_t axis_count;
  int64_t extents[NPYSHARE_MAX_AXES];
} Shape;
int shape_in(PyObject *tuple, void *shape);

/* How an array is made: a tuple of the members of npyshare_creation. */
int creation_in(PyObject *tuple, void *creation);

/* What numpy's header calls a dtype, as an object that keeps the text. */
PyObject *descr_of(PyArray_Descr *dtype);
/* The dtype of what a header says. */
PyArray_Descr *dtype_of(const char *descr);

/* ---- Calls ----------------------------------------------------------------------------------- */

/* Raises what the core's last failure stands for; NULL. */
PyObject *failure(void);
/* None, or that. */
PyObject *done(int32_t status);
/* The same of a call that has waited in slices, of which the core knows the last. */
PyObject *done_within(int32_t status, double seconds);
/* A text that the core has made, as a str; it is released. */
PyObject *text_out(npyshare_text *text);

/* A wait of some seconds in slices, between which Python looks for signals such as Ctrl-C. */
typedef struct {
  double seconds;
  double end;
} Wait;
double wait_slice(Wait *wait);
int wait_goes_on(Wait *wait, int32_t *status);

#define FREELY(call) \
  do { \
    Py_BEGIN_ALLOW_THREADS \
    call; \
    Py_END_ALLOW_THREADS \
  } while (0)

/* Makes a call, which waits for `limit` seconds, until it does not time out, and has its status. */
#define PATIENTLY(seconds_to_wait, status, call) \
  do { \
    Wait wait = {seconds_to_wait, 0}; \
    do { \
      double limit = wait_slice(&wait); \
      FREELY(status = call); \
    } while (status == NPYSHARE_TIMED_OUT && wait_goes_on(&wait, &status)); \
  } while (0)

/* What a status that is no failure of the core's says: the exception is set already. */
enum { RAISED = -1 };

/* Python 3.9 has it, too, where it is no part of the stable interface yet. */
#ifndef METH_FASTCALL
#define METH_FASTCALL 0x0080
#endif
#define FAST(function) (PyCFunction)(void (*)(void))function, METH_FASTCALL, NULL

extern PyMethodDef package_calls[], array_calls[], handle_calls[], creation_calls[], owner_calls[],
  queue_calls[], file_calls[], list_calls[];
