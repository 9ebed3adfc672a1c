#!/usr/bin/env bash
# Writes the goldens of documents, HTML, charts and explanations anew, for a human to read the difference.
#   tests/golden/rewrite.sh BUILD-FOLDER
set -euo pipefail
[ $# -eq 1 ] || { echo "Aufruf: $0 BUILD-ORDNER" >&2; exit 2; }
for name in test_chart test_html test_golden_pages; do
    program=$(find "$1" -name "$name" -type f -perm -u+x | head -n 1)
    [ -n "$program" ] || { echo "$name ist in $1 nicht gebaut" >&2; exit 2; }
    KD_REWRITE=1 "$program"
done
python3 -B "$(dirname "$0")/../cli/test_explain.py" "$(find "$1" -name kontaktdichte -type f -perm -u+x | head -n 1)" --rewrite
