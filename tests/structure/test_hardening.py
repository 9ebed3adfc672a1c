"""The finished program has what the build asks for: PIE, full RELRO, no executable stack, guarded stack and calls.

usage: test_hardening.py PROGRAM
Ends with `N passed, M failed`.
"""
import platform
import subprocess
import sys


def read(program, *flags):
    return subprocess.run(["readelf", *flags, program], check=True, capture_output=True, text=True).stdout


def main():
    program = sys.argv[1]
    header, segments = read(program, "-hW"), read(program, "-lW")
    dynamic, symbols = read(program, "-dW"), read(program, "--dyn-syms", "-W")
    told = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    stack = [line for line in segments.splitlines() if "GNU_STACK" in line]
    checks = {
        "position independent": "DYN (" in header and " PIE" in dynamic,
        "relocations read-only": "GNU_RELRO" in segments,
        "all bound at the start": "NOW" in dynamic,
        "stack not executable": len(stack) == 1 and " RWE " not in stack[0],
        "no segment writable and executable": " RWE " not in segments,
        "stack protector": "__stack_chk_fail" in symbols,
        "checked copies (FORTIFY)": "__memcpy_chk" in symbols or "__snprintf_chk" in symbols,
        "--version tells it": "Gebaut mit: PIE, volles RELRO, Wächter auf dem Stapel, FORTIFY " in told,
        "--version tells the sandbox": "andlock" in told and "seccomp" in told and "Prüfungen gebaut" not in told,
        "no run path": "RPATH" not in dynamic and "RUNPATH" not in dynamic,
    }
    if platform.machine() not in ("x86_64", "aarch64"):
        del checks["checked copies (FORTIFY)"]
    for name, ok in checks.items():
        if not ok:
            print(f"failed: {name}")
    failed = sum(not ok for ok in checks.values())
    print(f"{len(checks) - failed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
