#!/usr/bin/env bash
# Packs the library, adds the package to an empty console application outside the repository, and runs the notebook's shape check there.
# Needs bash and the .NET SDK. Says what failed and keeps its folder; ends with the package's size.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
step="the start"
trap 'status=$?; if [ "$status" -eq 0 ]; then rm -rf "$folder"; else echo "try-package: FAILED at $step; the files are in $folder" >&2; fi' EXIT

property() { dotnet msbuild src/YoloV1 -nologo -getProperty:"$1"; }
has() { [ -f "$1" ] || { echo "The package has no $2." >&2; exit 1; }; }

case "$(uname -s)" in
  Linux) backend=libtorch-cpu-linux-x64 ;;
  Darwin) backend=libtorch-cpu-osx-arm64 ;;
  *) backend=libtorch-cpu-win-x64 ;;
esac

step="packing"
# A version of its own: an equal one from before would come out of the package cache.
version="$(property Version)-try.$(date +%s)"
dotnet pack src/YoloV1 -c Release -nologo -v q -p:Version="$version" --artifacts-path "$folder/artifacts" -o "$folder/packages"

step="making the application"
dotnet new console --no-restore -o "$folder/app" > "$folder/new.log"
cache=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//')
cat > "$folder/nuget.config" <<XML
<configuration>
  <config><add key="globalPackagesFolder" value="cache" /></config>
  <fallbackPackageFolders><add key="shared" value="$cache" /></fallbackPackageFolders>
  <packageSources><add key="try" value="packages" /></packageSources>
</configuration>
XML
cat > "$folder/app/Program.cs" <<'CSHARP'
using TorchSharp;
using YoloV1.Models;
using YoloV1.Runtime;

TorchRuntime.EnsureLoaded();
Console.WriteLine($"TorchSharp {TorchRuntime.TorchSharpVersion}, libtorch {TorchRuntime.LibTorchVersion}");
using var scope = torch.NewDisposeScope();
using var noGradient = torch.no_grad();
using var model = new YoloV1Model();
model.eval();
Console.WriteLine($"[{string.Join(", ", model.call(torch.randn(1, 3, 448, 448)).shape)}]");
CSHARP

step="adding the packages"
(cd "$folder/app" && dotnet add package YoloV1 --version "$version" && dotnet add package "$backend" --version "$(cd "$OLDPWD" && property LibTorchVersion)") > "$folder/add.log" ||
  { tail -20 "$folder/add.log" >&2; exit 1; }

step="looking into the package"
content="$folder/cache/yolov1/$version"
for file in README.md lib/net10.0/YoloV1.dll lib/net10.0/YoloV1.xml buildTransitive/YoloV1.targets buildTransitive/WeakenElfVersion.cs; do
  has "$content/$file" "$file"
done
for element in '<license type="expression">MIT' '<readme>README.md' '<description>' '<tags>' '<repository type="git"'; do
  grep -q "$element" "$content/yolov1.nuspec" || { echo "The package's metadata has no $element." >&2; exit 1; }
done
# The names of a zip's files stand in it as they are.
has "$folder/packages/YoloV1.$version.snupkg" "symbols"
grep -aq 'lib/net10.0/YoloV1.pdb' "$folder/packages/YoloV1.$version.snupkg" || { echo "The symbol package has no YoloV1.pdb." >&2; exit 1; }
if git remote get-url origin 2> /dev/null | grep -q github.com; then
  pdb=$(find "$folder/artifacts/obj" -name YoloV1.pdb)
  grep -aq raw.githubusercontent.com "$pdb" || { echo "The symbols have no source link." >&2; exit 1; }
fi

step="building the application"
dotnet build "$folder/app" -c Release -nologo -v q -warnaserror

step="the shape check"
dotnet run -c Release --no-build --project "$folder/app" | tee "$folder/run.log"
grep -qF '[1, 7, 7, 30]' "$folder/run.log" || { echo "The network's output has another shape than [1, 7, 7, 30]." >&2; exit 1; }

step="the end"
echo "The package works in an empty application: $(($(wc -c < "$folder/packages/YoloV1.$version.nupkg") / 1024)) KiB, symbols $(($(wc -c < "$folder/packages/YoloV1.$version.snupkg") / 1024)) KiB."
