using System.Text.Json.Serialization;

namespace YoloV1;

/// <summary>What becomes of boxes that overlap: a network finds most objects from several cells.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Suppression>))]
public enum Suppression
{
    /// <summary>The box with the highest score stays, and the others are dropped, as in Darknet.</summary>
    Nms,

    /// <summary>All stay, with scores that fall the more the boxes overlap a better one.</summary>
    Soft,

    /// <summary>The box with the highest score stays, moved to the mean of the boxes that overlap it, weighted by their scores.</summary>
    Fused,
}
