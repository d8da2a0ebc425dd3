using TorchSharp;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>Fills a module's parameters and buffers from stored tensors.</summary>
public static class ModuleState
{
    /// <summary>Copies every tensor of the source into the module's tensor of the same name.</summary>
    /// <remarks>
    /// All names, shapes and types are compared before the first is copied, so a source that does not fit leaves the module as it was.
    /// Floating-point values of another precision are converted; the module's device and precision stay.
    /// </remarks>
    /// <exception cref="InvalidDataException">A tensor is missing, unexpected or of another shape; the message tells.</exception>
    public static void Load(torch.nn.Module module, ITensorSource source)
    {
        var state = module.state_dict();
        if (StateCheck.Fault(state.ToDictionary(pair => pair.Key, pair => TensorInfo.Of(pair.Value)), source.Tensors) is { } fault)
            throw new InvalidDataException(
                $"{source.Place} does not fit the model: {fault}; load it into a model with the config it was saved with.");
        foreach (var (name, tensor) in state)
            source.CopyTo(name, tensor);
    }

    /// <summary>The network of a config with the weights of a source, on the CPU and in evaluation mode.</summary>
    /// <exception cref="InvalidDataException">The weights do not match the config; the message tells.</exception>
    public static YoloV1Model CreateModel(YoloV1Config config, ITensorSource source)
    {
        // Before memory is asked for: a damaged file may describe a network of any size.
        if (StateCheck.Fault(NetworkRow.Of(config).SelectMany(row => row.State()).ToDictionary(), source.Tensors) is { } fault)
            throw new InvalidDataException(
                $"{source.Place} does not fit '{config.Name}': {fault}; use the config it was saved with.");
        var model = new YoloV1Model(config);
        try
        {
            Load(model, source);
        }
        catch
        {
            model.Dispose();
            throw;
        }
        model.eval();
        return model;
    }

    /// <summary>As <see cref="Load(torch.nn.Module, ITensorSource)"/>, from tensors in memory, which stay the caller's.</summary>
    /// <param name="module">The module to fill.</param>
    /// <param name="tensors">Such as another module's <c>state_dict()</c>.</param>
    /// <param name="place">What error messages call the tensors.</param>
    /// <exception cref="InvalidDataException">A tensor is missing, unexpected or of another shape; the message tells.</exception>
    public static void Load(
        torch.nn.Module module,
        IEnumerable<KeyValuePair<string, torch.Tensor>> tensors,
        string place = "The state") => Load(module, new TensorDictionary(tensors, place));
}
