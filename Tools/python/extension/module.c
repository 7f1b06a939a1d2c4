#define HAS_NUMPY_TABLE
#include "extension.h"

#include <string.h>

/* What the package has said: how failures become exceptions, how dtypes and descrs become each
 * other, and which ones it knows. */
static PyObject *to_exception, *to_dtype, *to_descr, *known_dtypes, *known_descrs;

/* `seconds` below 0: as long as the core says. */
static PyObject *failure_within(double seconds) {
  npyshare_error error;
  npyshare_last_error(&error);
  PyObject *exception =
    PyObject_CallFunction(to_exception, "iisd", error.kind, error.number, error.message, seconds);
  if (exception != NULL) {
    PyErr_SetObject((PyObject *)Py_TYPE(exception), exception);
    Py_DECREF(exception);
  }
  return NULL;
}

PyObject *failure(void) { return failure_within(-1); }

PyObject *done(int32_t status) { return done_within(status, -1); }

PyObject *done_within(int32_t status, double seconds) {
  if (status == RAISED) return NULL;
  if (status != NPYSHARE_OK) return failure_within(seconds);
  Py_RETURN_NONE;
}

PyObject *text_out(npyshare_text *text) {
  const char *bytes;
  int64_t count;
  npyshare_text_bytes(text, &bytes, &count);
  PyObject *made = PyUnicode_DecodeUTF8(bytes, (Py_ssize_t)count, "replace");
  npyshare_release(text);
  return made;
}

/* What a table has for a key, or what a call makes of it, which then goes into the table. */
static PyObject *known(PyObject *table, PyObject *key, PyObject *call) {
  PyObject *found = PyDict_GetItemWithError(table, key);
  if (found == NULL && !PyErr_Occurred()) return PyObject_CallFunctionObjArgs(call, key, NULL);
  Py_XINCREF(found);
  return found;
}

PyArray_Descr *dtype_of(const char *descr) {
  /* Most programs have one dtype, or few. */
  static char last_descr[24];
  static PyObject *last_dtype;
  if (last_dtype != NULL && strcmp(descr, last_descr) == 0) {
    Py_INCREF(last_dtype);
    return (PyArray_Descr *)last_dtype;
  }
  PyObject *key = PyBytes_FromString(descr);
  if (key == NULL) return NULL;
  PyObject *dtype = known(known_dtypes, key, to_dtype);
  Py_DECREF(key);
  if (dtype != NULL && !PyArray_DescrCheck(dtype)) {
    PyErr_Format(PyExc_TypeError, "%R is no dtype", dtype);
    Py_CLEAR(dtype);
  }
  if (dtype != NULL && strlen(descr) < sizeof last_descr) {
    strcpy(last_descr, descr);
    put(&last_dtype, dtype);
  }
  return (PyArray_Descr *)dtype;
}

PyObject *descr_of(PyArray_Descr *dtype) {
  return known(known_descrs, (PyObject *)dtype, to_descr);
}

static PyObject *prepare(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyObject *exception, *dtype, *descr, *dtypes, *descrs;
  if (!PyArg_ParseTuple(
        arguments, "OOOO!O!:prepare", &exception, &dtype, &descr, &PyDict_Type, &dtypes,
        &PyDict_Type, &descrs))
    return NULL;
  put(&to_exception, exception);
  put(&to_dtype, dtype);
  put(&to_descr, descr);
  put(&known_dtypes, dtypes);
  put(&known_descrs, descrs);
  Py_RETURN_NONE;
}

static PyMethodDef calls[] = {
  {"prepare", prepare, METH_VARARGS,
   "Says how failures become exceptions and descrs dtypes, and the other way round."},
  {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
  PyModuleDef_HEAD_INIT, "npyshare._npyshare", "The calls of npyshare.h.", -1, calls, NULL, NULL,
  NULL, NULL,
};

PyMODINIT_FUNC PyInit__npyshare(void) {
  if (npyshare_abi_version() != NPYSHARE_ABI_VERSION)
    return PyErr_Format(
      PyExc_ImportError,
      "libNPYShareC.so has version %d of the ABI; this package needs %d: install both together",
      npyshare_abi_version(), NPYSHARE_ABI_VERSION);
  import_array1(NULL);
  PyObject *module = PyModule_Create(&definition);
  if (module == NULL) return NULL;
  if (make_types(module) < 0 || PyModule_AddFunctions(module, package_calls) < 0
      || PyModule_AddFunctions(module, array_calls) < 0
      || PyModule_AddFunctions(module, handle_calls) < 0
      || PyModule_AddFunctions(module, creation_calls) < 0
      || PyModule_AddFunctions(module, owner_calls) < 0
      || PyModule_AddFunctions(module, queue_calls) < 0
      || PyModule_AddFunctions(module, file_calls) < 0
      || PyModule_AddFunctions(module, list_calls) < 0)
    Py_CLEAR(module);
  return module;
}
