#include "extension.h"

/* An item of a value, which is one of None, bool, int, float, str and bytes; of text and bytes,
 * `kept` is what keeps them. */
static int item_in(PyObject *value, npyshare_item *item, PyObject **kept) {
  *kept = NULL;
  *item = (npyshare_item){.type = NPYSHARE_NONE};
  if (value == Py_None) return 1;
  if (PyBool_Check(value)) {
    item->type = NPYSHARE_BOOL;
    item->integer = value == Py_True;
  } else if (PyLong_Check(value)) {
    int overflow;
    item->type = NPYSHARE_INT;
    item->integer = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (overflow) {
      PyErr_Format(
        PyExc_ValueError, "%R takes more than the 64 bits that a list's int has", value);
      return 0;
    }
  } else if (PyFloat_Check(value)) {
    item->type = NPYSHARE_DOUBLE;
    item->number = PyFloat_AsDouble(value);
  } else if (PyUnicode_Check(value) || PyBytes_Check(value)) {
    item->type = PyBytes_Check(value) ? NPYSHARE_BYTES : NPYSHARE_STRING;
    if (PyBytes_Check(value)) {
      Py_INCREF(value);
      *kept = value;
    } else {
      *kept = PyUnicode_AsUTF8String(value);
    }
    if (*kept == NULL) return 0;
    item->bytes = PyBytes_AsString(*kept);
    item->count = PyBytes_Size(*kept);
  } else {
    PyErr_Format(
      PyExc_ValueError, "%R is none of a list's types: int, float, bool, str, bytes, None",
      Py_TYPE(value));
    return 0;
  }
  return 1;
}

static PyObject *create_list(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyObject *self, *values;
  const char *location;
  if (!PyArg_ParseTuple(
        arguments, "O!O&O!:create_list", owned_type, &self, text_in, &location, &PyTuple_Type,
        &values))
    return NULL;
  Py_ssize_t count = PyTuple_Size(values), made = 0;
  npyshare_item *items = PyMem_Calloc((size_t)count + 1, sizeof *items);
  PyObject **kept = PyMem_Calloc((size_t)count + 1, sizeof *kept);
  int32_t status = RAISED;
  if (items == NULL || kept == NULL) {
    PyErr_NoMemory();
  } else {
    while (made < count && item_in(PyTuple_GetItem(values, made), &items[made], &kept[made]))
      made++;
    npyshare_list_handle *list;
    if (made == count) {
      FREELY(status = npyshare_list_create(location, items, count, &list));
      if (status == NPYSHARE_OK) Py_XDECREF(keep(self, list));
    }
    for (Py_ssize_t index = 0; index < made; index++) Py_XDECREF(kept[index]);
  }
  PyMem_Free(kept);
  PyMem_Free(items);
  return done(status);
}

static PyObject *attach_list(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyObject *self;
  const char *location;
  int is_writable;
  if (!PyArg_ParseTuple(
        arguments, "O!O&p:attach_list", owned_type, &self, text_in, &location, &is_writable))
    return NULL;
  int32_t status;
  npyshare_list_handle *list;
  int64_t count;
  FREELY(status = npyshare_list_attach(location, is_writable, &list, &count));
  if (status) return failure();
  Py_XDECREF(keep(self, list));
  return PyLong_FromLongLong(count);
}

static PyObject *value_of(const npyshare_item *item) {
  switch (item->type) {
    case NPYSHARE_INT: return PyLong_FromLongLong(item->integer);
    case NPYSHARE_DOUBLE: return PyFloat_FromDouble(item->number);
    case NPYSHARE_BOOL: return PyBool_FromLong(item->integer != 0);
    case NPYSHARE_STRING:
      return PyUnicode_DecodeUTF8(item->bytes, (Py_ssize_t)item->count, NULL);
    case NPYSHARE_BYTES: return PyBytes_FromStringAndSize(item->bytes, (Py_ssize_t)item->count);
    default: Py_RETURN_NONE;
  }
}

static PyObject *get_item(PyObject *Py_UNUSED(module), PyObject *arguments) {
  void *list;
  long long index;
  if (!PyArg_ParseTuple(arguments, "O&L:get_item", handle_in, &list, &index)) return NULL;
  npyshare_item item;
  npyshare_text *text;
  if (npyshare_list_get(list, index, &item, &text)) return failure();
  PyObject *value = value_of(&item);
  npyshare_release(text);
  return value;
}

static PyObject *set_item(PyObject *Py_UNUSED(module), PyObject *arguments) {
  void *list;
  long long index;
  PyObject *value, *kept;
  npyshare_item item;
  if (!PyArg_ParseTuple(arguments, "O&LO:set_item", handle_in, &list, &index, &value)) return NULL;
  if (!item_in(value, &item, &kept)) return NULL;
  int32_t status = npyshare_list_set(list, index, &item);
  Py_XDECREF(kept);
  return done(status);
}

static PyObject *item_format(PyObject *Py_UNUSED(module), PyObject *arguments) {
  void *list;
  long long index;
  if (!PyArg_ParseTuple(arguments, "O&L:item_format", handle_in, &list, &index)) return NULL;
  npyshare_text *text;
  return npyshare_list_format(list, index, &text) ? failure() : text_out(text);
}

PyMethodDef list_calls[] = {
  {"create_list", create_list, METH_VARARGS, NULL},
  {"attach_list", attach_list, METH_VARARGS, NULL},
  {"get_item", get_item, METH_VARARGS, NULL},
  {"set_item", set_item, METH_VARARGS, NULL},
  {"item_format", item_format, METH_VARARGS, NULL},
  {NULL, NULL, 0, NULL},
};
