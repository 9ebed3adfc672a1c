#!/bin/bash
# Runs a command and says only what it is and how far: quiet.sh WORDS COMMAND...
# All that the command printed follows where it fails. How far: "[ 43%]" of make, status lines of apt.
set -uo pipefail
words=$1
shift
log=$(mktemp)
trap 'rm -f "$log"' EXIT
said=0
show() { # a terminal sees every step, a log each quarter
    if [ -t 2 ]; then
        printf '\r%s … %3d %%' "$words" "$1" >&2
    elif [ "$1" -ge $((said + 25)) ] && [ "$1" -lt 100 ]; then
        said=$1
        printf '%s … %d %%\n' "$words" "$1" >&2
    fi
}
[ -t 2 ] || printf '%s …\n' "$words" >&2
"$@" </dev/null 2>&1 | while IFS= read -r line; do
    if [[ $line =~ ^\[\ *([0-9]+)%\] ]] || [[ $line =~ ^[dp][lm]status:[^:]*:([0-9]+) ]]; then
        show "${BASH_REMATCH[1]}"
    fi
    printf '%s\n' "$line" >>"$log"
done
status=${PIPESTATUS[0]}
[ -t 2 ] && printf '\r%s … %s\n' "$words" "$([ "$status" = 0 ] && echo 'fertig' || echo 'gescheitert')" >&2
[ "$status" = 0 ] || grep -vE '^([dp][lm]status:|\[ *[0-9]+%\] (Building|Built))' "$log" >&2
exit "$status"
