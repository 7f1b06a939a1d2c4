#include "extension.h"

/* The type that the objects of new arrays are to have: npyshare's own, which inherits. */
static int kind_in(PyObject *object, void *kind) {
  if (!PyType_Check(object) || !PyType_IsSubtype((PyTypeObject *)object, memory_type)) {
    PyErr_Format(PyExc_TypeError, "%R is no type of handles of arrays", object);
    return 0;
  }
  *(PyTypeObject **)kind = (PyTypeObject *)object;
  return 1;
}

/* How arrays are attached: the modes of the package, as they are numbered. */
static const char *const modes[] = {"r", "r+", "c"};

static int mode_in(PyObject *object, void *access) {
  for (int32_t number = 0; number < 3; number++) {
    if (PyUnicode_Check(object) && PyUnicode_CompareWithASCIIString(object, modes[number]) == 0) {
      *(int32_t *)access = number;
      return 1;
    }
  }
  PyErr_Format(PyExc_ValueError, "the mode is %R; there are 'r', 'r+' and 'c'", object);
  return 0;
}

/* ---- Arrays that are attached already -------------------------------------------------------- */

/* Weak references to their objects, by location, mode and whether there is no header. Those that are
 * gone are forgotten when there are many. What follows takes its turn by the interpreter's lock. */
static PyObject *attached;
static Py_ssize_t most_attached;

static PyObject *key_of(PyObject *location, PyObject *mode, int is_raw) {
  return PyTuple_Pack(3, location, mode, is_raw ? Py_True : Py_False);
}

/* The object of an array that is attached, if its name still leads to it, or, without checks,
 * whatever that leads to. NULL without an exception when there is none. */
static PyObject *present(PyObject *key, int checks) {
  PyObject *reference = attached == NULL ? NULL : PyDict_GetItemWithError(attached, key);
  PyObject *array = reference == NULL ? NULL : PyObject_CallObject(reference, NULL);
  if (array == NULL) return NULL;
  int32_t is_current = !checks;
  /* A system call of less than a microsecond: not worth to give the lock back. */
  if (array != Py_None && checks && npyshare_is_current(((Owned *)array)->pointer, &is_current))
    failure();
  if (array == Py_None || !is_current) Py_CLEAR(array);
  return array;
}

static int forget_the_gone(void) {
  if (attached == NULL) attached = PyDict_New();
  if (attached == NULL) return -1;
  if (PyDict_Size(attached) < most_attached) return 0;
  PyObject *kept = PyDict_New(), *key, *reference;
  Py_ssize_t place = 0;
  if (kept == NULL) return -1;
  while (PyDict_Next(attached, &place, &key, &reference)) {
    PyObject *array = PyObject_CallObject(reference, NULL);
    int is_kept = array != NULL && (array == Py_None || PyDict_SetItem(kept, key, reference) == 0);
    Py_XDECREF(array);
    if (!is_kept) {
      Py_DECREF(kept);
      return -1;
    }
  }
  Py_DECREF(attached);
  attached = kept;
  most_attached = 2 * PyDict_Size(kept) + 64;
  return 0;
}

/* An array, to be found again; or, unless it is to be found instead of others, as one that this
 * process may own is, the one that another thread has made of it meanwhile. Takes the reference. */
static PyObject *registered(PyObject *array, int is_instead) {
  Memory *memory = (Memory *)array;
  if (PyUnicode_CompareWithASCIIString(memory->mode, "c") == 0) return array;
  PyObject *key = key_of(memory->location, memory->mode, memory->is_raw);
  PyObject *reference = PyWeakref_NewRef(array, NULL), *other = NULL;
  if (key != NULL && reference != NULL && forget_the_gone() == 0) {
    /* From here on nothing is made that the collector of cycles could count: no finalizer runs, and
     * no other thread. */
    if (!is_instead) other = present(key, 1);
    if (other == NULL && !PyErr_Occurred() && PyDict_SetItem(attached, key, reference) == 0) {
      Py_INCREF(array);
      other = array;
    }
  }
  Py_XDECREF(reference);
  Py_XDECREF(key);
  Py_DECREF(array);
  return other;
}

/* The location of a new array: its scope may have another root, and then the core says it. */
static PyObject *location_in(const npyshare_creation *creation, PyObject *location) {
  return creation->scope == NULL ? location : NULL;
}

/* A new array's object, which knows how it was found; a location of the core's for NULL, None. */
static PyObject *new_array(
  int32_t status, PyTypeObject *kind, npyshare_array *array, const npyshare_facts *facts,
  PyArray_Descr *dtype, PyObject *location
) {
  if (status != NPYSHARE_OK) return done(status);
  PyObject *made = new_memory(kind, array, facts, dtype);
  if (made == NULL) return NULL;
  Memory *memory = (Memory *)made;
  if (location == NULL || location == Py_None) {
    const char *text;
    if (npyshare_array_names(array, &text, NULL) == NPYSHARE_OK)
      memory->location = PyUnicode_FromString(text);
  } else {
    Py_INCREF(location);
    memory->location = location;
  }
  memory->mode = PyUnicode_InternFromString(modes[facts->access]);
  if (memory->location == NULL || memory->mode == NULL) Py_CLEAR(made);
  return made;
}

