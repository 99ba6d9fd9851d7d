using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.Sync;

/// <summary>An effect on its way out.</summary>
public sealed record Dispatch
{
    /// <summary>The effect's key.</summary>
    public required string Key { get; init; }

    /// <summary>What it is.</summary>
    public required string Kind { get; init; }

    /// <summary>Document or state.</summary>
    public required EffectClass Class { get; init; }

    /// <summary>What to send, as planned.</summary>
    public required string Payload { get; init; }

    /// <summary>The way of writing it was planned for.</summary>
    public required string Way { get; init; }

    /// <summary>Whether an earlier attempt may have been applied: find out before anything is sent that the key does not protect.</summary>
    public required bool InDoubt { get; init; }

    /// <summary>How often it was sent before.</summary>
    public required int Attempts { get; init; }

    /// <summary>
    /// Which generation of attempts this is. A new one begins only after proven non-application: where the target stored the
    /// failure, and when a refused effect was planned anew.
    /// </summary>
    public int Generation { get; init; }

    /// <summary>
    /// The key for targets with idempotency keys of their own: a hash of <see cref="Key"/> and <see cref="Generation"/>, 64
    /// characters. The same in every attempt that may have been applied.
    /// </summary>
    public string NativeKey => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Key}|{Generation}"))));

    /// <summary>The key; what is sent may hold data of persons.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Dispatch {Key}";
}
