#!/usr/bin/env python3
"""Runs a libFuzzer target over its corpus, then for a few seconds from a fixed seed.

    python3 smoke.py TARGET CORPUS... [--seconds N] [--seed N]

What is found anew goes into a folder that is thrown away; the corpus stays as it is. A finding is left in the
working directory (crash-..., timeout-..., oom-...) and its path is printed. Ends with `N passed, M failed`.
"""

import argparse
import os
import subprocess
import sys
import tempfile


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("target")
    parser.add_argument("corpus", nargs="+")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    common = [options.target, "-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1"]
    files = [os.path.join(folder, name) for folder in options.corpus for name in sorted(os.listdir(folder))
             if os.path.isfile(os.path.join(folder, name))]
    with tempfile.TemporaryDirectory(prefix="kd-fuzz-") as found:
        calls = [("corpus of %d files" % len(files), common + files),
                 ("%d seconds" % options.seconds, common + ["-seed=%d" % options.seed, "-max_len=20000",
                                                            "-max_total_time=%d" % options.seconds, found] + options.corpus)]
        failed = 0
        for name, command in calls:
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            lines = done.stdout.decode("utf-8", "replace").splitlines()
            if done.returncode:
                failed += 1
                print("FAIL: %s (exit %d)" % (name, done.returncode))
                print("\n".join(lines[-60:]))
            else:
                print(name + ": " + " ".join(line for line in lines if "number_of_executed" in line or "exec" in line)[-200:])
    print("%d passed, %d failed" % (len(calls) - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
