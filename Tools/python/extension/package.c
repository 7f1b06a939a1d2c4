#include "extension.h"

#include <string.h>

PyTypeObject *array_type;
PyObject *to_elements;

/* What is to be called before the first array is made, and what makes a location one that means the
 * same everywhere. */
static PyObject *before_first, *to_absolute;
static int has_begun;

static const char *const mode_texts[] = {"r", "r+", "c"};
PyObject *modes[MODE_COUNT];

static PyObject *prepare_arrays(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyObject *type, *first, *absolute, *elements, *texts[MODE_COUNT];
  if (!PyArg_ParseTuple(
        arguments, "O!OOO:prepare_arrays", &PyType_Type, &type, &first, &absolute, &elements))
    return NULL;
  if (!PyType_IsSubtype((PyTypeObject *)type, memory_type))
    return PyErr_Format(PyExc_TypeError, "%R is no type of handles of arrays", type);
  for (int number = 0; number < MODE_COUNT; number++) {
    texts[number] = PyUnicode_InternFromString(mode_texts[number]);
    if (texts[number] != NULL) continue;
    while (number > 0) Py_DECREF(texts[--number]);
    return NULL;
  }
  /* The same objects as before, if there were any. */
  for (int number = 0; number < MODE_COUNT; number++) {
    put(&modes[number], texts[number]);
    Py_DECREF(texts[number]);
  }
  put((PyObject **)&array_type, type);
  put(&before_first, first);
  put(&to_absolute, absolute);
  put(&to_elements, elements);
  has_begun = 0;
  Py_RETURN_NONE;
}

static int is_prepared(void) {
  if (array_type != NULL) return 1;
  PyErr_SetString(PyExc_RuntimeError, "prepare_arrays was not called; import npyshare");
  return 0;
}

int begin_arrays(void) {
  if (has_begun) return 1;
  if (!is_prepared()) return 0;
  PyObject *result = PyObject_CallObject(before_first, NULL);
  if (result == NULL) return 0;
  Py_DECREF(result);
  has_begun = 1;
  return 1;
}

PyObject *located(PyObject *location, const char **text) {
  if (PyUnicode_CheckExact(location)) {
    if (!text_in(location, text)) return NULL;
    int is_name = strchr(*text, '/') == NULL && strncmp(*text, "file:", 5) != 0;
    if (is_name || **text == '/' || strncmp(*text, "shm:", 4) == 0) {
      Py_INCREF(location);
      return location;
    }
  }
  if (!is_prepared()) return NULL;
  PyObject *found = PyObject_CallFunctionObjArgs(to_absolute, location, NULL);
  /* Of a class of the caller's: what is kept and compared is to be plain text. */
  PyObject *plain = found == NULL ? NULL : PyUnicode_FromObject(found);
  Py_XDECREF(found);
  if (plain != NULL && !text_in(plain, text)) Py_CLEAR(plain);
  return plain;
}

PyObject *located_unless_none(PyObject *location, const char **text) {
  *text = NULL;
  return location == Py_None ? NULL : located(location, text);
}

int mode_in(PyObject *object, int32_t *access) {
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

PyMethodDef package_calls[] = {
  {"prepare_arrays", prepare_arrays, METH_VARARGS, NULL},
  {NULL, NULL, 0, NULL},
};
