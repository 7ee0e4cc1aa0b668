#!/bin/sh
# A second machine before there is a cluster: copies the data folder beside the running engine, every so often, and brings
# the newest copy to the other machine. Run it from a timer on the machine that serves:
#
#   smspay-standby.sh DATA COPIES [TARGET]
#
# DATA is the engine's data folder, COPIES a folder for the copies, TARGET where they go to, as rsync writes it
# (standby:/srv/copies). The master key is NOT copied: bring it to the other machine once, by another way.
# SMSPAY is the program (default: smspay), KEEP how many copies stay (default: 24).
#
# To switch: make sure that the engine here is stopped and stays so, then there:
#   smspay restore COPIES/NEWEST --data var --key-file conf/master.key && smspay run
# Lost is what came after the newest copy; restore says from which numbers on.
set -eu
umask 077

data=${1:?the data folder of the engine}
copies=${2:?a folder for the copies}
target=${3:-}
keep=${KEEP:-24}
smspay=${SMSPAY:-smspay}

mkdir -p "$copies"
exec 9>"$copies/.lock"
flock -n 9 || { echo "another copy is being made" >&2; exit 3; }
rm -rf "$copies"/*.making
name=$(date -u +%Y%m%dT%H%M%SZ)
$smspay backup "$copies/$name" --data "$data"
ls -1d "$copies"/*Z | sort -r | tail -n +$((keep + 1)) | while read -r old; do rm -rf "$old"; done
if [ -n "$target" ]; then
    rsync -a --delete --exclude .lock --exclude '*.making' "$copies"/ "$target"/
fi
echo "$copies/$name"
