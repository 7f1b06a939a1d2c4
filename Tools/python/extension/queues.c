#include "extension.h"

static PyObject *create_queue(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyObject *self;
  const char *location;
  long long payload_count, payload_bytes;
  int has_one_producer, has_one_consumer, acknowledges, lifetime;
  if (!PyArg_ParseTuple(
        arguments, "O!O&LLpppi:create_queue", owned_type, &self, text_in, &location, &payload_count,
        &payload_bytes, &has_one_producer, &has_one_consumer, &acknowledges, &lifetime))
    return NULL;
  int32_t status;
  npyshare_queue *queue;
  FREELY(
    status = npyshare_queue_create(
      location, payload_count, payload_bytes, has_one_producer, has_one_consumer, acknowledges,
      lifetime, &queue));
  return status ? failure() : keep(self, queue);
}

static PyObject *attach_queue(PyObject *Py_UNUSED(module), PyObject *arguments) {
  PyObject *self;
  const char *location;
  if (!PyArg_ParseTuple(arguments, "O!O&:attach_queue", owned_type, &self, text_in, &location))
    return NULL;
  int32_t status;
  npyshare_queue *queue;
  FREELY(status = npyshare_queue_attach(location, &queue));
  return status ? failure() : keep(self, queue);
}

static PyObject *queue_facts(PyObject *Py_UNUSED(module), PyObject *object) {
  void *queue;
  npyshare_queue_facts facts;
  if (!handle_in(object, &queue)) return NULL;
  if (npyshare_queue_facts_of(queue, &facts)) return failure();
  return Py_BuildValue(
    "LLLLN", facts.payload_count, facts.payload_bytes, facts.depth, facts.lost,
    PyBool_FromLong(facts.is_closed));
}

/* The text of a dtype for the core; NULL with an exception. `descr` is to be let go of. */
static const char *descr_text(PyArray_Descr *dtype, PyObject **descr) {
  *descr = descr_of(dtype);
  return *descr == NULL ? NULL : PyBytes_AsString(*descr);
}

static PyObject *send(PyObject *Py_UNUSED(module), PyObject *arguments) {
  void *queue;
  PyArrayObject *array;
  double seconds;
  if (!PyArg_ParseTuple(
        arguments, "O&O!O&:send", handle_in, &queue, &PyArray_Type, &array, seconds_in, &seconds))
    return NULL;
  PyObject *descr;
  const char *text = descr_text(PyArray_DESCR(array), &descr);
  if (text == NULL) {
    Py_XDECREF(descr);
    return NULL;
  }
  int is_fortran = PyArray_IS_F_CONTIGUOUS(array) && !PyArray_IS_C_CONTIGUOUS(array);
  if (is_fortran || PyArray_IS_C_CONTIGUOUS(array)) {
    Py_INCREF(array);
  } else {
    array = (PyArrayObject *)PyArray_NewCopy(array, NPY_CORDER);
  }
  int32_t status = RAISED;
  if (array != NULL) {
    int64_t shape[NPYSHARE_MAX_AXES];
    int axis_count = PyArray_NDIM(array);
    for (int axis = 0; axis < axis_count; axis++) shape[axis] = PyArray_DIM(array, axis);
    const void *elements = PyArray_DATA(array);
    int64_t count = PyArray_NBYTES(array);
    PATIENTLY(
      seconds, status,
      npyshare_queue_send(queue, text, axis_count, shape, is_fortran, elements, count, limit));
    Py_DECREF(array);
  }
  Py_DECREF(descr);
  return done_within(status, seconds);
}

/* What a message is filled with. */
typedef struct {
  PyThreadState *thread;
  PyObject *queue, *function;
  PyArray_Descr *dtype;
  const Shape *shape;
  /* A message is filled once, whatever becomes of it. */
  int was_called;
} Filling;

static int32_t call_function(void *context, void *bytes, int64_t count) {
  Filling *filling = context;
  PyEval_RestoreThread(filling->thread);
  filling->was_called = 1;
  npy_intp shape[NPYSHARE_MAX_AXES];
  for (int axis = 0; axis < filling->shape->axis_count; axis++)
    shape[axis] = filling->shape->extents[axis];
  Py_INCREF(filling->dtype);
  PyObject *array = array_over(
    filling->queue, filling->dtype, filling->shape->axis_count, shape, count == 0 ? NULL : bytes, 0,
    1);
  PyObject *result =
    array == NULL ? NULL : PyObject_CallFunctionObjArgs(filling->function, array, NULL);
  Py_XDECREF(array);
  Py_XDECREF(result);
  filling->thread = PyEval_SaveThread();
  return result == NULL ? RAISED : NPYSHARE_OK;
}

