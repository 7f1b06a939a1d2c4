#include "extension.h"

/* A report, as its JSON. */
static PyObject *report(int32_t status, npyshare_text *text) {
  return status == NPYSHARE_OK ? text_out(text) : failure();
}

static PyObject *list(PyObject *Py_UNUSED(module), PyObject *arguments) {
  const char *root;
  int with_processes;
  if (!PyArg_ParseTuple(arguments, "O&p:list", text_in, &root, &with_processes)) return NULL;
  int32_t status;
  npyshare_text *text;
  FREELY(status = npyshare_list(root, with_processes, &text));
  return report(status, text);
}

static PyObject *collect(PyObject *Py_UNUSED(module), PyObject *arguments) {
  const char *root;
  int is_dry_run;
  if (!PyArg_ParseTuple(arguments, "O&p:collect", text_in, &root, &is_dry_run)) return NULL;
  int32_t status;
  npyshare_text *text;
  FREELY(status = npyshare_collect(root, is_dry_run, &text));
  return report(status, text);
}

static PyObject *inspect(PyObject *Py_UNUSED(module), PyObject *arguments) {
  const char *target;
  if (!PyArg_ParseTuple(arguments, "O&:inspect", text_in, &target)) return NULL;
  int32_t status;
  npyshare_text *text;
  FREELY(status = npyshare_inspect(target, &text));
  return report(status, text);
}

static PyObject *snapshot(PyObject *Py_UNUSED(module), PyObject *arguments) {
  void *array;
  const char *path;
  npyshare_snapshot_options options;
  long long frame_bytes;
  if (!PyArg_ParseTuple(
        arguments, "O&O&ipiiipIL:snapshot", handle_in, &array, text_in, &path, &options.consistency,
        &options.is_spooled, &options.level, &options.threads, &options.passes, &options.replaces,
        &options.permissions, &frame_bytes))
    return NULL;
  options.frame_bytes = frame_bytes;
  int32_t status;
  npyshare_text *text;
  FREELY(status = npyshare_snapshot(array, path, &options, &text));
  return report(status, text);
}

static PyObject *restore_into(PyObject *Py_UNUSED(module), PyObject *arguments) {
  const char *path;
  void *array;
  int threads;
  if (!PyArg_ParseTuple(
        arguments, "O&O&i:restore_into", text_in, &path, handle_in, &array, &threads))
    return NULL;
  int32_t status;
  FREELY(status = npyshare_restore_into(path, array, threads));
  return done(status);
}

static PyObject *open_snapshot(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyTypeObject *kind = memory_type;
  const char *path;
  if (!PyArg_ParseTuple(arguments, "O&:open_snapshot", text_in, &path)) return NULL;
  int32_t status;
  npyshare_snapshot_reader *reader;
  npyshare_facts facts;
  FREELY(status = npyshare_snapshot_open(path, &reader, &facts));
  return status ? failure() : new_memory(kind, reader, &facts, NULL);
}

static PyObject *read_rows(PyObject *Py_UNUSED(module), PyObject *arguments) {
  void *reader;
  long long first, end;
  PyArrayObject *rows;
  if (!PyArg_ParseTuple(
        arguments, "O&LLO!:read_rows", handle_in, &reader, &first, &end, &PyArray_Type, &rows))
    return NULL;
  if (!PyArray_ISWRITEABLE(rows)
      || !(PyArray_IS_C_CONTIGUOUS(rows) || PyArray_IS_F_CONTIGUOUS(rows))) {
    PyErr_SetString(PyExc_ValueError, "rows go into memory without gaps that can be stored to");
    return NULL;
  }
  int32_t status;
  FREELY(
    status =
      npyshare_snapshot_read(reader, first, end, PyArray_DATA(rows), PyArray_NBYTES(rows)));
  return done(status);
}

PyMethodDef file_calls[] = {
  {"list", list, METH_VARARGS, NULL},
  {"collect", collect, METH_VARARGS, NULL},
  {"inspect", inspect, METH_VARARGS, NULL},
  {"snapshot", snapshot, METH_VARARGS, NULL},
  {"restore_into", restore_into, METH_VARARGS, NULL},
  {"open_snapshot", open_snapshot, METH_VARARGS, NULL},
  {"read_rows", read_rows, METH_VARARGS, NULL},
  {NULL, NULL, 0, NULL},
};
