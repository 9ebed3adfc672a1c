#!/usr/bin/env bash
# Checks HTML files: valid for the Nu HTML checker, and nothing for axe-core to find, light and dark, on a phone (which
# is also 400 % zoom) and on a desk. Ends with 0 only where there is no finding at all.
#   tests/html/check.sh FILE...
# Needs node, java and chromium (or CHROMIUM=/path/of/it); installs its own packages on first use.
set -euo pipefail
[ $# -gt 0 ] || { echo "Aufruf: $0 DATEI..." >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
files=()
for file in "$@"; do files+=("$(realpath "$file")"); done

if [ ! -d "$here/node_modules/axe-core" ]; then
    (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund >&2)
fi
java -jar "$here/node_modules/vnu-jar/build/dist/vnu.jar" --stdout --format gnu --Werror --also-check-css "${files[@]}"
echo "gültiges HTML: ${#files[@]} Datei(en)"
node "$here/axe.mjs" "${files[@]}"
