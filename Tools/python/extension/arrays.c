#include "extension.h"

#include <string.h>

/* ---- What the package has said ---------------------------------------------------------------- */

/* The type of the objects of arrays, which inherits from Memory, what is to be called before the
 * first of them is made, and what makes a location one that means the same everywhere, or takes a
 * dtype and a shape as numpy's own functions take them. */
static PyTypeObject *array_type;
static PyObject *before_first, *to_absolute;
PyObject *to_elements;
static int is_prepared;

/* How arrays are attached: the modes of the package, as they are numbered. */
static const char *const mode_texts[] = {"r", "r+", "c"};
PyObject *modes[MODE_COUNT];

static PyObject *prepare_arrays(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyObject *type;
  if (!PyArg_ParseTuple(
        arguments, "O!OOO:prepare_arrays", &PyType_Type, &type, &before_first, &to_absolute,
        &to_elements))
    return NULL;
  if (!PyType_IsSubtype((PyTypeObject *)type, memory_type))
    return PyErr_Format(PyExc_TypeError, "%R is no type of handles of arrays", type);
  array_type = (PyTypeObject *)type;
  for (int number = 0; number < MODE_COUNT; number++) {
    modes[number] = PyUnicode_InternFromString(mode_texts[number]);
    if (modes[number] == NULL) return NULL;
  }
  /* The references are for good. */
  Py_INCREF(type);
  Py_INCREF(before_first);
  Py_INCREF(to_absolute);
  Py_INCREF(to_elements);
  Py_RETURN_NONE;
}

/* Says that an array is about to be made. */
int begin_arrays(void) {
  if (is_prepared) return 1;
  PyObject *result = PyObject_CallObject(before_first, NULL);
  if (result == NULL) return 0;
  Py_DECREF(result);
  is_prepared = 1;
  return 1;
}

/* ---- Arguments -------------------------------------------------------------------------------- */

/* A location that means the same in every working directory, and its text: a new reference. */
PyObject *located(PyObject *location, const char **text) {
  if (PyUnicode_CheckExact(location)) {
    if (!text_in(location, text)) return NULL;
    if (strchr(*text, '/') == NULL || **text == '/' || strncmp(*text, "shm:", 4) == 0) {
      Py_INCREF(location);
      return location;
    }
  }
  PyObject *found = PyObject_CallFunctionObjArgs(to_absolute, location, NULL);
  /* Of a class of the caller's: what is kept and compared is to be plain text. */
  PyObject *plain = found == NULL ? NULL : PyUnicode_FromObject(found);
  Py_XDECREF(found);
  if (plain != NULL && !text_in(plain, text)) Py_CLEAR(plain);
  return plain;
}

/* The same for a new array: NULL without an exception for None, of which the core makes a name. */
PyObject *located_unless_none(PyObject *location, const char **text) {
  *text = NULL;
  return location == Py_None ? NULL : located(location, text);
}

static int mode_in(PyObject *object, int32_t *access) {
  for (int32_t number = 0; number < MODE_COUNT; number++) {
    if (object == modes[number]) {
      *access = number;
      return 1;
    }
  }
  for (int32_t number = 0; number < MODE_COUNT; number++) {
    if (PyUnicode_Check(object)
        && PyUnicode_CompareWithASCIIString(object, mode_texts[number]) == 0) {
      *access = number;
      return 1;
    }
  }
  PyErr_Format(PyExc_ValueError, "the mode is %R; there are 'r', 'r+' and 'c'", object);
  return 0;
}

/* ---- Arrays that there are ------------------------------------------------------------------- */

/* A new array's object, which knows how it was found; a location of the core's for NULL, and where the
 * scope of a new array may have another root. */
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
    if (npyshare_array_names(array, &text, NULL) == NPYSHARE_OK)
      memory->location = PyUnicode_FromString(text);
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
  if (is_any_owner < 0 || is_raw < 0 || !mode_in(arguments[1], &access) || !begin_arrays()) return NULL;
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

static PyObject *publish(PyObject *Py_UNUSED(module), PyObject *object) {
  void *array;
  if (!handle_in(object, &array)) return NULL;
  int32_t status;
  FREELY(status = npyshare_publish(array));
  if (status) return failure();
  Py_INCREF(object);
  return registered(object, 1);
}

static PyObject *path(PyObject *Py_UNUSED(module), PyObject *object) {
  void *array;
  const char *path;
  if (!handle_in(object, &array)) return NULL;
  if (npyshare_array_names(array, NULL, &path)) return failure();
  return PyUnicode_FromString(path);
}

static PyObject *is_current(PyObject *Py_UNUSED(module), PyObject *object) {
  void *array;
  int32_t answer;
  if (!handle_in(object, &array)) return NULL;
  int32_t status;
  FREELY(status = npyshare_is_current(array, &answer));
  if (status) return failure();
  return PyBool_FromLong(answer);
}

static PyObject *identity(PyObject *Py_UNUSED(module), PyObject *object) {
  if (!PyObject_TypeCheck(object, memory_type))
    return PyErr_Format(PyExc_TypeError, "%R is no handle of an array", object);
  Memory *memory = (Memory *)object;
  if (memory->identity == NULL) {
    uint8_t bytes[152];
    int32_t count = sizeof bytes;
    int32_t status;
    FREELY(status = npyshare_array_identity(memory->owned.pointer, bytes, &count));
    if (status) return failure();
    /* Another thread may have asked meanwhile. */
    PyObject *made = PyBytes_FromStringAndSize((const char *)bytes, count);
    if (memory->identity == NULL) {
      memory->identity = made;
    } else {
      Py_XDECREF(made);
    }
  }
  Py_XINCREF(memory->identity);
  return memory->identity;
}

static PyObject *flush(PyObject *Py_UNUSED(module), PyObject *object) {
  void *array;
  if (!handle_in(object, &array)) return NULL;
  int32_t status;
  FREELY(status = npyshare_flush(array));
  return done(status);
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

static PyObject *remove_array(PyObject *Py_UNUSED(module), PyObject *object) {
  void *array;
  if (!handle_in(object, &array)) return NULL;
  int32_t status, is_removed;
  FREELY(status = npyshare_array_remove(array, &is_removed));
  return status ? failure() : PyBool_FromLong(is_removed);
}

PyMethodDef array_calls[] = {
  {"prepare_arrays", prepare_arrays, METH_VARARGS, NULL},
  {"attach", FAST(attach)},
  {"attach_elements", FAST(attach_elements)},
  {"known_array", known_array, METH_VARARGS, NULL},
  {"adopt_message", adopt_message, METH_O, NULL},
  {"publish", publish, METH_O, NULL},
  {"path", path, METH_O, NULL},
  {"is_current", is_current, METH_O, NULL},
  {"identity", identity, METH_O, NULL},
  {"flush", flush, METH_O, NULL},
  {"remove_name", remove_name, METH_VARARGS, NULL},
  {"remove_array", remove_array, METH_O, NULL},
  {NULL, NULL, 0, NULL},
};
