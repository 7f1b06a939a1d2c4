#include "extension.h"

PyObject *new_array(
  int32_t status, npyshare_array *array, const npyshare_facts *facts, PyArray_Descr *dtype,
  PyObject *location
) {
  if (status != NPYSHARE_OK) return done(status);
  PyObject *made = new_memory(array_type, array, facts, dtype);
  if (made == NULL) return NULL;
  Memory *memory = (Memory *)made;
  if (location == NULL) {
    const char *text;
    if (npyshare_array_names(array, &text, NULL)) {
      failure();
    } else {
      memory->location = PyUnicode_FromString(text);
    }
  } else {
    Py_INCREF(location);
    memory->location = location;
  }
  memory->mode = modes[facts->access];
  Py_INCREF(memory->mode);
  if (memory->location == NULL) Py_CLEAR(made);
  return made;
}

/* This process's object of an array, the one that it has if its name still leads to it. Takes the
 * reference to the location. */
static PyObject *attached(
  PyObject *location, const char *text, int32_t access, int is_any_owner, int is_raw,
  double seconds
) {
  Py_hash_t hash = PyObject_Hash(location);
  PyObject *known = hash == -1 ? NULL : present(location, hash, access, is_raw, 1);
  /* One that may be another user's is only for who has said that it may be. */
  int is_too_free = known != NULL && ((Memory *)known)->is_any_owner && !is_any_owner;
  if ((known != NULL && !is_too_free) || PyErr_Occurred()) {
    Py_DECREF(location);
    return known;
  }
  Py_XDECREF(known);
  int32_t status;
  npyshare_array *array;
  npyshare_facts facts;
  if (is_raw) {
    /* All bytes that there are. */
    int64_t shape = -1;
    PATIENTLY(
      seconds, status,
      npyshare_attach_raw(
        text, "|u1", 1, &shape, 0, access, is_any_owner, limit, &array, &facts));
  } else {
    PATIENTLY(seconds, status, npyshare_attach(text, access, is_any_owner, limit, &array, &facts));
  }
  PyObject *made = status == NPYSHARE_OK ? new_array(status, array, &facts, NULL, location)
                                         : done_within(status, seconds);
  Py_DECREF(location);
  if (made == NULL) return NULL;
  ((Memory *)made)->is_any_owner = is_any_owner;
  return registered(made, is_too_free);
}

/* Location, mode, whether it may be anybody's, seconds to wait, and, when there are five, whether
 * there is no header. */
static PyObject *attach_as_asked(PyObject *const *arguments, Py_ssize_t count) {
  if (count < 4 || count > 5)
    return PyErr_Format(PyExc_TypeError, "attach takes 4 or 5 arguments, not %zd", count);
  int32_t access;
  double seconds = PyFloat_AsDouble(arguments[3]);
  if (seconds == -1 && PyErr_Occurred()) return NULL;
  if (seconds != seconds) {
    PyErr_SetString(PyExc_ValueError, "the timeout is not a number");
    return NULL;
  }
  int is_any_owner = PyObject_IsTrue(arguments[2]);
  int is_raw = count < 5 ? 0 : PyObject_IsTrue(arguments[4]);
  if (is_any_owner < 0 || is_raw < 0 || !mode_in(arguments[1], &access) || !begin_arrays())
    return NULL;
  const char *text;
  PyObject *location = located(arguments[0], &text);
  if (location == NULL) return NULL;
  return attached(location, text, access, is_any_owner, is_raw, seconds < 0 ? -1 : seconds);
}

static PyObject *attach(
  PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count
) {
  return attach_as_asked(arguments, count);
}

static PyObject *attach_elements(
  PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count
) {
  return elements_alone(attach_as_asked(arguments, count));
}

static PyObject *known_array(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyObject *location, *mode;
  int is_raw;
  int32_t access;
  if (!PyArg_ParseTuple(arguments, "UOp:known_array", &location, &mode, &is_raw)
      || !mode_in(mode, &access))
    return NULL;
  location = PyUnicode_FromObject(location);
  if (location == NULL) return NULL;
  Py_hash_t hash = PyObject_Hash(location);
  PyObject *known = hash == -1 ? NULL : present(location, hash, access, is_raw, 0);
  Py_DECREF(location);
  if (known == NULL && !PyErr_Occurred()) Py_RETURN_NONE;
  return known;
}

static PyObject *adopt_message(PyObject *Py_UNUSED(module), PyObject *object) {
  void *message;
  if (!begin_arrays() || !message_in(object, &message)) return NULL;
  int32_t status;
  npyshare_array *array;
  npyshare_facts facts;
  FREELY(status = npyshare_message_adopt(message, &array, &facts));
  if (status == NPYSHARE_OK) ((Memory *)object)->is_released = 1;
  PyObject *made = new_array(status, array, &facts, NULL, NULL);
  return made == NULL ? NULL : registered(made, 1);
}

static PyObject *remove_name(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyObject *object;
  int is_raw, is_only_if_unused;
  if (!PyArg_ParseTuple(arguments, "Opp:remove_name", &object, &is_raw, &is_only_if_unused))
    return NULL;
  const char *text;
  PyObject *location = located(object, &text);
  if (location == NULL) return NULL;
  int32_t status;
  FREELY(status = npyshare_remove(text, is_raw, is_only_if_unused));
  Py_DECREF(location);
  return done(status);
}

PyMethodDef array_calls[] = {
  {"attach", FAST(attach)},
  {"attach_elements", FAST(attach_elements)},
  {"known_array", known_array, METH_VARARGS, NULL},
  {"adopt_message", adopt_message, METH_O, NULL},
  {"remove_name", remove_name, METH_VARARGS, NULL},
  {NULL, NULL, 0, NULL},
};
