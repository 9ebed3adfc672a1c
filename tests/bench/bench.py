"""Measures the program: generates data once, times each job as a whole process, prints a table. Asserts nothing.

usage: bench.py --program build/release/kontaktdichte --sample build/release/kd-sample [--pdf build/release/tests/bench_pdf]
       [--large] [--runs N]

--large adds 1,000,000 customers with 15,000,000 notes (1.8 GB in build/bench). Where tests/bench/node_modules is
installed (npm ci), DuckDB answers the same question over the same files beside it, in turn.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
DAY = "2023-11-30"
SIZES = {
    "10k": (10_000, 150_000, 5, 60),  # a usual Jobcenter
    "20k": (20_000, 340_000, 12, 120),
    "130k": (130_000, 2_000_000, 60, 900),  # the largest
    "1m": (1_000_000, 15_000_000, 400, 6000),
}


def data(sample, name, root):
    customers, contacts, teams, staff = SIZES[name]
    folder = os.path.join(root, name)
    if not os.path.exists(os.path.join(folder, "termine.csv")):
        subprocess.run([sample, "--out", folder, "--customers", str(customers), "--contacts", str(contacts),
                        "--teams", str(teams), "--staff", str(staff), "--seed", "7", "--as-of", DAY], check=True)
    return folder


def timed(command, runs):
    walls, cpus, peak = [], [], 0
    for _ in range(runs):
        before = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        message = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        walls.append(time.monotonic() - before)
        cpus.append(usage.ru_utime + usage.ru_stime)
        peak = max(peak, usage.ru_maxrss / 1024)
        if status:
            sys.exit(f"failed: {' '.join(command)}\n{message}")
    return statistics.median(walls), statistics.median(cpus), peak


def row(name, wall, cpu, mib):
    print(f"{name:<44} {wall:8.2f} s {cpu:8.2f} s {mib:8.0f} MiB", flush=True)


def phases(command):
    """The program's own times, of one more run."""
    done = subprocess.run(command + ["--verbose"], check=True, capture_output=True, text=True)
    for line in done.stderr.splitlines():
        words = line.split()
        if words[-1:] == ["ms"]:
            print(f"    {' '.join(words[1:-2]):<40} {float(words[-2]) / 1000:8.2f} s", flush=True)


def duckdb(folder, threads, runs):
    out = [json.loads(subprocess.run(["node", os.path.join(HERE, "duckdb.mjs"), folder, str(threads)], check=True,
                                     capture_output=True, text=True).stdout) for _ in range(runs)]
    return (statistics.median(x["wall"] for x in out), statistics.median(x["cpu"] for x in out),
            max(x["mib"] for x in out))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--sample", required=True)
    parser.add_argument("--pdf", help="bench_pdf: dense tagged tables as PDF")
    parser.add_argument("--data", default="build/bench")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--large", action="store_true")
    o = parser.parse_args()
    os.makedirs(o.data, exist_ok=True)
    has_duckdb = os.path.isdir(os.path.join(HERE, "node_modules")) and shutil.which("node")
    plain = ["--rules", "uelzen-ga-08-2019", "--as-of", DAY]
    common = plain + ["--quiet"]
    if o.pdf:
        for pages in (1000, 5000):
            print(f"PDF: {subprocess.run([o.pdf, str(pages)], check=True, capture_output=True, text=True).stdout.strip()}", flush=True)
    print(f"{'':<44} {'wall':>10} {'cpu':>10} {'peak':>12}")
    for name in ["10k", "20k", "130k"] + (["1m"] if o.large else []):
        folder = data(o.sample, name, o.data)
        for threads in (1, 2):
            row(f"evaluate {name}, {threads} thread(s)",
                *timed([o.program, "evaluate", folder, "--threads", str(threads), *common], o.runs))
        if has_duckdb:
            row(f"DuckDB {name}, 2 threads", *duckdb(folder, 2, o.runs))
        if name != "1m":
            out = os.path.join(o.data, "out")
            report = [o.program, "report", folder, "--out", out, "--replace"]
            for threads in (1, 2):
                row(f"report {name}, all reports, {threads} thread(s)",
                    *timed(report + ["--threads", str(threads)] + common, o.runs))
                shutil.rmtree(out, ignore_errors=True)
            row(f"report {name}, with --recipients", *timed(report + ["--threads", "2", "--recipients"] + common, 1))
            shutil.rmtree(out, ignore_errors=True)
            phases(report + ["--threads", "2"] + plain)
            shutil.rmtree(out, ignore_errors=True)


if __name__ == "__main__":
    main()
