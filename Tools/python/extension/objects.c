#include "extension.h"

#include <stddef.h>
#include <structmember.h>

PyTypeObject *owned_type, *memory_type;

/* Somewhere to point to for arrays without elements. */
static char nowhere[16];

void put(PyObject **place, PyObject *object) {
  PyObject *former = *place;
  Py_INCREF(object);
  *place = object;
  Py_XDECREF(former);
}

PyObject *keep(PyObject *object, void *pointer) {
  Owned *owned = (Owned *)object;
  if (owned->pointer != NULL) {
    FREELY(npyshare_release(pointer));
    return PyErr_Format(PyExc_ValueError, "%R has a handle already", Py_TYPE(object));
  }
  owned->pointer = pointer;
  Py_RETURN_NONE;
}

static void end(PyObject *object) {
  PyTypeObject *type = Py_TYPE(object);
  freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
  void *pointer = ((Owned *)object)->pointer;
  /* The name of a last user's array goes with it, which takes some system calls. */
  if (pointer != NULL) FREELY(npyshare_release(pointer));
  release(object);
  Py_DECREF(type);
}

static void end_memory(PyObject *object) {
  Memory *memory = (Memory *)object;
  /* First of all: what follows may let other threads run, and they must not find it. */
  if (memory->is_listed) unlist(memory);
  if (memory->weak_references != NULL) PyObject_ClearWeakRefs(object);
  PyMem_Free(memory->shape);
  Py_CLEAR(memory->dtype);
  Py_CLEAR(memory->location);
  Py_CLEAR(memory->mode);
  Py_CLEAR(memory->identity);
  end(object);
}

PyObject *new_memory(
  PyTypeObject *type, void *pointer, const npyshare_facts *facts, PyArray_Descr *dtype
) {
  Memory *memory = (Memory *)PyType_GenericAlloc(type, 0);
  if (memory == NULL) {
    npyshare_release(pointer);
    return NULL;
  }
  memory->owned.pointer = pointer;
  if (dtype == NULL) {
    dtype = dtype_of(facts->descr);
  } else {
    Py_INCREF(dtype);
  }
  memory->dtype = dtype;
  memory->shape = PyMem_Malloc(((size_t)facts->axis_count + 1) * sizeof(npy_intp));
  if (dtype == NULL || memory->shape == NULL) {
    if (!PyErr_Occurred()) PyErr_NoMemory();
    Py_DECREF(memory);
    return NULL;
  }
  for (int axis = 0; axis < facts->axis_count; axis++) memory->shape[axis] = facts->shape[axis];
  memory->axis_count = facts->axis_count;
  memory->data = facts->data;
  memory->nbytes = facts->data_bytes;
  memory->is_writable = facts->access != NPYSHARE_READ_ONLY;
  memory->is_fortran = facts->is_fortran && facts->axis_count > 1;
  memory->is_raw = facts->is_raw;
  return (PyObject *)memory;
}

PyObject *array_over(
  PyObject *owner, PyArray_Descr *dtype, int axis_count, const npy_intp *shape, void *data,
  int is_fortran, int is_writable
) {
  int flags = is_fortran ? NPY_ARRAY_F_CONTIGUOUS : NPY_ARRAY_C_CONTIGUOUS;
  if (is_writable) flags |= NPY_ARRAY_WRITEABLE;
  PyObject *array = PyArray_NewFromDescr(
    &PyArray_Type, dtype, axis_count, shape, NULL, data == NULL ? nowhere : data, flags, NULL);
  if (array == NULL) return NULL;
  Py_INCREF(owner);
  if (PyArray_SetBaseObject((PyArrayObject *)array, owner) < 0) {
    Py_DECREF(array);
    return NULL;
  }
  /* Where the elements are aligned is not said above, and headers may end anywhere. */
  PyArray_UpdateFlags((PyArrayObject *)array, NPY_ARRAY_UPDATE_ALL);
  return array;
}

static Memory *with_elements(PyObject *object) {
  Memory *memory = (Memory *)object;
  if (memory->is_released) {
    PyErr_SetString(PyExc_ValueError, "the message was released");
    return NULL;
  }
  if (memory->dtype == NULL || (memory->data == NULL && memory->nbytes > 0)) {
    PyErr_SetString(PyExc_ValueError, "it has no elements in memory");
    return NULL;
  }
  return memory;
}

PyObject *elements_of(PyObject *self) {
  Memory *memory = with_elements(self);
  if (memory == NULL) return NULL;
  Py_INCREF(memory->dtype);
  return array_over(
    self, memory->dtype, memory->axis_count, memory->shape, memory->data, memory->is_fortran,
    memory->is_writable);
}

PyObject *elements_alone(PyObject *memory) {
  PyObject *elements = memory == NULL ? NULL : elements_of(memory);
  Py_XDECREF(memory);
  return elements;
}

static PyObject *elements(PyObject *self, PyObject *Py_UNUSED(none)) { return elements_of(self); }

static PyObject *bytes(PyObject *self, PyObject *Py_UNUSED(none)) {
  Memory *memory = with_elements(self);
  if (memory == NULL) return NULL;
  npy_intp count = memory->nbytes;
  return array_over(
    self, PyArray_DescrFromType(NPY_UINT8), 1, &count, memory->data, 0, memory->is_writable);
}