static PyObject *fill(PyObject *Py_UNUSED(module), PyObject *arguments) {
  Filling filling;
  Shape shape;
  double seconds;
  if (!PyArg_ParseTuple(
        arguments, "O!O!O&OO&:fill", owned_type, &filling.queue, &PyArrayDescr_Type, &filling.dtype,
        shape_in, &shape, &filling.function, seconds_in, &seconds))
    return NULL;
  PyObject *descr;
  const char *text = descr_text(filling.dtype, &descr);
  if (text == NULL) {
    Py_XDECREF(descr);
    return NULL;
  }
  void *queue = ((Owned *)filling.queue)->pointer;
  filling.shape = &shape;
  filling.was_called = 0;
  int32_t status;
  Wait wait = {seconds, 0};
  do {
    double limit = wait_slice(&wait);
    filling.thread = PyEval_SaveThread();
    status = npyshare_queue_fill(
      queue, text, shape.axis_count, shape.extents, 0, call_function, &filling, limit);
    PyEval_RestoreThread(filling.thread);
  } while (
    status == NPYSHARE_TIMED_OUT && !filling.was_called && wait_goes_on(&wait, &status));
  Py_DECREF(descr);
  return done_within(status, seconds);
}

static PyObject *receive(PyObject *Py_UNUSED(module), PyObject *arguments) {
  void *queue;
  PyTypeObject *kind;
  double seconds;
  if (!PyArg_ParseTuple(
        arguments, "O&O!O&:receive", handle_in, &queue, &PyType_Type, &kind, seconds_in, &seconds))
    return NULL;
  if (!PyType_IsSubtype(kind, memory_type)) {
    PyErr_Format(PyExc_TypeError, "%R is no type of messages", kind);
    return NULL;
  }
  int32_t status;
  npyshare_message *message;
  npyshare_facts facts;
  PATIENTLY(seconds, status, npyshare_queue_receive(queue, limit, &message, &facts));
  return status ? done_within(status, seconds) : new_memory(kind, message, &facts, NULL);
}

int message_in(PyObject *object, void *message) {
  if (!PyObject_TypeCheck(object, memory_type)) {
    PyErr_Format(PyExc_TypeError, "%R is no message", object);
    return 0;
  }
  if (((Memory *)object)->is_released) {
    PyErr_SetString(PyExc_ValueError, "the message was released");
    return 0;
  }
  return handle_in(object, message);
}

static PyObject *is_array(PyObject *Py_UNUSED(module), PyObject *object) {
  void *message;
  int32_t answer;
  if (!message_in(object, &message)) return NULL;
  if (npyshare_message_is_array(message, &answer)) return failure();
  return PyBool_FromLong(answer);
}

static PyObject *is_redelivered(PyObject *Py_UNUSED(module), PyObject *object) {
  void *message;
  int32_t answer;
  if (!message_in(object, &message)) return NULL;
  if (npyshare_message_is_redelivered(message, &answer)) return failure();
  return PyBool_FromLong(answer);
}

static PyObject *let_go(PyObject *object, int32_t (*call)(npyshare_message *)) {
  void *message;
  if (!message_in(object, &message)) return NULL;
  ((Memory *)object)->is_released = 1;
  int32_t status;
  /* An array may have to be removed. */
  FREELY(status = call(message));
  return done(status);
}

static PyObject *acknowledge(PyObject *Py_UNUSED(module), PyObject *object) {
  return let_go(object, npyshare_message_acknowledge);
}

static PyObject *give_back(PyObject *Py_UNUSED(module), PyObject *object) {
  return let_go(object, npyshare_message_give_back);
}

static PyObject *message_elements(PyObject *Py_UNUSED(module), PyObject *object) {
  void *message;
  return message_in(object, &message) ? elements_of(object) : NULL;
}

static PyObject *hand_over(PyObject *Py_UNUSED(module), PyObject *arguments) {
  void *queue, *array;
  double seconds;
  if (!PyArg_ParseTuple(
        arguments, "O&O&O&:hand_over", handle_in, &queue, handle_in, &array, seconds_in, &seconds))
    return NULL;
  int32_t status;
  PATIENTLY(seconds, status, npyshare_queue_put(queue, array, limit));
  return done_within(status, seconds);
}

static PyObject *close_queue(PyObject *Py_UNUSED(module), PyObject *object) {
  void *queue;
  if (!handle_in(object, &queue)) return NULL;
  int32_t status;
  FREELY(status = npyshare_queue_close(queue));
  return done(status);
}

static PyObject *remove_queue(PyObject *Py_UNUSED(module), PyObject *arguments) {
  const char *location;
  if (!PyArg_ParseTuple(arguments, "O&:remove_queue", text_in, &location)) return NULL;
  int32_t status;
  FREELY(status = npyshare_queue_remove(location));
  return done(status);
}

PyMethodDef queue_calls[] = {
  {"create_queue", create_queue, METH_VARARGS, NULL},
  {"attach_queue", attach_queue, METH_VARARGS, NULL},
  {"queue_facts", queue_facts, METH_O, NULL},
  {"send", send, METH_VARARGS, NULL},
  {"fill", fill, METH_VARARGS, NULL},
  {"hand_over", hand_over, METH_VARARGS, NULL},
  {"receive", receive, METH_VARARGS, NULL},
  {"message_elements", message_elements, METH_O, NULL},
  {"is_array", is_array, METH_O, NULL},
  {"is_redelivered", is_redelivered, METH_O, NULL},
  {"acknowledge", acknowledge, METH_O, NULL},
  {"give_back", give_back, METH_O, NULL},
  {"close_queue", close_queue, METH_O, NULL},
  {"remove_queue", remove_queue, METH_VARARGS, NULL},
  {NULL, NULL, 0, NULL},
};
