using System.Text;
using System.Text.Json;
using CsCheck;
using TorchSharp;
using YoloV1.Models;
using YoloV1.Weights;

namespace YoloV1.Tests.Weights;

/// <summary>Damaged safetensors and model files.</summary>
public sealed class SafetensorsFuzzTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly byte[] _file;

    public SafetensorsFuzzTests()
    {
        using var model = new YoloV1Model(PyTorchGoldens.Network);
        ModelFile.Save(model, ClassNames.Numbered(3), _folder["model.safetensors"]);
        _file = File.ReadAllBytes(_folder["model.safetensors"]);
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void File_IsReadOrRefused_WhateverItsBytes() => Fuzz.Damaged(_file).Sample(Read, iter: Fuzz.Budget, threads: 1);

    [Fact]
    public void Header_IsReadOrRefused_WhateverItsJson() =>
        Fuzz.DamagedJson(HeaderOf(_file)).Select(json => WithHeader(json)).Sample(Read, iter: Fuzz.Budget, threads: 1);

    [Fact]
    public void Config_IsReadOrRefused_WhateverItSays() => DamagedMetadata("yolov1.config").Sample(Read, iter: Fuzz.Budget, threads: 1);

    [Fact]
    public void ClassesAndInput_AreReadOrRefused_WhateverTheySay() =>
        Gen.OneOf(DamagedMetadata("yolov1.classes"), DamagedMetadata("yolov1.input")).Sample(Read, iter: Fuzz.Budget, threads: 1);

    private void Read(byte[] bytes)
    {
        using var scope = torch.NewDisposeScope();
        var path = _folder["fuzz.safetensors"];
        File.WriteAllBytes(path, bytes);
        Fuzz.ReadOrRefused(() =>
        {
            using var file = SafetensorsFile.Open(path);
            file.Tensors.Values.Sum(tensor => TensorTypes.ByteLength(tensor)).Should().BeLessThan(bytes.Length);
        });
        Fuzz.ReadOrRefused(() =>
        {
            using var file = ModelFile.Open(path);
            file.CreateModel().Dispose();
        });
        Fuzz.ReadOrRefused(() => WeightsFile.Inspect(path).Length.Should().Be(bytes.Length));
    }

    private Gen<byte[]> DamagedMetadata(string key)
    {
        using var header = JsonDocument.Parse(HeaderOf(_file));
        var text = header.RootElement.GetProperty("__metadata__").GetProperty(key).GetString()!;
        var quoted = JsonEncodedText.Encode(text).ToString();
        var whole = HeaderOf(_file);
        whole.Should().Contain(quoted);
        return Fuzz.DamagedJson(text).Select(json =>
        {
            var damaged = JsonEncodedText.Encode(json.Replace("\ud800", "", StringComparison.Ordinal)).ToString();
            return WithHeader(whole.Replace(quoted, damaged, StringComparison.Ordinal));
        });
    }

    private static string HeaderOf(byte[] file) => Encoding.UTF8.GetString(file, 8, (int)BitConverter.ToInt64(file));

    private byte[] WithHeader(string json)
    {
        var header = Encoding.UTF8.GetBytes(json);
        return [.. BitConverter.GetBytes((long)header.Length), .. header, .. _file.AsSpan(8 + (int)BitConverter.ToInt64(_file))];
    }
}
