#!/bin/bash
# Installs the Debian packages that are missing: packages.sh PACKAGE... [COMMAND:PACKAGE...]
# Of COMMAND:PACKAGE the package is needed only where the command is not there, whoever installed it. Where all is there,
# nothing is said or done; without root and sudo, the command for who may.
set -u
here=$(dirname "$0")
missing=()
for name in "$@"; do
    case $name in
    *:*) command -v "${name%%:*}" >/dev/null || missing+=("${name#*:}") ;;
    *) dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name") ;;
    esac
done
[ ${#missing[@]} = 0 ] && exit 0

by_hand() {
    printf '%s\n' "$1" "Wer das System verwaltet, führt aus:" "" \
        "    apt-get update && apt-get install --no-install-recommends ${missing[*]}" "" >&2
    exit 1
}
if ! command -v apt-get >/dev/null; then
    printf '%s\n' "Es fehlen Programme oder Bibliotheken, und dieses System hat kein apt-get. Unter Debian heißen ihre Pakete:" \
        "    ${missing[*]}" >&2
    exit 1
elif [ "$(id -u)" = 0 ]; then
    as_root=()
elif command -v sudo >/dev/null; then
    as_root=(sudo)
    sudo -v || by_hand "Es fehlen Pakete, und mit sudo lassen sie sich hier nicht einrichten."
else
    by_hand "Es fehlen Pakete, und hier ist weder root noch sudo."
fi
echo "Pakete, die fehlen: ${missing[*]}" >&2
"$here/quiet.sh" "Paketlisten werden geholt" "${as_root[@]}" apt-get update -q -o APT::Status-Fd=1 || exit 1
"$here/quiet.sh" "${#missing[@]} Pakete werden geholt und eingerichtet" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends -o APT::Status-Fd=1 "${missing[@]}" ||
    by_hand "Die Pakete ließen sich nicht einrichten."