static PyObject *attach(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyTypeObject *kind;
  PyObject *location, *mode;
  int is_any_owner, is_raw;
  double seconds;
  if (!PyArg_ParseTuple(
        arguments, "O&OOppO&:attach", kind_in, &kind, &location, &mode, &is_any_owner, &is_raw,
        seconds_in, &seconds))
    return NULL;
  PyObject *key = key_of(location, mode, is_raw);
  if (key == NULL) return NULL;
  PyObject *known = present(key, 1);
  Py_DECREF(key);
  if (PyErr_Occurred()) return NULL;
  /* One that may be another user's is only for who has said that it may be. */
  int is_too_free = known != NULL && ((Memory *)known)->is_any_owner && !is_any_owner;
  if (known != NULL && !is_too_free) return known;
  Py_XDECREF(known);
  const char *text;
  int32_t access, status;
  if (!text_in(location, &text) || !mode_in(mode, &access)) return NULL;
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
  if (status != NPYSHARE_OK) return done_within(status, seconds);
  PyObject *made = new_array(status, kind, array, &facts, NULL, location);
  if (made == NULL) return NULL;
  ((Memory *)made)->is_any_owner = is_any_owner;
  return registered(made, is_too_free);
}

static PyObject *known_array(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyObject *location, *mode;
  int is_raw;
  if (!PyArg_ParseTuple(arguments, "OOp:known_array", &location, &mode, &is_raw)) return NULL;
  PyObject *key = key_of(location, mode, is_raw);
  PyObject *known = key == NULL ? NULL : present(key, 0);
  Py_XDECREF(key);
  if (known == NULL && !PyErr_Occurred()) Py_RETURN_NONE;
  return known;
}

/* ---- New arrays ------------------------------------------------------------------------------ */

static PyObject *create(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyTypeObject *kind;
  int begins;
  PyObject *location;
  PyArray_Descr *dtype;
  Shape shape;
  npyshare_creation creation;
  if (!PyArg_ParseTuple(
        arguments, "O&pOO!O&O&:create", kind_in, &kind, &begins, &location, &PyArrayDescr_Type,
        &dtype, shape_in, &shape, creation_in, &creation))
    return NULL;
  const char *name;
  if (!text_in(location, &name)) return NULL;
  PyObject *descr = descr_of(dtype);
  const char *text = descr == NULL ? NULL : PyBytes_AsString(descr);
  if (text == NULL) {
    Py_XDECREF(descr);
    return NULL;
  }
  int32_t status;
  npyshare_array *array;
  npyshare_facts facts;
  FREELY(
    status = (begins ? npyshare_begin : npyshare_create)(
      name, text, shape.axis_count, shape.extents, &creation, &array, &facts));
  Py_DECREF(descr);
  PyObject *made = new_array(status, kind, array, &facts, dtype, location_in(&creation, location));
  return made == NULL || begins ? made : registered(made, 1);
}

static PyObject *adopt_message(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyTypeObject *kind;
  void *message;
  PyObject *object;
  if (!PyArg_ParseTuple(arguments, "O&O:adopt_message", kind_in, &kind, &object)
      || !message_in(object, &message))
    return NULL;
  int32_t status;
  npyshare_array *array;
  npyshare_facts facts;
  FREELY(status = npyshare_message_adopt(message, &array, &facts));
  if (status == NPYSHARE_OK) ((Memory *)object)->is_released = 1;
  PyObject *made = new_array(status, kind, array, &facts, NULL, NULL);
  return made == NULL ? NULL : registered(made, 1);
}

static PyObject *import_file(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyTypeObject *kind;
  const char *path, *name;
  PyObject *location;
  npyshare_creation creation;
  if (!PyArg_ParseTuple(
        arguments, "O&O&OO&:import_file", kind_in, &kind, text_in, &path, &location, creation_in,
        &creation)
      || !text_in(location, &name))
    return NULL;
  int32_t status;
  npyshare_array *array;
  npyshare_facts facts;
  FREELY(status = npyshare_import(path, name, &creation, &array, &facts));
  PyObject *made = new_array(
    status, kind, array, &facts, NULL, location_in(&creation, location));
  return made == NULL ? NULL : registered(made, 1);
}

static PyObject *restore(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyTypeObject *kind;
  const char *path, *name;
  PyObject *location;
  long long first, end;
  int threads;
  npyshare_creation creation;
  if (!PyArg_ParseTuple(
        arguments, "O&O&OLLiO&:restore", kind_in, &kind, text_in, &path, &location, &first, &end,
        &threads, creation_in, &creation)
      || !text_in(location, &name))
    return NULL;
  int32_t status;
  npyshare_array *array;
  npyshare_facts facts;
  FREELY(status = npyshare_restore(path, name, first, end, threads, &creation, &array, &facts));
  PyObject *made = new_array(
    status, kind, array, &facts, NULL, location_in(&creation, location));
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
  const char *location;
  int is_raw, is_only_if_unused;
  if (!PyArg_ParseTuple(
        arguments, "O&pp:remove_name", text_in, &location, &is_raw, &is_only_if_unused))
    return NULL;
  int32_t status;
  FREELY(status = npyshare_remove(location, is_raw, is_only_if_unused));
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
  {"attach", attach, METH_VARARGS, NULL},
  {"known_array", known_array, METH_VARARGS, NULL},
  {"create", create, METH_VARARGS, NULL},
  {"import_file", import_file, METH_VARARGS, NULL},
  {"restore", restore, METH_VARARGS, NULL},
  {"adopt_message", adopt_message, METH_VARARGS, NULL},
  {"publish", publish, METH_O, NULL},
  {"path", path, METH_O, NULL},
  {"is_current", is_current, METH_O, NULL},
  {"identity", identity, METH_O, NULL},
  {"flush", flush, METH_O, NULL},
  {"remove_name", remove_name, METH_VARARGS, NULL},
  {"remove_array", remove_array, METH_O, NULL},
  {NULL, NULL, 0, NULL},
};
