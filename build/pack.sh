#!/usr/bin/env bash
# Packs what a release has into FOLDER: the library with its symbols, and the command as a .NET tool and as an archive for each system.
#
#   build/pack.sh FOLDER [VERSION [SYSTEM...]]
#
# Without further words the version is the repository's, and the systems are all. Needs bash, tar, zip and the .NET SDK.
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p "$1"
out=$(cd "$1" && pwd)
version=${2:-$(dotnet msbuild src/YoloV1 -nologo -getProperty:Version)}
systems=(linux-x64 osx-arm64 win-x64)
[ $# -lt 3 ] || systems=("${@:3}")

# The repository's own builds stay as they are.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
run() { dotnet "$1" "$2" -c Release -nologo -v q -p:Version="$version" --artifacts-path "$work/${4:-any}" -o "$3" "${@:5}"; }

run pack src/YoloV1 "$out"
run pack src/YoloV1.Cli "$out"
for system in "${systems[@]}"; do
  run pack src/YoloV1.Cli "$out" "$system" -r "$system"

  name="yolov1-$version-$system"
  run publish src/YoloV1.Cli "$work/$name" "$system" -r "$system" --self-contained
  cp LICENSE src/YoloV1/Drawing/Fonts/LICENSE.txt "$work/$name/" && mv "$work/$name/LICENSE.txt" "$work/$name/Inter-Medium.otf.LICENSE.txt"
  if [ "$system" = win-x64 ]; then
    mv "$work/$name/YoloV1.Cli.exe" "$work/$name/yolov1.exe"
    (cd "$work" && zip -qr "$out/$name.zip" "$name")
  else
    mv "$work/$name/YoloV1.Cli" "$work/$name/yolov1"
    tar -czf "$out/$name.tar.gz" -C "$work" "$name"
  fi
done
