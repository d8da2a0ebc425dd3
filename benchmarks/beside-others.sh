#!/usr/bin/env bash
# What is left of the quiet speed under a CPU quota of one core, and beside one and three busy processes: with torch's own waiting
# ("before": threads by affinity, GOMP_SPINCOUNT 300000) and with the product's. Linux; the quota needs root and cgroups.
# usage: benchmarks/beside-others.sh [ROUNDS]     prints a table, medians of images a second over the rounds, in turn
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3}
command="$PWD/src/YoloV1.Cli/bin/Release/net10.0/YoloV1.Cli.dll"
[ -f "$command" ] || dotnet build -c Release src/YoloV1.Cli
log=$(mktemp)
group=/sys/fs/cgroup/cpu/yolov1-quota
trap 'kill $(jobs -p) 2>/dev/null || true; rm -f "$log"; rmdir "$group" 2>/dev/null || true' EXIT

in_quota() {
  if [ -d /sys/fs/cgroup/cpu ]; then
    mkdir -p "$group" && echo 100000 > "$group/cpu.cfs_quota_us"
    sh -c "echo \$\$ > $group/cgroup.procs; exec \"\$@\"" sh "$@"
  else
    systemd-run --quiet --scope -p CPUQuota=100% "$@"
  fi
}

measure() {                                            # CONDITION WHOSE [WORDS BEFORE]
  local condition=$1 whose=$2; shift 2
  [ "$whose" = before ] && set -- "$@" env GOMP_SPINCOUNT=300000 OMP_NUM_THREADS="$(nproc)"
  "$@" dotnet exec "$command" benchmark --model small --batch 8 --rounds 10 --train --device cpu --json 2>/dev/null |
    sed "s/^/$condition $whose /" | tr -d '\n' >> "$log"
  echo >> "$log"
}

busy() { for _ in $(seq "$1"); do (while :; do :; done) & done; }

for _ in $(seq "$rounds"); do
  for whose in before now; do
    measure quiet $whose
    measure quota $whose in_quota
    for others in 1 3; do
      busy $others
      measure "beside-$others" $whose
      kill $(jobs -p); wait 2>/dev/null || true
    done
  done
done

python3 - "$log" <<'P'
import json, re, statistics, sys
from collections import defaultdict
speeds = defaultdict(list)
for line in open(sys.argv[1]):
    condition, whose, _ = line.split(" ", 2)
    for row in json.loads(re.sub(rf"{condition} {whose} ", "", line))["results"]:
        if row["imagesPerSecond"]:
            speeds[condition, whose, f"{row['what']} {row['precision']}"].append(row["imagesPerSecond"])
whats = list(dict.fromkeys(what for _, _, what in speeds))
print("| images/s | | " + " | ".join(whats) + " |\n|---|---|" + "---|" * len(whats))
for condition in ("quiet", "quota", "beside-1", "beside-3"):
    for whose in ("before", "now"):
        middle = [statistics.median(speeds[condition, whose, what]) for what in whats]
        quiet = [statistics.median(speeds["quiet", "before", what]) for what in whats]
        print(f"| {condition} | {whose} | " + " | ".join(f"{m:.1f} ({m / q:.2f})" for m, q in zip(middle, quiet)) + " |")
P
