"""Processes that live through a whole benchmark and take turns: rounds can go from one competitor
to the next without paying for a process start."""

import subprocess


class WorkerError(Exception):
    pass


class Worker:
    """One such process. It answers a line of fields with a line of figures."""

    def __init__(self, argv, environment):
        self._process = subprocess.Popen(
            argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def ask(self, *request):
        """The figures that the worker answers with; most often the first are seconds."""
        return self.begin(*request)()

    def begin(self, *request):
        """Lets the worker begin, beside others. What is returned waits for its figures."""
        text = "\t".join(map(str, request))
        try:
            self._process.stdin.write(text + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # There will be no answer.
        return lambda: self._answer(text)

    def _answer(self, text):
        answer = self._process.stdout.readline()
        if not answer:
            raise WorkerError(f"'{text}' ended the worker, status {self._process.wait()}")
        fields = answer.rstrip("\n").split("\t")
        if fields[0] == "error":
            raise WorkerError(f"'{text}': {fields[1]}")
        return [float(field) for field in fields if field]

    def per_call(self, *request, seconds):
        """A measurement of one call: the request's last field becomes a number of repetitions that
        together last about so many seconds."""
        trial = 20
        self.ask(*request, trial)
        cost = self.ask(*request, trial)[0] / trial
        count = max(1, round(seconds / max(cost, 1e-9)))
        return lambda: self.ask(*request, count)[0] / count

    def close(self):
        try:
            self._process.stdin.close()
        except BrokenPipeError:  # It is gone already, and that was reported.
            pass
        self._process.wait()
        self._process.stdout.close()


class Workers:
    """One worker of each kind, started when first needed."""

    def __init__(self, argvs, environment):
        self._argvs = argvs
        self._environment = environment
        self._running = {}

    def __getattr__(self, kind):
        if kind not in self._running:
            self._running[kind] = Worker(self._argvs[kind], self._environment)
        return self._running[kind]

    def close(self):
        for worker in self._running.values():
            worker.close()
        self._running.clear()
