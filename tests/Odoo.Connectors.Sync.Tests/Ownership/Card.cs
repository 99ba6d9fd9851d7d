using System.Globalization;
using System.Text;

namespace Odoo.Connectors.Sync.Tests.Ownership;

/// <summary>A card that two systems hold, each under its own id.</summary>
internal sealed record Card
{
    public string? Title { get; init; }

    public string? Stage { get; init; }

    public string? Due { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    public string? this[string field] => field switch
    {
        nameof(Title) => Title,
        nameof(Stage) => Stage,
        _ => Due,
    };

    public Card With(string field, string? value) => field switch
    {
        nameof(Title) => this with { Title = value },
        nameof(Stage) => this with { Stage = value },
        _ => this with { Due = value },
    };

    public byte[] ToBytes() =>
        Encoding.UTF8.GetBytes(string.Join('|', new[] { Title, Stage, Due }.Select(v => v ?? "-").Append(ChangedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))));

    public static Card Read(ReadOnlyMemory<byte> bytes)
    {
        string[] parts = Encoding.UTF8.GetString(bytes.Span).Split('|');
        string?[] values = [.. parts.Take(3).Select(p => p == "-" ? null : p)];
        return new Card
        {
            Title = values[0], Stage = values[1], Due = values[2],
            ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[3], CultureInfo.InvariantCulture)),
        };
    }
}
