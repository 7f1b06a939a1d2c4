#include "extension.h"

/* The location of a new array: its scope may have another root, and then the core says it. */
static PyObject *location_in(const npyshare_creation *creation, PyObject *location) {
  return creation->scope == NULL ? location : NULL;
}

/* A dtype, a new reference, and a shape, as they most often are; 0 for others, such as sub-arrays,
 * whose axes become the array's, or with an exception. */
static int plain_elements_in(
  PyObject *dtype, PyObject *extents, PyArray_Descr **element, Shape *shape
) {
  /* As many as every numpy has. */
  enum { MOST_AXES = 32 };
  if (PyArray_DescrCheck(dtype)) {
    Py_INCREF(dtype);
    *element = (PyArray_Descr *)dtype;
  } else if (PyType_Check(dtype)) {
    if (!PyArray_DescrConverter(dtype, element)) return 0;
  } else {
    return 0;
  }
  int is_plain = PyDataType_ELSIZE(*element) > 0 && !PyDataType_HASSUBARRAY(*element);
  shape->axis_count = 0;
  if (PyLong_CheckExact(extents)) {
    int overflow;
    shape->axis_count = 1;
    shape->extents[0] = PyLong_AsLongLongAndOverflow(extents, &overflow);
    is_plain = is_plain && !overflow && shape->extents[0] >= 0;
  } else if (PyTuple_CheckExact(extents) && PyTuple_Size(extents) <= MOST_AXES) {
    for (Py_ssize_t axis = 0; is_plain && axis < PyTuple_Size(extents); axis++) {
      PyObject *extent = PyTuple_GetItem(extents, axis);
      is_plain = PyLong_CheckExact(extent);
    }
    is_plain = is_plain && shape_in(extents, shape);
  } else {
    is_plain = 0;
  }
  if (!is_plain) Py_CLEAR(*element);
  return is_plain;
}

/* The same of all that numpy takes. */
static int elements_in(PyObject *dtype, PyObject *extents, PyArray_Descr **element, Shape *shape) {
  if (plain_elements_in(dtype, extents, element, shape)) return 1;
  if (PyErr_Occurred()) return 0;
  PyObject *both = PyObject_CallFunctionObjArgs(to_elements, dtype, extents, NULL);
  int is_taken = both != NULL
    && PyArg_ParseTuple(both, "O!O&", &PyArrayDescr_Type, element, shape_in, shape);
  if (is_taken) Py_INCREF(*element);
  Py_XDECREF(both);
  return is_taken;
}

/* Whether it only begins, location, shape, dtype, and how it is made. */
static PyObject *create_as_asked(PyObject *const *arguments, Py_ssize_t count, int begins) {
  if (count != 4)
    return PyErr_Format(PyExc_TypeError, "create takes 4 arguments, not %zd", count);
  npyshare_creation creation;
  PyArray_Descr *dtype;
  Shape shape;
  if (!begin_arrays() || !creation_in(arguments[3], &creation)
      || !elements_in(arguments[2], arguments[1], &dtype, &shape))
    return NULL;
  const char *name;
  PyObject *made = NULL, *location = located_unless_none(arguments[0], &name), *descr = NULL;
  if (location != NULL || !PyErr_Occurred()) descr = descr_of(dtype);
  const char *text = descr == NULL ? NULL : PyBytes_AsString(descr);
  if (text != NULL) {
    int32_t status;
    npyshare_array *array;
    npyshare_facts facts;
    FREELY(
      status = (begins ? npyshare_begin : npyshare_create)(
        name, text, shape.axis_count, shape.extents, &creation, &array, &facts));
    made = new_array(status, array, &facts, dtype, location_in(&creation, location));
  }
  Py_XDECREF(descr);
  Py_XDECREF(location);
  Py_DECREF(dtype);
  return made == NULL || begins ? made : registered(made, 1);
}

static PyObject *begin_array(
  PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count
) {
  return create_as_asked(arguments, count, 1);
}

static PyObject *create_elements(
  PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count
) {
  return elements_alone(create_as_asked(arguments, count, 0));
}

static PyObject *import_file(PyObject *Py_UNUSED(module), PyObject *arguments) {
  const char *path, *name;
  PyObject *object;
  npyshare_creation creation;
  if (!PyArg_ParseTuple(
        arguments, "O&OO&:import_file", text_in, &path, &object, creation_in, &creation)
      || !begin_arrays())
    return NULL;
  PyObject *location = located_unless_none(object, &name);
  if (PyErr_Occurred()) return NULL;
  int32_t status;
  npyshare_array *array;
  npyshare_facts facts;
  FREELY(status = npyshare_import(path, name, &creation, &array, &facts));
  PyObject *made = new_array(status, array, &facts, NULL, location_in(&creation, location));
  Py_XDECREF(location);
  return made == NULL ? NULL : registered(made, 1);
}

static PyObject *restore(PyObject *Py_UNUSED(module), PyObject *arguments) {
  const char *path, *name;
  PyObject *object;
  long long first, end;
  int threads;
  npyshare_creation creation;
  if (!PyArg_ParseTuple(
        arguments, "O&OLLiO&:restore", text_in, &path, &object, &first, &end, &threads,
        creation_in, &creation)
      || !begin_arrays())
    return NULL;
  PyObject *location = located_unless_none(object, &name);
  if (PyErr_Occurred()) return NULL;
  int32_t status;
  npyshare_array *array;
  npyshare_facts facts;
  FREELY(status = npyshare_restore(path, name, first, end, threads, &creation, &array, &facts));
  PyObject *made = new_array(status, array, &facts, NULL, location_in(&creation, location));
  Py_XDECREF(location);
  return made == NULL ? NULL : registered(made, 1);
}

PyMethodDef creation_calls[] = {
  {"begin_array", FAST(begin_array)},
  {"create_elements", FAST(create_elements)},
  {"import_file", import_file, METH_VARARGS, NULL},
  {"restore", restore, METH_VARARGS, NULL},
  {NULL, NULL, 0, NULL},
};