static PyObject *data(PyObject *self, void *Py_UNUSED(none)) {
  void *start = ((Memory *)self)->data;
  return PyLong_FromVoidPtr(start == NULL ? nowhere : start);
}

static PyObject *nbytes(PyObject *self, void *Py_UNUSED(none)) {
  return PyLong_FromLongLong(((Memory *)self)->nbytes);
}

static PyObject *is_raw(PyObject *self, void *Py_UNUSED(none)) {
  return PyBool_FromLong(((Memory *)self)->is_raw);
}

static PyObject *is_fortran(PyObject *self, void *Py_UNUSED(none)) {
  return PyBool_FromLong(((Memory *)self)->is_fortran);
}

static PyObject *dtype(PyObject *self, void *Py_UNUSED(none)) {
  PyObject *found = (PyObject *)((Memory *)self)->dtype;
  if (found == NULL) found = Py_None;
  Py_INCREF(found);
  return found;
}

static PyObject *shape(PyObject *self, void *Py_UNUSED(none)) {
  Memory *memory = (Memory *)self;
  PyObject *tuple = PyTuple_New(memory->axis_count);
  for (int axis = 0; tuple != NULL && axis < memory->axis_count; axis++) {
    PyObject *extent = PyLong_FromSsize_t(memory->shape[axis]);
    if (extent == NULL || PyTuple_SetItem(tuple, axis, extent) < 0) Py_CLEAR(tuple);
  }
  return tuple;
}

static PyObject *text(PyObject *found) {
  if (found == NULL) found = Py_None;
  Py_INCREF(found);
  return found;
}

static PyObject *location(PyObject *self, void *Py_UNUSED(none)) {
  return text(((Memory *)self)->location);
}

static PyObject *mode(PyObject *self, void *Py_UNUSED(none)) {
  return text(((Memory *)self)->mode);
}

static PyObject *is_released(PyObject *self, void *Py_UNUSED(none)) {
  return PyBool_FromLong(((Memory *)self)->is_released);
}

static PyObject *pointer(PyObject *self, void *Py_UNUSED(none)) {
  return PyLong_FromVoidPtr(((Owned *)self)->pointer);
}

static PyGetSetDef owned_members[] = {
  {"pointer", pointer, NULL, "The address of the handle, for a caller of the C interface.", NULL},
  {NULL, NULL, NULL, NULL, NULL},
};

static PyGetSetDef memory_members[] = {
  {"location", location, NULL, "Of an array: its location as `attach` takes it.", NULL},
  {"mode", mode, NULL, "Of an array: how it is attached.", NULL},
  {"is_released", is_released, NULL, "Of a message: whether it was let go of.", NULL},
  {"data", data, NULL, "The address of the first element.", NULL},
  {"nbytes", nbytes, NULL, "The size of all elements, in bytes.", NULL},
  {"is_raw", is_raw, NULL, "Whether there is no header.", NULL},
  {"is_fortran", is_fortran, NULL, "Whether the first index runs fastest.", NULL},
  {"dtype", dtype, NULL, "The type of the elements.", NULL},
  {"shape", shape, NULL, "The extent of each axis.", NULL},
  {NULL, NULL, NULL, NULL, NULL},
};

static PyMemberDef memory_fields[] = {
  {"__weaklistoffset__", T_PYSSIZET, offsetof(Memory, weak_references), READONLY, NULL},
  {NULL, 0, 0, 0, NULL},
};

static PyMethodDef memory_methods[] = {
  {"elements", elements, METH_NOARGS, "An array of all elements, which keeps this."},
  {"bytes", bytes, METH_NOARGS, "An array of all bytes, which keeps this."},
  {NULL, NULL, 0, NULL},
};

static PyType_Slot owned_slots[] = {
  {Py_tp_doc, "A handle of the core's, which is released with the object."},
  {Py_tp_dealloc, end},
  {Py_tp_getset, owned_members},
  {0, NULL},
};

static PyType_Slot memory_slots[] = {
  {Py_tp_doc, "A handle that has elements, which stay as long as arrays over them."},
  {Py_tp_dealloc, end_memory},
  {Py_tp_getset, memory_members},
  {Py_tp_members, memory_fields},
  {Py_tp_methods, memory_methods},
  {0, NULL},
};

static PyType_Spec owned_spec = {
  "npyshare._npyshare.Owned", sizeof(Owned), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
  owned_slots,
};

static PyType_Spec memory_spec = {
  "npyshare._npyshare.Memory", sizeof(Memory), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
  memory_slots,
};

int make_types(PyObject *module) {
  owned_type = (PyTypeObject *)PyType_FromSpec(&owned_spec);
  if (owned_type == NULL) return -1;
  PyObject *bases = PyTuple_Pack(1, owned_type);
  if (bases == NULL) return -1;
  memory_type = (PyTypeObject *)PyType_FromSpecWithBases(&memory_spec, bases);
  Py_DECREF(bases);
  if (memory_type == NULL) return -1;
  /* The references here are for good. */
  Py_INCREF(owned_type);
  Py_INCREF(memory_type);
  if (PyModule_AddObject(module, "Owned", (PyObject *)owned_type) < 0) return -1;
  return PyModule_AddObject(module, "Memory", (PyObject *)memory_type);
}
