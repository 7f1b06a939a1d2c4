#include "extension.h"

#include <time.h>

int handle_in(PyObject *object, void *pointer) {
  if (object == Py_None) {
    *(void **)pointer = NULL;
    return 1;
  }
  if (!PyObject_TypeCheck(object, owned_type)) {
    PyErr_Format(PyExc_TypeError, "%R is no handle", object);
    return 0;
  }
  *(void **)pointer = ((Owned *)object)->pointer;
  return 1;
}

int text_in(PyObject *object, void *text) {
  if (object == Py_None) {
    *(const char **)text = NULL;
    return 1;
  }
  if (PyArg_Parse(object, "s", text)) return 1;
  if (PyErr_ExceptionMatches(PyExc_ValueError))
    PyErr_Format(
      PyExc_ValueError, "%R holds a zero, or has no UTF-8: nothing can have that name", object);
  return 0;
}

int seconds_in(PyObject *object, void *seconds) {
  double *place = seconds;
  *place = -1;
  if (object == Py_None) return 1;
  double asked = PyFloat_AsDouble(object);
  if (asked == -1 && PyErr_Occurred()) return 0;
  if (asked != asked) {
    PyErr_SetString(PyExc_ValueError, "the timeout is not a number");
    return 0;
  }
  *place = asked < 0 ? 0 : asked;
  return 1;
}

int shape_in(PyObject *tuple, void *shape) {
  Shape *place = shape;
  Py_ssize_t count = PyTuple_Size(tuple);
  if (count < 0) return 0;
  int is_possible = count <= NPYSHARE_MAX_AXES;
  for (Py_ssize_t axis = 0; is_possible && axis < count; axis++) {
    int overflow;
    long long extent = PyLong_AsLongLongAndOverflow(PyTuple_GetItem(tuple, axis), &overflow);
    if (extent == -1 && PyErr_Occurred()) return 0;
    is_possible = extent >= 0 && !overflow;
    place->extents[axis] = extent;
  }
  if (!is_possible) {
    PyErr_Format(PyExc_ValueError, "the shape %R is none that an array can have", tuple);
    return 0;
  }
  place->axis_count = (int32_t)count;
  return 1;
}

int creation_in(PyObject *tuple, void *creation) {
  npyshare_creation *place = creation;
  void *scope;
  PyObject *owner;
  if (!PyArg_ParseTuple(
        tuple, "ppppppiIO", &place->is_fortran, &place->is_raw, &place->is_page_padded,
        &place->is_sparse, &place->replaces, &place->is_durable, &place->lifetime,
        &place->permissions, &owner)
      || !handle_in(owner, &scope))
    return 0;
  if (owner != Py_None && scope == NULL) {
    PyErr_SetString(PyExc_ValueError, "the scope was not begun: call its __init__");
    return 0;
  }
  place->scope = scope;
  return 1;
}

double wait_slice(Wait *wait) {
  /* How long a signal may have to wait for Python to look at it. */
  static const double most = 0.2;
  /* A wait that is over is no call that never waits, which fails in other ways. */
  static const double least = 1e-6;
  if (wait->seconds < 0) return most;
  if (wait->seconds <= most) return wait->seconds;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  double time = (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
  if (wait->end == 0) wait->end = time + wait->seconds;
  wait->seconds = wait->end > time ? wait->end - time : least;
  return wait->seconds < most ? wait->seconds : most;
}

int wait_goes_on(Wait *wait, int32_t *status) {
  /* After the last slice its failure is raised: a signal's function may make calls that fail. */
  if (wait->seconds >= 0 && wait->seconds <= 0.2) return 0;
  if (PyErr_CheckSignals() < 0) {
    *status = RAISED;
    return 0;
  }
  return 1;
}
