"""Runs a command and prints what it took as JSON, on the last line: seconds, CPU seconds and peak memory.

CPU time is that of the command and of all processes it waited for; the peak is that of the largest one of them.
Usage: measure-run.py COMMAND [ARGUMENT ...]
"""

import json
import os
import subprocess
import sys
import time

start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
seconds = time.perf_counter() - start
# Linux counts in KiB, macOS in bytes.
peak_bytes = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
result = {
    "exitCode": os.waitstatus_to_exitcode(status),
    "seconds": seconds,
    "cpuSeconds": usage.ru_utime + usage.ru_stime,
    "peakBytes": peak_bytes,
}
print(json.dumps(result))
