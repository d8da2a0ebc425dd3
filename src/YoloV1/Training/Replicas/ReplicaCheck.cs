using System.Security.Cryptography;
using System.Text;
using YoloV1.Data;
using YoloV1.Models;
using YoloV1.Ranks;

namespace YoloV1.Training;

/// <summary>Whether all ranks have the same: images and labels before the first step, and weights after each epoch.</summary>
internal static class ReplicaCheck
{
    /// <exception cref="TrainingException">A rank has other images or labels than rank 0.</exception>
    public static void SameData(RankGroup ranks, IDetectionDataset train, IDetectionDataset? validation)
    {
        if (ranks.Count == 1)
            return;
        using var text = new MemoryStream();
        using (var writer = new BinaryWriter(text, Encoding.UTF8, leaveOpen: true))
        {
            Write(writer, train);
            if (validation is not null)
                Write(writer, validation);
        }
        Compare(ranks, SHA256.HashData(text.ToArray()), rank =>
            $"Rank {rank} has other images or labels than rank 0; give each machine the same data set.");
    }

    /// <exception cref="TrainingException">A rank has other weights than rank 0.</exception>
    public static void SameWeights(RankGroup ranks, YoloV1Model model, int epoch)
    {
        if (ranks.Count == 1)
            return;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in model.state_dict().Values)
        {
            using var near = tensor.detach().cpu();
            using var flat = near.contiguous();
            hash.AppendData(flat.bytes);
        }
        Compare(ranks, hash.GetHashAndReset(), rank =>
            $"After epoch {epoch + 1} rank {rank} has other weights than rank 0: the ranks do not compute alike. Start them on processors "
            + "of one kind, with the same version of this program.");
    }

    private static void Compare(RankGroup ranks, byte[] checksum, Func<int, string> message)
    {
        var all = ranks.Gather<byte>(checksum).Chunk(checksum.Length).ToList();
        if (all.FindIndex(other => !other.AsSpan().SequenceEqual(all[0])) is not (> 0 and var rank))
            return;
        ranks.EndTogether();
        throw new TrainingException(message(rank));
    }

    private static void Write(BinaryWriter writer, IDetectionDataset dataset)
    {
        writer.Write(dataset.Count);
        for (var i = 0; i < dataset.Count; i++)
        {
            var annotation = dataset.GetAnnotation(i);
            writer.Write(annotation.Name);
            writer.Write(annotation.Boxes.Count);
            foreach (var (box, classId) in annotation.Boxes.Select(labeled => (labeled.Box, labeled.ClassId)))
            {
                writer.Write(classId);
                Array.ForEach([box.CenterX, box.CenterY, box.Width, box.Height], writer.Write);
            }
        }
    }
}
