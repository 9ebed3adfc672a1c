#!/usr/bin/env bash
# Checks HTML files: valid for the Nu HTML checker, and nothing for axe-core to find, light and dark, on a phone (which
# is also 400 % zoom) and on a desk. Ends with 0 only where there is no finding at all.
#   tests/html/check.sh [--valid] FILE...
# --valid: the first alone, which takes milliseconds a file; a browser takes seconds.
# Needs node, java and chromium (or CHROMIUM=/path/of/it); installs its own packages on first use.
set -euo pipefail
valid_only=false
if [ "${1-}" = --valid ]; then valid_only=true; shift; fi
[ $# -gt 0 ] || { echo "Aufruf: $0 [--valid] DATEI..." >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
files=()
for file in "$@"; do files+=("$(realpath "$file")"); done

if [ ! -d "$here/node_modules/axe-core" ]; then
    (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund >&2)
fi
# The checker knows neither hashes of scripts nor data: images in a page's policy; behaviour.mjs asks a browser instead.
java -jar "$here/node_modules/vnu-jar/build/dist/vnu.jar" --stdout --format gnu --Werror --also-check-css \
  --filterpattern '.*violates Content Security Policy.*' "${files[@]}"
echo "gültiges HTML: ${#files[@]} Datei(en)"
$valid_only || node "$here/axe.mjs" "${files[@]}"
