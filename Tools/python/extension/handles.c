#include "extension.h"

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

static PyObject *remove_array(PyObject *Py_UNUSED(module), PyObject *object) {
  void *array;
  if (!handle_in(object, &array)) return NULL;
  int32_t status, is_removed;
  FREELY(status = npyshare_array_remove(array, &is_removed));
  return status ? failure() : PyBool_FromLong(is_removed);
}

PyMethodDef handle_calls[] = {
  {"publish", publish, METH_O, NULL},
  {"path", path, METH_O, NULL},
  {"is_current", is_current, METH_O, NULL},
  {"identity", identity, METH_O, NULL},
  {"flush", flush, METH_O, NULL},
  {"remove_array", remove_array, METH_O, NULL},
  {NULL, NULL, 0, NULL},
};
