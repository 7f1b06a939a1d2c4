#include "extension.h"

static PyObject *begin_scope(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyObject *self;
  const char *root;
  if (!PyArg_ParseTuple(arguments, "O!O&:begin_scope", owned_type, &self, text_in, &root))
    return NULL;
  int32_t status;
  npyshare_scope *scope;
  FREELY(status = npyshare_scope_begin(root, &scope));
  return status ? failure() : keep(self, scope);
}

static PyObject *scope_names(PyObject *Py_UNUSED(module), PyObject *object) {
  void *scope;
  const char *identifier, *root;
  if (!handle_in(object, &scope)) return NULL;
  if (npyshare_scope_names(scope, &identifier, &root)) return failure();
  return Py_BuildValue("ss", identifier, root);
}

static PyObject *is_scope_open(PyObject *Py_UNUSED(module), PyObject *object) {
  void *scope;
  int32_t is_open;
  if (!handle_in(object, &scope)) return NULL;
  if (npyshare_scope_is_open(scope, &is_open)) return failure();
  return PyBool_FromLong(is_open);
}

static PyObject *close_scope(PyObject *Py_UNUSED(module), PyObject *object) {
  void *scope;
  if (!handle_in(object, &scope)) return NULL;
  int32_t status;
  FREELY(status = npyshare_scope_close(scope));
  return done(status);
}

static PyObject *lifetime(PyObject *Py_UNUSED(module), PyObject *object) {
  void *array;
  int32_t lifetime;
  if (!handle_in(object, &array)) return NULL;
  if (npyshare_array_lifetime(array, &lifetime)) return failure();
  return PyLong_FromLong(lifetime);
}

static PyObject *persist(PyObject *Py_UNUSED(module), PyObject *object) {
  void *array;
  if (!handle_in(object, &array)) return NULL;
  int32_t status;
  FREELY(status = npyshare_array_persist(array));
  return done(status);
}

static PyObject *adopt(PyObject *Py_UNUSED(module), PyObject *arguments) {
  void *array, *scope;
  int lifetime;
  if (!PyArg_ParseTuple(arguments, "O&iO&:adopt", handle_in, &array, &lifetime, handle_in, &scope))
    return NULL;
  int32_t status;
  FREELY(status = npyshare_array_adopt(array, lifetime, scope));
  return done(status);
}

static PyObject *take_lease(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyObject *self;
  void *array;
  int is_exclusive;
  long long first, end;
  double seconds;
  if (!PyArg_ParseTuple(
        arguments, "O!O&pLLO&:take_lease", owned_type, &self, handle_in, &array, &is_exclusive,
        &first, &end, seconds_in, &seconds))
    return NULL;
  int32_t status;
  npyshare_lease *lease;
  PATIENTLY(
    seconds, status, npyshare_lease_take(array, is_exclusive, first, end, limit, &lease));
  return status ? done_within(status, seconds) : keep(self, lease);
}

static PyObject *end_lease(PyObject *Py_UNUSED(module), PyObject *object) {
  void *lease;
  if (!handle_in(object, &lease)) return NULL;
  /* It was ended before, or another thread is doing so. */
  if (lease == NULL) Py_RETURN_NONE;
  ((Owned *)object)->pointer = NULL;
  int32_t status;
  FREELY(status = npyshare_lease_end(lease); npyshare_release(lease));
  return done(status);
}

PyMethodDef owner_calls[] = {
  {"begin_scope", begin_scope, METH_VARARGS, NULL},
  {"scope_names", scope_names, METH_O, NULL},
  {"is_scope_open", is_scope_open, METH_O, NULL},
  {"close_scope", close_scope, METH_O, NULL},
  {"lifetime", lifetime, METH_O, NULL},
  {"persist", persist, METH_O, NULL},
  {"adopt", adopt, METH_VARARGS, NULL},
  {"take_lease", take_lease, METH_VARARGS, NULL},
  {"end_lease", end_lease, METH_O, NULL},
  {NULL, NULL, 0, NULL},
};
